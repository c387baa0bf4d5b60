"""Debian's packages, where this is a Debian and we are its administrator."""

from __future__ import annotations

import os
import platform
import shutil

from symgeo.bootstrap.processes import run_program


def may_install_packages() -> bool:
    """Say whether this is a Debian and we are its administrator; Ubuntu's packages may be mere pointers."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def install_package(name: str) -> None:
    """Install one package without those that it merely recommends.

    Raises
    ------
    SetupError
        If it cannot be installed.
    """
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", name]):
        run_program(
            ["apt-get", *arguments],
            failure=f"Debian's package {name} could not be installed. Install it by hand and start again",
            on_line=lambda _line: None,
            variables=variables,
        )
