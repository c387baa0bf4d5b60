"""Other programmes: their lines as they come, their reason when they fail."""

import sys

import pytest

from symgeo.bootstrap.processes import reason_in, run_program
from symgeo.errors import SetupError


def test_lines_are_passed_on() -> None:
    lines: list[str] = []
    run_program([sys.executable, "-c", "print('one'); print('två')"], failure="no", on_line=lines.append)
    assert lines[0] == "one"
    assert len(lines) == 2


def test_failure_names_the_reason() -> None:
    code = "import sys; print('fine'); print('ERROR: no such package'); print('tidying up'); sys.exit(1)"
    with pytest.raises(SetupError, match=r"^It failed \(ERROR: no such package\)$"):
        run_program([sys.executable, "-c", code], failure="It failed", on_line=lambda _line: None)


def test_silent_failure_names_the_code() -> None:
    with pytest.raises(SetupError, match="ended with code 3"):
        run_program(
            [sys.executable, "-c", "raise SystemExit(3)"], failure="It failed", on_line=lambda _line: None
        )


def test_missing_programme_is_told() -> None:
    with pytest.raises(SetupError, match="no-such-programme"):
        run_program(["no-such-programme"], failure="It failed", on_line=lambda _line: None)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], ""),
        (["", "  "], ""),
        (["begun", "ended badly", ""], "ended badly"),
        (["ERROR: first", "ERROR: last", "notice"], "ERROR: last"),
        (["npm error code ECONNREFUSED", "npm notice"], "npm error code ECONNREFUSED"),
    ],
)
def test_reason_is_the_last_error_line(lines: list[str], reason: str) -> None:
    assert reason_in(lines) == reason
