"""What a bar stands for, and what choosing it filters by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Point = Mapping[str, object]
_FIELDS = ("counties", "municipalities", "resources", "tiers", "evidence")
_BARRIER_AT = len(_FIELDS) + 1


@dataclass(frozen=True)
class Chosen:
    """Codes that chosen bars stand for; empty where they say nothing.

    Attributes
    ----------
    counties, municipalities, resources, tiers, evidence : tuple of str
        As in `symgeo.analysis.selection.Filters`.
    max_distance_km : float or None
        Upper end of the chosen distances.
    barriers : tuple of str
        Kinds of barriers.
    """

    counties: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    max_distance_km: float | None = None
    barriers: tuple[str, ...] = ()


def mark(
    *,
    county: str = "",
    municipality: str = "",
    resource: str = "",
    tier: str = "",
    evidence: str = "",
    max_distance_km: float | None = None,
    barrier: str = "",
) -> list[str]:
    """Give a bar's ``customdata``: what it filters by, "" where it says nothing."""
    distance = "" if max_distance_km is None else repr(float(max_distance_km))
    return [county, municipality, resource, tier, evidence, distance, barrier]


def chosen(points: Iterable[Point]) -> Chosen:
    """Read which codes the chosen bars stand for.

    Parameters
    ----------
    points : iterable of mapping
        ``selection.points`` of ``st.plotly_chart(on_select="rerun", selection_mode="points")``.
    """
    held = [point.get("customdata") for point in points]
    marks = [list(one) for one in held if isinstance(one, (list, tuple))]
    codes = {name: _distinct(marks, position) for position, name in enumerate(_FIELDS)}
    distances = [float(text) for text in _distinct(marks, len(_FIELDS))]
    return Chosen(
        **codes,
        max_distance_km=max(distances, default=None),
        barriers=_distinct(marks, _BARRIER_AT),
    )


def _distinct(marks: list[list[object]], position: int) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(str(one[position]) for one in marks if len(one) > position and one[position] != "")
    )
