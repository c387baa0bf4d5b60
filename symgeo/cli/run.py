"""``python3 -m symgeo run``: the application on this computer, in the browser."""

from __future__ import annotations

import argparse
import errno
import http.client
import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import Final

import click
from streamlit.web import cli as streamlit_cli

from symgeo.bootstrap.places import CHECKOUT, assets_folder
from symgeo.cli.main import EXIT_DATA_ERRORS
from symgeo.errors import SetupError, UsageError
from symgeo.vocabulary import DATA_FOLDER_VARIABLE

_OWN_ADDRESS: Final = "127.0.0.1"
_ANSWER_WAIT_S: Final = 300.0
_ANSWER_PAUSE_S: Final = 0.2


def run(options: argparse.Namespace) -> int:
    """Start the server and stay until it is stopped.

    Raises
    ------
    SetupError
        If the browser files are missing or the port cannot be used.
    UsageError
        If the data folder is not there, or a variable of the environment holds no number.
    KeyboardInterrupt
        When the reader stops the server with Ctrl-C.
    """
    _require_browser_files()
    address = os.environ.get("STREAMLIT_SERVER_ADDRESS", _OWN_ADDRESS)
    require_free_port(address, options.port)
    if options.data_dir:
        os.environ[DATA_FOLDER_VARIABLE] = str(_existing_folder(options.data_dir))
    _require_numbers()
    print("Starting symgeo ...", flush=True)
    threading.Thread(
        target=_announce, kwargs={"port": options.port, "opens_browser": not options.no_browser}, daemon=True
    ).start()
    arguments = [
        "run",
        str(CHECKOUT / "app.py"),
        f"--server.address={address}",
        f"--server.port={options.port}",
        # The browser is opened here, once the pages answer; Streamlit would open it too early.
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--logger.hideWelcomeMessage=true",
    ]
    # Streamlit reads its settings from the working folder.
    os.chdir(CHECKOUT)
    try:
        streamlit_cli.main(arguments, standalone_mode=False)
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except SystemExit as ended:
        # The server says itself why it could not start: a table that cannot be read.
        return EXIT_DATA_ERRORS if ended.code else 0
    return 0


def require_free_port(address: str, port: int) -> None:
    """Make sure that a server can answer on a port.

    Raises
    ------
    SetupError
        If it cannot.
    """
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        if os.name == "posix":
            # As the server does it: a port that was closed a moment ago counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise SetupError(_why_not(error, address, port)) from error


def _why_not(error: OSError, address: str, port: int) -> str:
    """Say why a port cannot be used and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use by another programme. Choose another one, such as --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"port {port} is not for ordinary users. Choose one above 1023, such as --port 8501."
    return f"port {port} on {address} cannot be used ({error.strerror}). Choose another one with --port."


def _require_numbers() -> None:
    """Refuse limits that are no numbers now; the server would only say so in the midst of its start."""
    # Imported only now: what is wrong before this is told without the rest of the programme.
    from symgeo.storage.readers.limits import limits_from  # noqa: PLC0415 # see above

    limits_from(os.environ)


def _require_browser_files() -> None:
    if not assets_folder(Path(sys.prefix)).is_dir():
        message = "the browser files are missing. Fetch them with: python3 -m symgeo setup"
        raise SetupError(message)


def _existing_folder(path: str) -> Path:
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        message = f"there is no folder {folder}. Give an existing one with --data-dir."
        raise UsageError(message)
    return folder


def _announce(*, port: int, opens_browser: bool) -> None:
    """Tell that the server answers, as soon as it does, and open the browser unless told not to."""
    address = f"http://localhost:{port}"
    end = time.monotonic() + _ANSWER_WAIT_S
    while time.monotonic() < end:
        if _answers(port):
            print(f"symgeo is ready: {address}   (stop with Ctrl-C)", flush=True)
            if opens_browser:
                webbrowser.open(address)
            return
        time.sleep(_ANSWER_PAUSE_S)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("localhost", port, timeout=1)
    try:
        connection.request("GET", "/health")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
