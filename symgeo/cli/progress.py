"""How far a long run is, with an estimate of the time that is left."""

from __future__ import annotations

import argparse
import time

from symgeo.cli import data

_EVERY_S = 5.0
_WORTH_AN_ESTIMATE = 0.02


class Progress:
    """Says every few seconds how far something is; says nothing about what is quick."""

    def __init__(self, options: argparse.Namespace, what: str) -> None:
        self._options, self._what = options, what
        self._begin = self._last = time.monotonic()

    def reached(self, share: float) -> None:
        """Tell that a share of the work is done, 0-1."""
        now = time.monotonic()
        if now - self._last < _EVERY_S:
            return
        self._last = now
        message = f"{self._what}: {share:.0%}"
        left_s = None
        if share >= _WORTH_AN_ESTIMATE:
            left_s = round((now - self._begin) * (1.0 - share) / share)
            message += f", about {_duration(left_s)} left"
        data.tell(self._options, "progress", message, what=self._what, share=round(share, 3), left_s=left_s)


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
