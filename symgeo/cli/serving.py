"""A server of our own for a while: for measurements and for the tests in a browser."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from symgeo.bootstrap.places import CHECKOUT
from symgeo.errors import SetupError
from symgeo.storage.database import URL_VARIABLE
from symgeo.vocabulary import DATA_FOLDER_VARIABLE

_ADDRESS: Final = "127.0.0.1"
_START_S: Final = 300.0
_STOP_S: Final = 10.0
_PAUSE_S: Final = 0.05


@contextmanager
def serving(app: str = "app.py", *, data_folder: Path | None = None) -> Iterator[str]:
    """Serve the application on a free port of this computer, and stop it afterwards.

    Parameters
    ----------
    app : str
        The file that Streamlit runs, below the checkout; tests have smaller ones.
    data_folder : Path, optional
        Folder with the database, or with sites.csv, flows.csv and exchanges.csv; an empty one by
        default, so that the example data is shown.

    Yields
    ------
    str
        The address of the home page without the closing slash.

    Raises
    ------
    SetupError
        If the server does not answer; the message holds what it said last.
    """
    port = free_port()
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as empty:
        process = _start(app, port, data_folder or Path(empty), log)
        try:
            _wait_for_answer(port, process, log)
            yield f"http://{_ADDRESS}:{port}"
        finally:
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((_ADDRESS, 0))
        return int(probe.getsockname()[1])


def _start(app: str, port: int, data_folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    variables = {name: value for name, value in os.environ.items() if name != URL_VARIABLE}
    variables[DATA_FOLDER_VARIABLE] = str(data_folder)
    options = (f"--server.address={_ADDRESS}", f"--server.port={port}", "--server.headless=true")
    return subprocess.Popen(  # noqa: S603 - a fixed command line
        [sys.executable, "-m", "streamlit", "run", app, *options, "--server.fileWatcherType=none"],
        cwd=CHECKOUT,
        env=variables,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _wait_for_answer(port: int, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    end = time.monotonic() + _START_S
    while process.poll() is None and time.monotonic() < end:
        if _answers(port):
            return
        time.sleep(_PAUSE_S)
    log.seek(0)
    said = log.read().decode(errors="replace").strip()[-2000:]
    message = f"the server did not answer on port {port}. It said last:\n{said}"
    raise SetupError(message)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(_ADDRESS, port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
