"""The closed list of what can be wrong in a table."""

from __future__ import annotations

from enum import StrEnum


class IssueCode(StrEnum):
    """Kinds of problems; each has a sentence ``issues.<code>`` in every catalogue."""

    MISSING_COLUMN = "missing_column"
    MISSING_VALUE = "missing_value"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_NACE_CODE = "not_a_nace_code"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_REFERENCE = "unknown_reference"
    NOT_A_LEAF = "not_a_leaf"
    OUT_OF_RANGE = "out_of_range"
    DUPLICATE_KEY = "duplicate_key"
    WRONG_UNIT = "wrong_unit"
    TEMPERATURE_MISSING = "temperature_missing"
    LOW_ABOVE_HIGH = "low_above_high"
    DUPLICATE_RULE = "duplicate_rule"
    PRICE_MISSING = "price_missing"
    AMOUNT_WITHOUT_EVIDENCE = "amount_without_evidence"
    COUNTY_NOT_FOUND = "county_not_found"
    TOO_LONG = "too_long"
    NOT_ONE_EXTENT = "not_one_extent"
    NOT_AN_AREA = "not_an_area"
    SEVERAL_SITES = "several_sites"
