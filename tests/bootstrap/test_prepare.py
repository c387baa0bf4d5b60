"""What fails on somebody's computer: one sentence, exit code 2, nothing half-made left behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from symgeo.bootstrap.environment import Environment
from symgeo.bootstrap.places import Level, assets_folder
from symgeo.bootstrap.prepare import prepare
from symgeo.errors import SetupError

NOBODY = 65534

posix_only = pytest.mark.skipif(os.name == "nt", reason="rights and signals work differently on Windows")


@pytest.fixture
def silent_server() -> Iterator[str]:
    """Give the address of a server that takes the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/simple"


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """Give a folder that may be read but not written to, also where root runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "symgeo", *arguments]


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


def _sentences(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.startswith("symgeo: ")]


def _stop_while_installing(checkout: Path, variables: dict[str, str], number: int) -> int:
    """Start a set-up, send it a signal while it waits for packages, and give its exit code."""
    with subprocess.Popen(
        _command("setup"), cwd=checkout, env=variables, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("2 of 3"):
                break
        process.send_signal(number)
        process.stderr.read()
        return process.wait(timeout=30)


def test_failed_download_leaves_nothing_behind(checkout: Path, offline: dict[str, str]) -> None:
    before = _files(checkout)
    ended = subprocess.run(
        _command("run"), cwd=checkout, env=offline, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert len(_sentences(ended.stderr)) == 1
    assert "Check the network connection" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert _files(checkout) == before


@posix_only
@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_set_up_leaves_nothing_behind(
    checkout: Path, offline: dict[str, str], silent_server: str, number: int
) -> None:
    before = _files(checkout)
    code = _stop_while_installing(checkout, {**offline, "PIP_INDEX_URL": silent_server}, number)
    assert code == 130
    assert _files(checkout) == before


@posix_only
@pytest.mark.thorough
def test_killed_set_up_is_started_over(checkout: Path, offline: dict[str, str], silent_server: str) -> None:
    _stop_while_installing(checkout, {**offline, "PIP_INDEX_URL": silent_server}, signal.SIGKILL)
    assert Environment(checkout / ".venv").is_leftover()
    ended = subprocess.run(
        _command("setup"), cwd=checkout, env=offline, capture_output=True, text=True, check=False
    )
    assert "starting over" in ended.stderr
    assert "1 of 3" in ended.stderr
    assert not (checkout / ".venv").exists()


@posix_only
def test_read_only_folder_gets_a_sentence(read_only_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symgeo.bootstrap.prepare.CHECKOUT", read_only_folder)
    with pytest.raises(SetupError, match="Put symgeo into a folder that you may write to"):
        prepare(Environment(read_only_folder / ".venv"), Level.RUN, say=lambda _line: None)
    assert not list(read_only_folder.iterdir())


def test_file_in_the_way_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".venv").write_text("not a folder")
    with pytest.raises(SetupError, match="Move it away"):
        prepare(Environment(tmp_path / ".venv"), Level.RUN, say=lambda _line: None)
    assert (tmp_path / ".venv").read_text() == "not a folder"


def test_complete_environment_is_left_alone(tmp_path: Path) -> None:
    environment = Environment(tmp_path / ".venv")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    assets_folder(environment.folder).mkdir(parents=True)
    environment.write_stamp(Level.RUN)
    told: list[str] = []
    prepare(environment, Level.RUN, say=told.append)
    assert told == []
