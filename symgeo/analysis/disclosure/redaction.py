"""A data set as an audience may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.disclosure import blurring
from symgeo.analysis.disclosure.levels import Levels, levels_of
from symgeo.analysis.disclosure.renumbering import BlurredNames, renumber
from symgeo.analysis.disclosure.scrubbing import Scrubber
from symgeo.analysis.frames import with_columns
from symgeo.analysis.scenarios import without_authors
from symgeo.tables.schema import ColumnType, dictionary
from symgeo.vocabulary import Audience, Evidence, Openness

COARSE_PRECISION: Final = "area"
"""What ``coord_precision`` says of a position that is the middle of a cell."""

_ADMINISTRATIVE: Final = ("openness_reason", "openness_who", "openness_when")
_TAGS_KEPT: Final = r"(?:(?:polymer|alloy|mineral|grade)=[\w|]+;?)*"
_CODES: Final = (ColumnType.CODE, ColumnType.NACE)
_BLANK_SITE: Final = (
    *("operator", "organisation_number", "county_by", "coord_source", "nace_label", "main_product"),
    *("capacity", "cluster_label", "network_id", "source", "note"),
)
_BLANK_FLOW: Final = ("source", "current_outlet", "note")
_BLANK_EXCHANGE: Final = ("title", "via", "start_year", "investment", "source", "note", "evidence")
_UNKNOWN_EXCHANGE: Final = ("quantity", "straight_km", "co2_saved_t")
"""A record has no room for a band, and the middle of one would be read as a fact."""
_RANGE: Final = ("quantity", "quantity_low", "quantity_high")


@dataclass(frozen=True, eq=False)
class Redacted:
    """What an audience may see.

    Attributes
    ----------
    dataset : Dataset
        Coarse where it must be; its ids are its own, for every audience but the staff.
    audience : Audience
        For whom.
    site_ids, flow_ids, exchange_ids : mapping of str to str
        From the ids of the full data set to those of this one. They stay inside the programme: never
        written to a file or a page.
    hidden : Scrubber
        What no text for this audience may contain; it stays inside the programme, too.
    """

    dataset: Dataset
    audience: Audience
    site_ids: Mapping[str, str] = field(default_factory=dict)
    flow_ids: Mapping[str, str] = field(default_factory=dict)
    exchange_ids: Mapping[str, str] = field(default_factory=dict)
    hidden: Scrubber = field(default_factory=lambda: Scrubber(frozenset(), frozenset()))

    def reveals(self, text: str) -> bool:
        """Say whether a text that the staff wrote tells something that the audience is not shown."""
        return self.hidden.reveals(text)

    def opportunity_id(self, original: str) -> str:
        """Give the id of an opportunity of the full data set here; "" where it is not shown."""
        if self.audience is Audience.STAFF:
            return original
        ends = [self.flow_ids.get(flow, "") for flow in original.split("~")]
        return "~".join(ends) if all(ends) else ""


def redact(
    dataset: Dataset, audience: Audience, names: BlurredNames, *, hides_illustrative: bool = False
) -> Redacted:
    """Give the data set that an audience may see.

    ======== ======= ================ ============
    audience open    internal         confidential
    ======== ======= ================ ============
    staff    shown   shown            shown
    meeting  shown   blurred          left out
    public   shown   left out         left out
    ======== ======= ================ ============

    A flow is at most as open as its site. Illustrative flows are always left out for the public.

    Parameters
    ----------
    dataset : Dataset
        With all columns of the column dictionary.
    audience : Audience
        For whom.
    names : BlurredNames
        In the language of the audience.
    hides_illustrative : bool
        Leave illustrative flows and amounts out for the others, too.
    """
    hides = hides_illustrative or audience is Audience.PUBLIC
    if audience is Audience.STAFF:
        return Redacted(_without_illustrative(dataset) if hides else dataset, audience)
    levels = levels_of(dataset)
    scrubber = _scrubber(dataset, levels)
    shown = replace(
        dataset,
        sites=dataset.sites[_seen(levels.sites, audience)],
        flows=dataset.flows[_seen(levels.flows, audience)],
        exchanges=dataset.exchanges[_seen(levels.exchanges, audience)],
        reference=_scrubbed_reference(dataset.reference, scrubber),
        is_redacted=True,
    )
    shown = _without_illustrative(shown) if hides else shown
    sites = _redact_sites(shown.sites, levels.sites, scrubber)
    flows = _redact_flows(shown.flows, levels.flows, scrubber)
    exchanges = _redact_exchanges(shown.exchanges, levels.exchanges, scrubber)
    coarse = renumber(replace(shown, sites=sites, flows=flows, exchanges=exchanges), audience, names)
    return Redacted(
        coarse.dataset, audience, coarse.site_ids, coarse.flow_ids, coarse.exchange_ids, hidden=scrubber
    )


def _seen(levels: pd.Series, audience: Audience) -> pd.Series:
    return levels <= (1 if audience is Audience.MEETING else 0)


def _without_illustrative(dataset: Dataset) -> Dataset:
    example = Evidence.ILLUSTRATIVE.value
    exchanges = dataset.exchanges
    invented = exchanges["evidence"] == example
    return replace(
        dataset,
        flows=dataset.flows[dataset.flows["evidence"] != example],
        exchanges=exchanges.assign(
            quantity=exchanges["quantity"].mask(invented), evidence=exchanges["evidence"].mask(invented, "")
        ),
        revision=f"{dataset.revision}.without_illustrative",
    )


def _scrubber(dataset: Dataset, levels: Levels) -> Scrubber:
    hidden, shown = dataset.sites[levels.sites > 0], dataset.sites[levels.sites == 0]
    flows = dataset.flows[levels.flows > 0]
    exchanges = dataset.exchanges[levels.exchanges > 0]
    reference = dataset.reference
    public = [shown["name"], shown["operator"], dataset.sites["municipality"], dataset.sites["county"]]
    public += [reference.municipalities[c] for c in ("name", "seat") if c in reference.municipalities]
    return Scrubber.of(
        [*hidden.index, *hidden["name"], *hidden["operator"]],
        [
            *hidden["organisation_number"],
            *(amount for column in _RANGE for amount in flows[column]),
            *exchanges["quantity"],
            *exchanges["co2_saved_t"],
        ],
        {str(name) for names in public for name in names},
    )


def _scrubbed_reference(reference: Reference, scrubber: Scrubber) -> Reference:
    """Leave out published cases that name a hidden company, and what staff wrote about own values."""
    reference = without_authors(reference)
    names = Scrubber(scrubber.phrases, frozenset())
    precedents = reference.precedents
    named = np.zeros(len(precedents), dtype=bool)
    for column in precedents.columns:
        if pd.api.types.is_string_dtype(precedents[column]):
            named |= names.mask(precedents[column])
    rule_texts = ("typical_barrier", "real_example", "example_source")
    kept = [column for column in reference.rules.columns if column not in rule_texts]
    return replace(
        reference,
        precedents=precedents[~named],
        rules=names.scrub(reference.rules, kept=kept),
        parameters=names.scrub(reference.parameters, kept=("unit", "group", "evidence")),
    )


def _codes(table: str) -> tuple[str, ...]:
    """Name the columns of codes: nobody writes anything in them, and ``heat_60_100`` tells of no 100 MWh."""
    return tuple(column.name for column in dictionary(table).columns if column.type in _CODES)


def _redact_sites(sites: gpd.GeoDataFrame, levels: pd.Series, scrubber: Scrubber) -> pd.DataFrame:
    """Blur what is internal; of the rest, only texts that give something away are emptied."""
    blurred = (levels.loc[sites.index] > 0).to_numpy()
    frame = pd.DataFrame(sites.drop(columns="geometry"))
    lon, lat = blurring.coarse_positions(frame["lon"].to_numpy(float), frame["lat"].to_numpy(float))
    frame = scrubber.scrub(frame, kept=(*_codes("sites"), "municipality", "municipality_number", "county"))
    blank: dict[str, object] = {column: frame[column].mask(blurred, "") for column in _BLANK_SITE}
    changed = with_columns(
        frame,
        {
            **blank,
            "name": blurring.without_names(frame["name"], blurred),
            "lon": frame["lon"].where(~blurred, lon),
            "lat": frame["lat"].where(~blurred, lat),
            "coord_precision": frame["coord_precision"].mask(blurred, COARSE_PRECISION),
            "nace": frame["nace"].mask(blurred, blurring.coarse_activity(frame["nace"])),
            "openness": _shown_openness(frame, blurred),
            **dict.fromkeys(_ADMINISTRATIVE, ""),
        },
    )
    return changed[list(frame.columns)]


def _redact_flows(flows: pd.DataFrame, levels: pd.Series, scrubber: Scrubber) -> pd.DataFrame:
    blurred = (levels.loc[flows.index] > 0).to_numpy()
    frame = scrubber.scrub(flows, kept=(*_codes("flows"), "pool_id", "stream_id"))
    bands = blurring.amount_bands(frame["quantity"].to_numpy(float))
    coarse = {
        **dict(zip(_RANGE, bands, strict=True)),
        "temp_c": blurring.to_step(frame["temp_c"].to_numpy(float), blurring.TEMPERATURE_STEP_K),
        "dm_pct": blurring.coarse_dry_matter(frame["dm_pct"].to_numpy(float)),
        "committed_pct": blurring.to_step(
            frame["committed_pct"].to_numpy(float), blurring.COMMITTED_STEP_PCT
        ),
    }
    is_plain = frame["quality_tags"].str.fullmatch(_TAGS_KEPT)
    changed = with_columns(
        frame,
        {
            **{column: frame[column].mask(blurred, "") for column in _BLANK_FLOW},
            **{column: frame[column].where(~blurred, values) for column, values in coarse.items()},
            "quality_tags": frame["quality_tags"].mask(blurred & ~is_plain.to_numpy(bool), ""),
            "openness": _shown_openness(frame, blurred),
            **dict.fromkeys(_ADMINISTRATIVE, ""),
        },
    )
    return changed[list(frame.columns)]


def _redact_exchanges(exchanges: pd.DataFrame, levels: pd.Series, scrubber: Scrubber) -> pd.DataFrame:
    blurred = (levels.loc[exchanges.index] > 0).to_numpy()
    frame = scrubber.scrub(exchanges, kept=(*_codes("exchanges"), "county"))
    changed = with_columns(
        frame,
        {
            **{column: frame[column].mask(blurred, "") for column in _BLANK_EXCHANGE},
            **{column: frame[column].mask(blurred) for column in _UNKNOWN_EXCHANGE},
            # Filled again from the names that are shown.
            **{column: frame[column].mask(blurred, "") for column in ("supplier", "receiver")},
        },
    )
    return changed[list(frame.columns)]


def _shown_openness(frame: pd.DataFrame, blurred: np.ndarray) -> pd.Series:
    return pd.Series(
        np.where(blurred, Openness.INTERNAL.value, Openness.OPEN.value), index=frame.index, dtype="str"
    )
