"""Set-up: the environment, its Python packages, its browser files, each told in plain words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from symgeo.bootstrap.browser_files import install_browser_files
from symgeo.bootstrap.environment import Environment
from symgeo.bootstrap.locking import only_one
from symgeo.bootstrap.packages import create_environment, install_packages
from symgeo.bootstrap.places import CHECKOUT, Level
from symgeo.errors import SetupError

Tell = Callable[[str], None]


def tell(line: str) -> None:
    """Show one line of progress.

    On standard error, so that a command's own output can be sent into a file.
    """
    print(line, file=sys.stderr, flush=True)


def prepare(environment: Environment, level: Level, *, say: Tell = tell) -> None:
    """Make the environment complete; does nothing if it is.

    Parameters
    ----------
    environment
        The environment beside the checkout; created if it is not there.
    level
        What it is for.
    say
        Shows a line of progress.

    Raises
    ------
    SetupError
        If it cannot be made. An environment that this call created is removed again.
    """
    if environment.is_complete(level):
        return
    with only_one(CHECKOUT, on_wait=lambda: say("Another symgeo is setting up here; waiting for it.")):
        if environment.is_complete(level):
            return
        _set_up(environment, level, say)


def prepare_here(level: Level, *, say: Tell = tell) -> None:
    """Install the browser files for a Python that was prepared by hand; its packages are left alone."""
    say("Using this Python as it is; installing the browser files for it.")
    install_browser_files(Path(sys.prefix), Path(sys.executable), level, say=say)


def _set_up(environment: Environment, level: Level, say: Tell) -> None:
    if environment.is_leftover() and not environment.is_running_here():
        say("The environment of an earlier set-up cannot be used any more; starting over.")
        environment.remove()
    is_new = not environment.folder.exists()
    is_complete = False
    try:
        if is_new:
            say("First start: setting up symgeo. This needs the network and takes a few minutes, once.")
            _begin(environment)
            say(f"1 of 3  Creating a Python environment in {environment.folder}")
            create_environment(environment)
        else:
            say("Bringing the environment up to date.")
            environment.require_usable()
            if not environment.is_complete(Level.RUN):
                environment.remove_stamp()
        say("2 of 3  Installing Python packages")
        install_packages(environment, level, say=say)
        say("3 of 3  Installing browser files (the map's programme)")
        install_browser_files(environment.folder, environment.python, level, say=say)
        environment.write_stamp(level)
        is_complete = True
    except OSError as error:
        message = (
            f"the environment in {environment.folder} cannot be written ({error.strerror}). "
            "Put symgeo into a folder that you may write to, with 2 GB free, and start again."
        )
        raise SetupError(message) from error
    finally:
        # Also after Ctrl-C: nothing half-made is left behind.
        if is_new and not is_complete:
            environment.remove()
    say("Set-up is complete.")


def _begin(environment: Environment) -> None:
    environment.folder.mkdir()
    environment.unfinished_mark.write_text("Set-up is not finished; this folder can be deleted.\n")
