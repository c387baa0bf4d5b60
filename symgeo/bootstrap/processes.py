"""Other programmes, run with their last words kept; and signals turned into clean ends."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from symgeo.errors import SetupError

_KEPT_LINES = 200


def run_program(
    command: list[str],
    *,
    failure: str,
    on_line: Callable[[str], None],
    folder: Path | None = None,
    variables: dict[str, str] | None = None,
) -> None:
    """Run a programme and pass each line of its output on while it works.

    Parameters
    ----------
    command
        Programme and arguments.
    failure
        What could not be done and what the reader does next; the programme's own reason is added.
    on_line
        Called with each line of output.
    folder
        Working folder, or None for the present one.
    variables
        The environment variables, or None for the present ones.

    Raises
    ------
    SetupError
        If the programme cannot be started or ends with an error.
    """
    last_lines: deque[str] = deque(maxlen=_KEPT_LINES)
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        message = f"{failure} ({command[0]}: {error.strerror})"
        raise SetupError(message) from error
    with process:
        try:
            for line in process.stdout or ():
                last_lines.append(line.rstrip())
                on_line(line.rstrip())
            code = process.wait()
        finally:
            # After Ctrl-C it must not go on writing into a folder that is being removed.
            if process.poll() is None:
                process.kill()
    if code:
        message = (
            f"{failure} ({reason_in(list(last_lines)) or f'{Path(command[0]).name} ended with code {code}'})"
        )
        raise SetupError(message)


def reason_in(lines: list[str]) -> str:
    """Give the line of a programme's output that says best why it failed, or ""."""
    errors = [line for line in lines if line.lower().startswith(("error", "npm error", "npm err!", "e: "))]
    told = errors or [line for line in lines if line.strip()]
    return told[-1].strip()[:300] if told else ""


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let an orderly kill end the work as Ctrl-C does, so that it is cleaned up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
