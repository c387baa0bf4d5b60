"""The state of one visit: what its address says, and the only place that spells the names of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from symgeo.analysis.barriers import KINDS
from symgeo.analysis.saved_views import Area, SavedView
from symgeo.texts import Texts, texts_for
from symgeo.ui.projects import Shown
from symgeo.vocabulary import LANGUAGES, Audience, Evidence, Goal, Grouping, Tier, Way

VIEWS: Final = ("map", "table", "figure")
"""The faces of one selection, in the order of their tabs."""
LONGEST_QUERY: Final = 80
FARTHEST_KM: Final = 300
LARGEST_BUDGET: Final = 9_999_999
MOST_HUBS: Final = 3
"""Hubs that can be looked at side by side."""
FARTHEST_NEIGHBOUR_KM: Final = 20
MOST_NEIGHBOURS: Final = 20
MOST_SCENARIOS: Final = 9999
LEAST_REACH: Final = 5
WHOLE_REACH: Final = 100
"""Percent of each resource's own radius."""
CURRENCIES: Final = ("NOK", "SEK")
"""Beside EUR, which everything is calculated in."""

_ADDRESS: Final = "address"
_SHOWN: Final = "shown"
_TOLD: Final = "told"
_RATE: Final = "rate"
_HELD: Final = "held."
_WIDGET: Final = "widget."
_PARAMETER: Final = {
    "lang": "lang",
    "project": "project",
    "counties": "county",
    "municipalities": "municipality",
    "resources": "resource",
    "tiers": "tier",
    "evidence": "evidence",
    "barriers": "barrier",
    "distance_km": "distance",
    "query": "q",
    "selected": "sel",
    "site": "site",
    "view": "view",
    "background": "background",
    "beside": "beside",
    "audience": "audience",
    "goal": "goal",
    "budget": "budget",
    "must": "must",
    "never": "never",
    "closed": "closed",
    "plan": "plan",
    "versus": "versus",
    "weights": "weights",
    "reach": "reach",
    "mix": "mix",
    "hubs": "hub",
    "radius_km": "radius",
    "least_sites": "least",
    "water": "water",
    "grouping": "grouping",
    "nace": "nace",
    "haves": "have",
    "wants": "want",
    "plot": "plot",
    "area": "area",
    "section": "part",
    "scenario": "scenario",
    "currency": "currency",
}
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,4})?")
_CODE: Final = re.compile(r"[A-Za-z0-9_.~:-]{1,80}")
_MOVES_MAP: Final = frozenset({"counties", "municipalities", "selected", "site", "project"})
"""Fields that say anew what the map shows."""
_BROWSER_LANGUAGES: Final = {"nb": "nb", "no": "nb", "nn": "nn", "sv": "sv", "da": "nb"}


@dataclass(frozen=True)
class Told:
    """What came of something that the reader did.

    Attributes
    ----------
    text : str
        In the reader's words.
    is_trouble : bool
        Whether it could not be done.
    """

    text: str
    is_trouble: bool = False


@dataclass(frozen=True)
class Address:
    """Everything a link to a page says; empty fields stand for "not narrowed".

    Attributes
    ----------
    lang : str
        One of ``symgeo.vocabulary.LANGUAGES``.
    project : str
        Code of the data set, as `symgeo.ui.projects` has it; "" where there is only one.
    counties, municipalities, resources, tiers, evidence, barriers : tuple of str
        Codes that narrow the selection.
    distance_km : int
        Longest straight distance, km; 0 where it is not narrowed.
    query : str
        Words to look for in sites and places.
    selected : str
        Id of the opportunity or the exchange whose card is open.
    site : str
        Id of the site whose card or page is open.
    view : str
        One of `VIEWS`.
    background : str
        Code of an online background map, or "" for the own map alone.
    beside : str
        Code of the county that is shown beside the first one.
    audience : str
        Whom the pages are shown to; "" for the staff.
    goal : str
        What a plan shall have most of; "" for CO2.
    budget : int
        Most that a plan may cost, in thousands of the currency; 0 for no limit.
    must, never : tuple of str
        Opportunities that a plan shall have, and shall not have.
    closed : str
        Id of the site whose closing, or of the opportunity whose loss, is tried out.
    plan, versus : str
        Numbers of the saved plan that is open, and of the one that is set beside.
    weights : str
        What counts in the score, seven percentages with hyphens between them; "" for the usual weights.
    reach : int
        How far apart two sites may be, percent of each resource's own radius; 0 for all of it.
    mix : str
        What a tonne of CO2, a MWh of electricity and a tonne of residue are worth in a plan, EUR to the cent
        with hyphens between them; "" for the usual ones.
    hubs : tuple of str
        Hubs that are looked at, at most `MOST_HUBS`; by the id of one of their sites or of an own hub.
    radius_km, least_sites : int
        How close and how many sites make a hub; 0 for the usual.
    water : str
        What water between two sites of a hub means, one of ``symgeo.vocabulary.Way``; "" for the usual.
    grouping : str
        How hubs are found, one of ``symgeo.vocabulary.Grouping``; "" for the usual.
    nace : str
        Trade of a company that looks for a place.
    haves, wants : tuple of str
        Resources that it would have left over, and would need.
    plot : str
        Latitude and longitude of a plot of land, degrees, with ``~`` between them; "" for none.
    area : str
        What the map shows first, as `write_area` has it; "" for what fits the filters and the selection.
    section : str
        Part of the method that is read; "" for all of it.
    scenario : int
        Number of the scenario that everything is calculated with; 0 for the project's own values.
    currency : str
        What money is shown in, one of `CURRENCIES`; "" for EUR.
    """

    lang: str
    project: str = ""
    counties: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    distance_km: int = 0
    query: str = ""
    selected: str = ""
    site: str = ""
    view: str = VIEWS[0]
    background: str = ""
    beside: str = ""
    audience: str = ""
    goal: str = ""
    budget: int = 0
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    closed: str = ""
    plan: str = ""
    versus: str = ""
    weights: str = ""
    reach: int = 0
    mix: str = ""
    hubs: tuple[str, ...] = ()
    radius_km: int = 0
    least_sites: int = 0
    water: str = ""
    grouping: str = ""
    nace: str = ""
    haves: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    plot: str = ""
    area: str = ""
    section: str = ""
    scenario: int = 0
    currency: str = ""


def current() -> Address:
    """Give the address of this run, as the shell opened it."""
    address: Address = st.session_state[_ADDRESS]
    return address


def language() -> str:
    """Give the reader's language, also where no page could be opened yet."""
    address: Address | None = st.session_state.get(_ADDRESS)
    return address.lang if address else browser_language(st.context.locale)


def texts() -> Texts:
    """Give the texts in the reader's language, with money in the chosen currency once its rate is known."""
    read = texts_for(current().lang)
    code, rate = current().currency, st.session_state.get(_RATE)
    return read.in_currency(code, rate) if code and rate else read


def pay_in(per_eur: float | None) -> None:
    """Say how many units of the chosen currency one EUR is; None for EUR."""
    st.session_state[_RATE] = per_eur


def per_eur() -> float:
    """Give how many units of the chosen currency one EUR is."""
    return float(st.session_state.get(_RATE) or 1.0)


def open_address() -> Address:
    """Read the address at the start of a run and write it back complete.

    A visit that moves to another page without parameters keeps what it had; a link or the browser's
    back button wins over it.
    """
    asked = _asked()
    kept: Address | None = st.session_state.get(_ADDRESS)
    if kept is None:
        address = parse(asked, language=browser_language(st.context.locale))
    elif asked and asked != encode(kept):
        address = parse(asked, language=kept.lang)
    else:
        address = kept
    _keep(address)
    return address


def show(shown: Shown) -> None:
    """Say which data this run shows."""
    st.session_state[_SHOWN] = shown


def hold(name: str, thing: object) -> None:
    """Keep something for this visit, such as a file that is being repaired; None lets go of it."""
    st.session_state[_HELD + name] = thing


def held(name: str) -> Any:  # noqa: ANN401 - what is held depends on the name
    """Give what this visit keeps under a name; None where there is nothing."""
    return st.session_state.get(_HELD + name)


def tell(told: Told) -> None:
    """Say what came of something that the reader did, the next time the page is drawn."""
    st.session_state[_TOLD] = told


def told() -> Told | None:
    """Give what came of the last thing that the reader did; once."""
    news: Told | None = st.session_state.pop(_TOLD, None)
    return news


def zone() -> tzinfo:
    """Give the reader's time zone."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        # The browser names a zone that this computer does not know.
        return UTC


def shown() -> Shown:
    """Give which data this run shows."""
    held: Shown = st.session_state[_SHOWN]
    return held


def settle_project(code: str) -> Address:
    """Write the data set that is shown into the address, so that a link keeps its meaning."""
    _keep(replace(current(), project=code))
    return current()


def take_back_reach() -> Address:
    """Take back a narrower radius, for a page that does not say that it is narrower."""
    if current().reach:
        _keep(replace(current(), reach=0))
    return current()


def change(**changes: Any) -> None:  # noqa: ANN401 - each field of the address has its own type
    """Put new values into the address; for callbacks, which run before the page is drawn."""
    now = current()
    if any(getattr(now, field) != held for field, held in changes.items() if field in _MOVES_MAP):
        changes = {"area": "", **changes}
    _keep(replace(now, **changes))


def widget(field: str, value: object) -> str:
    """Set the widget of an address field to `value` and give its key, before the widget is drawn."""
    key = _WIDGET + field
    st.session_state[key] = value
    return key


def key(name: str) -> str:
    """Give the key of a widget whose state is not in the address."""
    return _WIDGET + name


def value(name: str) -> Any:  # noqa: ANN401 - what is held depends on the widget
    """Give what the widget with this name holds; for callbacks."""
    return st.session_state.get(_WIDGET + name)


def close(name: str) -> None:
    """Close the box that opens under a button; for callbacks of what is in it."""
    st.session_state[_WIDGET + name] = False


def take(field: str, read: Callable[[Any], object] = lambda held: held) -> None:
    """Move what the widget of an address field holds into the address; a widget's ``on_change``."""
    change(**{field: read(value(field))})


def encode(address: Address) -> dict[str, list[str]]:
    """Write an address as query parameters; what is not narrowed is left out, the language never."""
    blank = Address(lang="")
    found: dict[str, list[str]] = {}
    for field in fields(address):
        held = getattr(address, field.name)
        if held != getattr(blank, field.name):
            found[_PARAMETER[field.name]] = list(held) if isinstance(held, tuple) else [str(held)]
    return found


def address_of_view(view: SavedView) -> Address:
    """Give the address of the home page as a view was saved: filters, selection, map and scenario."""
    now, filters = current(), view.filters
    return Address(
        lang=now.lang,
        project=now.project,
        counties=filters.counties,
        municipalities=filters.municipalities,
        resources=filters.resources,
        tiers=filters.tiers,
        evidence=filters.evidence,
        barriers=filters.barriers,
        distance_km=int(filters.max_distance_km or 0),
        query=filters.query,
        selected=view.selected,
        area=write_area(view.area) if view.area else "",
        scenario=view.scenario,
        currency=now.currency,
    )


def write_area(area: Area) -> str:
    """Write an area as its four edges in degrees, such as ``62.1~9~63.25~10.5``: south, west, north, east."""
    return "~".join(f"{edge:.4f}".rstrip("0").rstrip(".") for edge in astuple(area))


def read_area(text: str) -> Area | None:
    """Read what `write_area` wrote; None for what is no part of the earth."""
    edges = text.split("~")
    if len(edges) != len(fields(Area)) or not all(_DEGREES.fullmatch(edge) for edge in edges):
        return None
    south, west, north, east = map(float, edges)
    is_area = -90 <= south < north <= 90 and -180 <= west < east <= 180
    return Area(south, west, north, east) if is_area else None


def parse(asked: Mapping[str, Sequence[str]], *, language: str) -> Address:
    """Read query parameters; what cannot be meant is dropped without complaint.

    Parameters
    ----------
    asked : mapping of str to sequence of str
        Query parameters, each with all of its values.
    language : str
        Language where the address names none that we have.
    """

    def codes(name: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        given = dict.fromkeys(asked.get(_PARAMETER[name], ()))
        return tuple(c for c in given if _CODE.fullmatch(c) and (allowed is None or c in allowed))

    def first(name: str, allowed: Sequence[str] | None = None) -> str:
        return next(iter(codes(name, allowed)), "")

    return Address(
        lang=first("lang", LANGUAGES) or language,
        project=first("project"),
        counties=codes("counties"),
        municipalities=codes("municipalities"),
        resources=codes("resources"),
        tiers=codes("tiers", tuple(Tier)),
        evidence=codes("evidence", tuple(Evidence)),
        barriers=codes("barriers", KINDS),
        distance_km=_whole(asked.get(_PARAMETER["distance_km"], ()), FARTHEST_KM),
        query=next(iter(asked.get(_PARAMETER["query"], ())), "").strip()[:LONGEST_QUERY],
        selected=first("selected"),
        site=first("site"),
        view=first("view", VIEWS) or VIEWS[0],
        background=first("background"),
        beside=first("beside"),
        audience=first("audience", (Audience.MEETING, Audience.PUBLIC)),
        goal=first("goal", tuple(Goal)),
        budget=_whole(asked.get(_PARAMETER["budget"], ()), LARGEST_BUDGET),
        must=codes("must"),
        never=codes("never"),
        closed=first("closed"),
        plan=first("plan"),
        versus=first("versus"),
        weights=first("weights"),
        reach=_known_reach(_whole(asked.get(_PARAMETER["reach"], ()), WHOLE_REACH)),
        mix=first("mix"),
        hubs=codes("hubs")[:MOST_HUBS],
        radius_km=_whole(asked.get(_PARAMETER["radius_km"], ()), FARTHEST_NEIGHBOUR_KM),
        least_sites=_whole(asked.get(_PARAMETER["least_sites"], ()), MOST_NEIGHBOURS),
        water=first("water", tuple(Way)),
        grouping=first("grouping", tuple(Grouping)),
        nace=first("nace"),
        haves=codes("haves"),
        wants=codes("wants"),
        plot=first("plot"),
        area=_known_area(first("area")),
        section=first("section"),
        scenario=_whole(asked.get(_PARAMETER["scenario"], ()), MOST_SCENARIOS),
        currency=first("currency", CURRENCIES),
    )


def browser_language(locale: str | None) -> str:
    """Choose our language for a browser's locale such as ``nn-NO``; English where we have none."""
    return _BROWSER_LANGUAGES.get((locale or "").replace("_", "-").split("-")[0].lower(), LANGUAGES[0])


def _known_area(text: str) -> str:
    return text if read_area(text) else ""


def _known_reach(percent: int) -> int:
    return percent if LEAST_REACH <= percent < WHOLE_REACH else 0


def _whole(given: Sequence[str], most: int) -> int:
    text = next(iter(given), "")
    return min(int(text), most) if re.fullmatch(r"[0-9]{1,7}", text) else 0


def _asked() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _keep(address: Address) -> None:
    st.session_state[_ADDRESS] = address
    wanted = encode(address)
    if _asked() != wanted:
        st.query_params.from_dict(wanted)
