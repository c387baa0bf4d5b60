"""``python3 -m symgeo …``: prepare the environment if needed, then run the command in it.

This file keeps to words that every Python since 2.7 can read, so that a too old one gets a sentence
instead of a traceback.
"""

import sys

if sys.version_info < (3, 11):
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write(
        "symgeo needs Python 3.11 or newer, this is Python " + found + ". Install a newer one from "
        "https://www.python.org/downloads/ or your system's packages and start again with that.\n"
    )
    sys.exit(2)

if __name__ == "__main__":
    from symgeo.bootstrap.start import start

    sys.exit(start(sys.argv[1:]))
