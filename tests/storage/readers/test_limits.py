"""How large a file may be is the operator's choice; a choice that is no number is refused."""

import pytest

from symgeo.errors import UsageError
from symgeo.storage.readers.limits import ROWS_VARIABLE, SIZE_VARIABLE, Limits, limits_from


def test_without_variables_the_usual_limits_hold() -> None:
    assert limits_from({}) == Limits(size_bytes=20_000_000, rows=200_000)


def test_the_environment_chooses() -> None:
    assert limits_from({ROWS_VARIABLE: "50", SIZE_VARIABLE: "3"}) == Limits(size_bytes=3_000_000, rows=50)


@pytest.mark.parametrize("given", ["many", "0", "-5", "1e6", "1.5", "\u0663", " "])
def test_what_is_no_number_is_refused_by_name(given: str) -> None:
    with pytest.raises(UsageError, match=f"{ROWS_VARIABLE} is .* Give one, such as 200000"):
        limits_from({ROWS_VARIABLE: given})
