"""``symgeo run``: a busy port gets a sentence; the server answers, and Ctrl-C ends it."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from symgeo.bootstrap.places import CHECKOUT
from symgeo.cli.run import require_free_port
from symgeo.errors import SetupError


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "symgeo", "run", "--no-browser", *arguments]


PREPARED = {**os.environ, "SYMGEO_PREPARED": "1"}


def test_busy_port_gets_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        ended = subprocess.run(
            _command("--port", str(port)),
            cwd=CHECKOUT,
            env=PREPARED,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        f"symgeo: port {port} is in use by another programme. Choose another one, such as --port {port + 1}."
    ]


def test_free_port_is_accepted() -> None:
    require_free_port("127.0.0.1", _free_port())


def test_foreign_address_gets_a_sentence() -> None:
    with pytest.raises(SetupError, match="cannot be used"):
        require_free_port("192.0.2.1", _free_port())


def test_missing_data_folder_is_wrong_use() -> None:
    ended = subprocess.run(
        _command("--port", str(_free_port()), "--data-dir", "no/such/folder"),
        cwd=CHECKOUT,
        env=PREPARED,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert "there is no folder" in ended.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Give a running server's port and process, once it answers."""
    port = _free_port()
    with subprocess.Popen(
        _command("--port", str(port)), cwd=CHECKOUT, env=PREPARED, stdout=subprocess.PIPE, text=True
    ) as process:
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None:
            try:
                if _get(port, "/health")[0] == http.client.OK:
                    break
            except OSError:
                time.sleep(0.1)
        yield port, process
        if process.poll() is None:
            process.kill()


def _get(port: int, address: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", address)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read()


def test_pages_have_the_security_headers(server: tuple[int, subprocess.Popen[str]]) -> None:
    status, headers, _ = _get(server[0], "/")
    assert status == http.client.OK
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"


def test_map_programme_is_served(server: tuple[int, subprocess.Popen[str]]) -> None:
    status, _, body = _get(server[0], "/assets/leaflet/leaflet.js")
    assert status == http.client.OK
    assert b"Leaflet 1.9.4" in body[:200]


@pytest.mark.parametrize(("address", "begins"), [("land", b'{"land":[['), ("counties", b'[{"code":"NO-')])
def test_geometry_is_served(server: tuple[int, subprocess.Popen[str]], address: str, begins: bytes) -> None:
    status, _, body = _get(server[0], f"/geo/{address}.json")
    assert status == http.client.OK
    assert body.startswith(begins)


@pytest.mark.parametrize(
    "address", ["/assets/nothing.js", "/assets", "/assets/", "/geo", "/geo/nothing.json"]
)
def test_missing_file_is_never_streamlits_page(
    server: tuple[int, subprocess.Popen[str]], address: str
) -> None:
    status, _, body = _get(server[0], address)
    assert status == http.client.NOT_FOUND
    assert b"<html" not in body


@pytest.mark.parametrize("address", ["/assets/../../../pyvenv.cfg", "/assets/..%2f..%2f..%2fpyvenv.cfg"])
def test_nothing_outside_the_folder_is_given_out(
    server: tuple[int, subprocess.Popen[str]], address: str
) -> None:
    status, _, body = _get(server[0], address)
    assert status in {http.client.BAD_REQUEST, http.client.NOT_FOUND}
    assert b"home" not in body


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_ctrl_c_ends_the_server(server: tuple[int, subprocess.Popen[str]]) -> None:
    _, process = server
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130


def test_broken_table_stops_the_start_with_one_line(tmp_path: Path) -> None:
    for name in ("symgeo", "pages", "data", ".streamlit"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(CHECKOUT / "app.py", tmp_path / "app.py")
    table = tmp_path / "data" / "reference" / "parameters.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([lines[0], f"{lines[1]},one cell too many", *lines[2:]]), encoding="utf-8")
    ended = subprocess.run(
        _command("--port", str(_free_port())),
        cwd=tmp_path,
        env=PREPARED,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "parameters.csv: row 2" in ended.stderr
