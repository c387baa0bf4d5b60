"""Where the rows of large maps wait for the browsers that fetch them."""

from __future__ import annotations

import gzip
import hashlib
import secrets
import threading
from collections import OrderedDict
from typing import Final

from symgeo.views.map_assets import FROM_FRAME
from symgeo.vocabulary import COLUMNS_PATH

MOST_BYTES: Final = 64_000_000
"""Compressed; what was wanted longest ago goes first. A country of 200,000 sites takes some 5 MB."""
_FAST: Final = 1
"""gzip's level: the reader waits for it."""


class Shelf:
    """Compressed columns by names that cannot be guessed; many threads may use it at once.

    The rows are those of pages that somebody has opened, so that a name is as good as the page's own
    address; a key that each server makes for itself keeps anybody from finding out by a name whether a
    map holds certain rows.

    Parameters
    ----------
    most_bytes : int
        What it holds at most, besides the last.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def put(self, content: bytes) -> str:
        """Keep content and give its address as the map's frame sees it; the same content has the same."""
        name = hashlib.blake2b(content, key=self._key, digest_size=20).hexdigest()
        packed = gzip.compress(content, _FAST, mtime=0)
        with self._lock:
            self._held[name] = packed
            self._held.move_to_end(name)
            while len(self._held) > 1 and sum(map(len, self._held.values())) > self._most_bytes:
                self._held.popitem(last=False)
        return f"{FROM_FRAME}/{COLUMNS_PATH}/{name}.json"

    def find(self, name: str) -> bytes | None:
        """Give compressed content by its name; None where it is not, or no longer."""
        with self._lock:
            packed = self._held.get(name)
            if packed is not None:
                self._held.move_to_end(name)
            return packed

    def has(self, address: str) -> bool:
        """Tell whether an address that `put` gave still leads somewhere."""
        return self.find(address.rpartition("/")[2].removesuffix(".json")) is not None
