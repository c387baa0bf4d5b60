"""A process that imports until it is killed; run by the tests of `kill -9`.

``importing_process.py URL PROJECT``: for each line on its input it starts a process of its own that imports
in turn two files, and says its number. That one writes ``b`` before each import and ``e`` after it.
At first it says how long one import takes, in seconds.
"""

from __future__ import annotations

import itertools
import os
import sys
import time

from symgeo.storage.database import open_database
from tests.storage.store_world import many, saved

SITES = 120


def main(url: str, project: int) -> None:
    database = open_database(url)
    uploads = [many(SITES, label) for label in "ab"]
    saved(database, project, uploads[0])
    start = time.monotonic()
    saved(database, project, uploads[1])
    os.write(1, b"ready %f\n" % (time.monotonic() - start))
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            for number in itertools.count(1):
                os.write(1, b"b\n")
                saved(database, project, uploads[(number + 1) % 2])
                os.write(1, b"e\n")
        os.write(1, b"pid %d\n" % child)
        os.waitpid(child, 0)
        os.write(1, b"killed\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
