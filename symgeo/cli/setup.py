"""``python3 -m symgeo setup``: everything is prepared before this runs; say what comes next."""

from __future__ import annotations

import argparse


def run(_options: argparse.Namespace) -> int:
    """Tell the reader that all is ready."""
    print("symgeo is ready. Open it with: python3 -m symgeo run")
    return 0
