"""Upload a large file as a person does: ``python -m benchmarks.upload_page --rows 100000``.

Makes a county's list of that many rows (semicolons, Windows-1252, four of every forty rows with errors),
drops it on the page Upload in a real browser, and prints when the summary, the button that saves and the
effects of the repairs were there. Meanwhile a second reader opens the home page again and again: how long
that takes tells how responsive the server stays. Memory is the most that the server ever held.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

from symgeo.cli.browsing import launch_browser, wait_for_map
from symgeo.cli.serving import serving
from tests.storage.repair.forty_rows import ENCODING, HEADER, forty_rows, with_errors

_PATIENCE_MS: Final = 1_200_000
_FILE: Final = "[data-testid='stFileUploaderDropzoneInput']"
_ROWS_OF_ONE: Final = 40


def main() -> int:
    """Upload and print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000, help="how many (default: 100000)")
    options = parser.parse_args()
    expect.set_options(timeout=_PATIENCE_MS)
    with tempfile.TemporaryDirectory() as name:
        path = _write(Path(name) / "county.csv", options.rows)
        print(f"{options.rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        with (
            serving(data_folder=Path(name)) as address,
            sync_playwright() as playwright,
            launch_browser(playwright) as browser,
        ):
            _measure(browser, address, path)
    return 0


def _write(path: Path, rows: int) -> Path:
    lines = [HEADER]
    for turn in range(-(-rows // _ROWS_OF_ONE)):
        lines += [";".join([f"{row[0]} {turn}", *row[1:]]) for row in with_errors(forty_rows())]
    path.write_bytes("\r\n".join([*lines[: rows + 1], ""]).encode(ENCODING))
    return path


def _measure(browser: Browser, address: str, path: Path) -> None:
    server = _process_at(address)
    before = _most_megabytes(server)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(f"{address}/upload?lang=en")
    page.locator(_FILE).set_input_files(path)
    begin = time.perf_counter()
    waits = []
    parts = {"summary": ".sg-summary", "button that saves": ".st-key-widget-save button"}
    while parts:
        waits.append(_home_page_s(browser, address))
        parts = {name: where for name, where in parts.items() if not _is_there(page, name, where, begin)}
    while page.locator(".sg-trying").count():
        waits.append(_home_page_s(browser, address))
    print(f"effects of every repair after {time.perf_counter() - begin:.1f} s")
    after = _most_megabytes(server)
    print(
        f"another reader's home page meanwhile: {min(waits):.1f} to {max(waits):.1f} s, {len(waits)} visits"
    )
    print(f"most memory of the server: {after:.0f} MB ({after - before:.0f} MB more than before)")


def _is_there(page: Page, name: str, where: str, begin: float) -> bool:
    there = page.locator(where).first.is_visible()
    if there:
        print(f"{name} after at most {time.perf_counter() - begin:.1f} s", flush=True)
    return there


def _home_page_s(browser: Browser, address: str) -> float:
    page = browser.new_page()
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    wait_for_map(page)
    seconds = time.perf_counter() - begin
    page.close()
    return seconds


def _process_at(address: str) -> int:
    """Give the server's process: the one whose command line names the port."""
    port = f"--server.port={address.rpartition(':')[2]}".encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if port in words:
                return int(folder.name)
    message = f"no process serves {address}"
    raise LookupError(message)


def _most_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
