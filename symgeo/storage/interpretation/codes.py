"""What the check of a file can say about a row, and what it means for the row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What becomes of a row, from best to worst; ``skip`` is a row that is no data."""

    ACCEPT = "accept"
    WARN = "warn"
    ASK = "ask"
    REJECT = "reject"
    SKIP = "skip"


class TableKind(StrEnum):
    """What the rows of a table are."""

    SITES = "sites"
    FLOWS = "flows"
    BOTH = "both"
    WIDE = "wide"


class Code(StrEnum):
    """Kinds of findings; each has a sentence ``findings.<code>`` in every catalogue."""

    UNIT_ROW = "unit_row"
    GUIDANCE_ROW = "guidance_row"
    TOTAL_ROW = "total_row"
    FOOTNOTE_ROW = "footnote_row"
    SECTION_ROW = "section_row"
    REPEATED_HEADER = "repeated_header"
    IDENTICAL_ROW = "identical_row"

    NAME_MISSING = "name_missing"
    NOT_A_NUMBER = "not_a_number"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    LOOKS_LIKE_DATE = "looks_like_date"
    MONEY_REFUSED = "money_refused"
    PERCENT_REFUSED = "percent_refused"
    OUT_OF_RANGE = "out_of_range"
    LOW_ABOVE_HIGH = "low_above_high"
    ID_TWICE = "id_twice"
    NOT_A_COORDINATE = "not_a_coordinate"
    OUTSIDE_AREA = "outside_area"

    NUMBER_AMBIGUOUS = "number_ambiguous"
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_DOES_NOT_FIT = "unit_does_not_fit"
    HOURS_MISSING = "hours_missing"
    AMOUNT_MISSING = "amount_missing"
    RESOURCE_MISSING = "resource_missing"
    RESOURCE_UNKNOWN = "resource_unknown"
    RESOURCE_AMBIGUOUS = "resource_ambiguous"
    RESOURCE_GUESSED = "resource_guessed"
    DIRECTION_MISSING = "direction_missing"
    DIRECTION_UNKNOWN = "direction_unknown"
    TEMPERATURE_MISSING = "temperature_missing"
    TEMPERATURE_OUTSIDE_BAND = "temperature_outside_band"
    AMOUNT_IMPLAUSIBLE = "amount_implausible"
    FLOW_TWICE = "flow_twice"
    SITE_MISSING = "site_missing"
    SITE_DIFFERS = "site_differs"
    SITE_FROM_ABOVE = "site_from_above"

    ZONE_MISSING = "zone_missing"
    POSITION_MISSING = "position_missing"
    POSITION_INCOMPLETE = "position_incomplete"
    PLACE_AMBIGUOUS = "place_ambiguous"
    PLACE_UNKNOWN = "place_unknown"
    MUNICIPALITY_AMBIGUOUS = "municipality_ambiguous"
    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    MUNICIPALITY_DIFFERS = "municipality_differs"
    MUNICIPALITY_CONTRADICTS_POINT = "municipality_contradicts_point"
    COUNTY_CONTRADICTS_POINT = "county_contradicts_point"
    COUNTY_CONTRADICTS_MUNICIPALITY = "county_contradicts_municipality"
    COUNTY_NOT_FOUND = "county_not_found"
    OUTSIDE_CHOSEN_COUNTIES = "outside_chosen_counties"
    NEAR_DUPLICATE = "near_duplicate"

    NUMBER_APPROXIMATE = "number_approximate"
    NUMBER_BOUND = "number_bound"
    NUMBER_RANGE = "number_range"
    AXES_SWAPPED = "axes_swapped"
    OTHER_ZONE = "other_zone"
    COORDINATE_ROUGH = "coordinate_rough"
    POSITION_FROM_PLACE = "position_from_place"
    POSITION_FROM_MUNICIPALITY = "position_from_municipality"
    POSTCODE_NOT_USED = "postcode_not_used"
    AT_SEA = "at_sea"
    SHARED_POINT = "shared_point"
    SAME_COMPANY = "same_company"
    ORGANISATION_NUMBER_INVALID = "organisation_number_invalid"
    NACE_INVALID = "nace_invalid"
    WORD_UNKNOWN = "word_unknown"
    YES_WITHOUT_AMOUNT = "yes_without_amount"


class Problem(StrEnum):
    """Why a whole table cannot be used; each has a sentence ``findings.problem.<code>``."""

    NONE = ""
    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    NOT_A_SITE_TABLE = "not_a_site_table"


_SKIPPED: Final = frozenset(
    {
        Code.UNIT_ROW,
        Code.GUIDANCE_ROW,
        Code.TOTAL_ROW,
        Code.FOOTNOTE_ROW,
        Code.SECTION_ROW,
        Code.REPEATED_HEADER,
        Code.IDENTICAL_ROW,
    }
)
_REJECTED: Final = frozenset(
    {
        Code.NAME_MISSING,
        Code.NOT_A_NUMBER,
        Code.FORMULA_WITHOUT_VALUE,
        Code.LOOKS_LIKE_DATE,
        Code.MONEY_REFUSED,
        Code.PERCENT_REFUSED,
        Code.OUT_OF_RANGE,
        Code.LOW_ABOVE_HIGH,
        Code.ID_TWICE,
        Code.NOT_A_COORDINATE,
        Code.OUTSIDE_AREA,
        Code.SITE_MISSING,
    }
)
_WARNED: Final = frozenset(
    {
        Code.NUMBER_APPROXIMATE,
        Code.NUMBER_BOUND,
        Code.NUMBER_RANGE,
        Code.AXES_SWAPPED,
        Code.OTHER_ZONE,
        Code.COORDINATE_ROUGH,
        Code.POSITION_FROM_PLACE,
        Code.POSITION_FROM_MUNICIPALITY,
        Code.POSTCODE_NOT_USED,
        Code.AT_SEA,
        Code.SHARED_POINT,
        Code.SAME_COMPANY,
        Code.ORGANISATION_NUMBER_INVALID,
        Code.NACE_INVALID,
        Code.WORD_UNKNOWN,
        Code.RESOURCE_GUESSED,
        Code.MUNICIPALITY_UNKNOWN,
        Code.PLACE_UNKNOWN,
        Code.SITE_FROM_ABOVE,
    }
)
_SEVERITY: Final = (Outcome.ACCEPT, Outcome.WARN, Outcome.ASK, Outcome.REJECT, Outcome.SKIP)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a row's reader should know.

    Attributes
    ----------
    row : int
        As a spreadsheet shows it.
    column : int
        Of the grid; -1 where the whole row is meant.
    code : Code
        What it is.
    value : str
        What was found, shortened.
    expected : str
        What was expected, taken or suggested, as data.
    """

    row: int
    column: int
    code: Code
    value: str = ""
    expected: str = ""


def outcome_of(code: Code) -> Outcome:
    """Say what one finding means for its row; a kind that is in no list is a question."""
    if code in _SKIPPED:
        return Outcome.SKIP
    if code in _REJECTED:
        return Outcome.REJECT
    return Outcome.WARN if code in _WARNED else Outcome.ASK


def severity(outcome: Outcome) -> int:
    """Give the place of an outcome from best (0) to worst."""
    return _SEVERITY.index(outcome)
