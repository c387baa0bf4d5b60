"""What a person decides instead of the interpretation."""

from __future__ import annotations

from dataclasses import dataclass

from symgeo.storage.interpretation.codes import TableKind


@dataclass(frozen=True)
class Answers:
    """Decisions of a person; what is left empty is found.

    Attributes
    ----------
    header_rows : tuple of int
        Rows of the heading as a spreadsheet shows them.
    fields : tuple of (int, str)
        Column of the grid and its field; "" for a column that is not used, ``resource_amount:CODE`` for
        the amounts of one resource.
    table : TableKind, optional
        What the rows are.
    decimals : tuple of (int, str)
        Column and its decimal mark.
    units : tuple of (int, str)
        Column of amounts and its unit where none is written, or an unknown one.
    resources : tuple of (str, str)
        Written word and the resource code that it means.
    direction : str
        ``supply`` or ``demand`` for flows that do not say it.
    system : str
        Code of the coordinate system, such as ``EPSG:25832``.
    counties : tuple of str
        Counties that the sites should lie in, as ISO codes; empty for any.
    accepted : frozenset of (int, str)
        Row and code of findings that somebody looked at and let pass.
    """

    header_rows: tuple[int, ...] = ()
    fields: tuple[tuple[int, str], ...] = ()
    table: TableKind | None = None
    decimals: tuple[tuple[int, str], ...] = ()
    units: tuple[tuple[int, str], ...] = ()
    resources: tuple[tuple[str, str], ...] = ()
    direction: str = ""
    system: str = ""
    counties: tuple[str, ...] = ()
    accepted: frozenset[tuple[int, str]] = frozenset()
