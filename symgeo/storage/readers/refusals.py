"""The closed list of reasons why a file cannot be read, and their sentences."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from symgeo.errors import ReadError
from symgeo.texts import Texts, texts_for


class Refusal(StrEnum):
    """Why a file cannot be read; each has ``reading.reason.<code>`` and ``reading.repair.<code>``."""

    CANNOT_OPEN = "cannot_open"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    WRONG_KIND = "wrong_kind"
    LONE_SHAPEFILE = "lone_shapefile"
    NOT_TEXT = "not_text"
    PASSWORD = "password"  # noqa: S105  # a reason, no secret
    DAMAGED = "damaged"
    UNSAFE_XML = "unsafe_xml"
    NO_LAYER = "no_layer"
    UNKNOWN_SHEET = "unknown_sheet"
    UNKNOWN_ENCODING = "unknown_encoding"
    ENCODING_DOES_NOT_FIT = "encoding_does_not_fit"
    UNKNOWN_DELIMITER = "unknown_delimiter"
    UNKNOWN_CRS = "unknown_crs"


def refuse(path: Path, code: Refusal, **values: str | int) -> ReadError:
    """Make the error for a file that cannot be read, with its English sentence.

    Parameters
    ----------
    path : Path
        The file; only its name is told.
    code : Refusal
        Why.
    **values : str or int
        What the sentence names.
    """
    t = texts_for("en")
    reason, repair = t(f"reading.reason.{code}", **values), t(f"reading.repair.{code}", **values)
    return ReadError(path.name, code.value, dict(values), reason, repair)


def refusal_sentence(error: ReadError, t: Texts) -> str:
    """Say why a file cannot be read and what to do, in the reader's language."""
    reason = t(f"reading.reason.{error.code}", **error.values)
    return f"{reason}. {t(f'reading.repair.{error.code}', **error.values)}."
