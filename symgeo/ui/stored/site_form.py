"""One site by hand on the Data page: a new one without a file, a change, or its deletion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.errors import DataErrors
from symgeo.storage.forms import NEW_SITE, Form, add_flow, add_site, edit_site
from symgeo.storage.matches import NEW, Question
from symgeo.storage.repository import Asked, delete
from symgeo.storage.revisions import Revision
from symgeo.storage.states import as_text
from symgeo.tables.messages import problem_sentence
from symgeo.tables.schema import dictionary
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.press_map import show_press_map
from symgeo.ui.projects import Shown
from symgeo.ui.session import Told
from symgeo.ui.stored.versions import saved_sentence
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Direction, Evidence

_SITE: Final = "form_site"
_QUESTION: Final = "form_question"
_TEXTS: Final = ("name", "operator", "organisation_number", "nace", "main_product", "note")
_CHOICES: Final = ("municipality_number", "site_type", "status")
_PLACE: Final = ("lat", "lon")
_FLOW: Final = ("direction", "resource_code", "quantity", "temp_c", "evidence")
_EVIDENCE: Final = tuple(
    str(one) for one in (Evidence.MEASURED, Evidence.REPORTED, Evidence.DERIVED, Evidence.ILLUSTRATIVE)
)
_WIDTH: Final = 260
_DIGITS: Final = 5


@dataclass(frozen=True)
class _Field:
    """One field of the form, under a key that belongs to the site that is shown."""

    site: str
    name: str

    @property
    def widget(self) -> str:
        """Give the name of its widget."""
        return f"form.{self.site}.{self.name}"

    @property
    def value(self) -> str:
        """Give what stands in it."""
        return str(session.value(self.widget) or "").strip()


def show_form(texts: Texts, shown: Shown, dataset: Dataset) -> None:
    """Draw, on request, the choice of a site and its form."""
    box = st.expander(texts("data.site_form"), key=session.key("site_form"), on_change="rerun")
    if not box.open:
        return
    with box:
        names = {"": texts("data.new_site"), **dataset.sites["name"].to_dict()}
        site = st.selectbox(
            texts("data.site"),
            list(names),
            format_func=lambda one: names[one],
            key=session.key(_SITE),
            width=420,
        )
        held = _held(dataset, site)
        with st.container(horizontal=True, gap="small", key="site_fields"):
            _ask_site(texts, site, held)
        show_press_map(
            texts,
            _sites(dataset, site),
            chosen=site,
            name="form_map",
            on_press=partial(_take_place, site),
        )
        markup.show(element("p", texts("data.one_flow"), class_="sg-source"))
        with st.container(horizontal=True, gap="small", key="flow_fields"):
            _ask_flow(texts, site)
        told.ask_who(texts, "form")
        _show_question(texts, shown)
        with st.container(horizontal=True, gap="small", key="form_buttons"):
            st.button(
                texts("data.save_site"),
                key=session.key("save_site"),
                type="primary",
                on_click=_save,
                args=(texts, shown, site, held),
            )
            if site:
                with st.popover(texts("data.delete_site"), key=session.key("delete_site"), type="tertiary"):
                    markup.show(element("p", texts("data.delete_meaning"), class_="sg-note"))
                    st.button(
                        texts("data.delete_now"),
                        key=session.key("delete_now"),
                        on_click=_delete,
                        args=(texts, shown, site),
                    )


def _sites(dataset: Dataset, site: str) -> pd.DataFrame:
    """Give the stored sites with what the form says about the one that is shown."""
    sites = pd.DataFrame(dataset.sites[["name", "municipality", "lat", "lon"]])
    lat, lon = (_degrees(_Field(site, name).value) for name in _PLACE)
    if math.isnan(lat + lon):
        return sites
    name = _Field(site, "name").value or (str(sites.at[site, "name"]) if site else "")
    here = pd.DataFrame({"name": [name], "municipality": "", "lat": lat, "lon": lon}, index=[site])
    return pd.concat([sites.drop(index=site, errors="ignore"), here])


def _degrees(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def _held(dataset: Dataset, site: str) -> dict[str, str]:
    if not site:
        return {}
    row = dataset.sites.loc[site]
    return {name: as_text(row[name]) for name in (*_TEXTS, *_CHOICES, *_PLACE)}


def _ask_site(texts: Texts, site: str, held: Mapping[str, str]) -> None:
    for name in (*_TEXTS, *_PLACE):
        _ask_text(texts, _Field(site, name), held.get(name, ""))
    towns = cache.reference().municipalities
    words = dictionary("sites")
    offered: dict[str, Mapping[str, str]] = {
        "municipality_number": {str(number): f"{row['name']} ({number})" for number, row in towns.iterrows()},
        "site_type": {code: texts(f"data.site_type_{code}") for code in words["site_type"].codes},
        "status": {code: texts(f"data.status_{code}") for code in words["status"].codes},
    }
    for name, names in offered.items():
        _ask_choice(texts, _Field(site, name), names, held.get(name, ""))


def _ask_flow(texts: Texts, site: str) -> None:
    resources = cache.reference().resources
    leaves = resources[resources["parent"] != ""]
    offered = {
        "direction": {str(one): texts(f"direction.{one}") for one in Direction},
        "resource_code": {
            str(code): texts("data.resource_in", name=texts.resource(row), unit=str(row["unit"]))
            for code, row in leaves.iterrows()
        },
        "evidence": {code: texts(f"evidence.{code}") for code in _EVIDENCE},
    }
    for name in _FLOW:
        field = _Field(site, name)
        if name in offered:
            _ask_choice(texts, field, offered[name], "")
        else:
            _ask_text(texts, field, "")


def _ask_text(texts: Texts, field: _Field, text: str) -> None:
    st.text_input(
        texts(f"repair.field.{field.name}"), value=text, key=session.key(field.widget), width=_WIDTH
    )


def _ask_choice(texts: Texts, field: _Field, names: Mapping[str, str], chosen: str) -> None:
    codes = list(names)
    st.selectbox(
        _label(texts, field.name),
        codes,
        index=codes.index(chosen) if chosen in names else None,
        format_func=lambda code: names[code],
        placeholder=texts("data.choose"),
        key=session.key(field.widget),
        width=_WIDTH,
    )


def _form(shown: Shown) -> Form:
    return Form(cache.database(), int(shown.code), cache.reference(), told.origin(), shown.revision)


def _save(texts: Texts, shown: Shown, site: str, held: Mapping[str, str]) -> None:
    session.hold(_QUESTION, None)
    cells, flows = _written(site)
    if site:
        changed = {name: text for name, text in cells.items() if text != held[name]}
        _attempt(texts, _change(shown, site, changed, flows))
    else:
        _attempt(texts, _add(shown, cells, flows, {}))


def _written(site: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Give what stands in the form: the site's cells, and a flow where a resource was chosen."""
    cells = {name: _Field(site, name).value for name in (*_TEXTS, *_CHOICES, *_PLACE)}
    cells |= {name: cells[name].replace(",", ".") for name in _PLACE}
    flow = {name: _Field(site, name).value.replace(",", ".") for name in _FLOW}
    return cells, [_whole(flow)] if flow["resource_code"] else []


def _whole(flow: Mapping[str, str]) -> dict[str, str]:
    """Complete a flow with the unit of its resource, per year."""
    unit = str(cache.reference().resources.loc[flow["resource_code"], "unit"])
    return {**flow, "unit": unit, "evidence": flow["evidence"] or str(Evidence.REPORTED)}


def _change(
    shown: Shown, site: str, cells: Mapping[str, str], flows: Sequence[Mapping[str, str]]
) -> Iterator[Revision]:
    """Save what changed, one revision for the site and one for each new flow."""
    form = _form(shown)
    if cells:
        made = edit_site(form, site, cells)
        form = replace(form, base=made.number)
        yield made
    for flow in flows:
        yield add_flow(form, {**flow, "site_id": site})


def _add(
    shown: Shown, cells: Mapping[str, str], flows: Sequence[Mapping[str, str]], answers: Mapping[str, str]
) -> Iterator[Revision | Asked]:
    yield add_site(_form(shown), cells, flows, answers=answers)


def _attempt(texts: Texts, saves: Iterable[Revision | Asked]) -> bool:
    """Save, and tell what came of it; True where something has to be asked first."""
    try:
        with told.telling(texts):
            said = []
            for saved in saves:
                if isinstance(saved, Asked):
                    session.hold(_QUESTION, saved.questions[0])
                    return True
                said.append(saved_sentence(saved, texts))
            session.tell(Told(" ".join(said) or texts("data.nothing_changed")))
    except DataErrors as errors:
        found = [
            f"{_label(texts, issue.column)}: {problem_sentence(issue, texts)}" for issue in errors.issues
        ]
        session.tell(Told(" ".join(dict.fromkeys(found)), is_trouble=True))
    return False


def _label(texts: Texts, column: str) -> str:
    """Name a column of the form; a town and a resource are chosen by their names."""
    names = {"resource_code": "resource", "municipality_number": "municipality"}
    return texts(f"repair.field.{names.get(column, column)}")


def _show_question(texts: Texts, shown: Shown) -> None:
    """Ask whether a new site is one that is stored already."""
    question: Question | None = session.held(_QUESTION)
    if question is None:
        return
    with st.container(border=True, key="form_question"):
        markup.show(element("p", texts("data.same_site", name=question.name), class_="sg-strong"))
        for one in question.candidates:
            label = texts("upload.same_as", name=one.name, id=one.stored_id)
            st.button(
                markup.label(label),
                key=session.key(f"same.{one.stored_id}"),
                on_click=_answer,
                args=(texts, shown, one.stored_id),
            )
        st.button(
            texts("upload.is_new"), key=session.key("same.new"), on_click=_answer, args=(texts, shown, NEW)
        )


def _answer(texts: Texts, shown: Shown, stored_id: str) -> None:
    session.hold(_QUESTION, None)
    cells, flows = _written("")
    _attempt(texts, _add(shown, cells, flows, {NEW_SITE: stored_id}))


def _delete(texts: Texts, shown: Shown, site: str) -> None:
    with told.telling(texts):
        made = delete(
            cache.database(), int(shown.code), sites=[site], origin=told.origin(), base=shown.revision
        )
        session.tell(Told(saved_sentence(made, texts)))


def _take_place(site: str, lat: float, lon: float) -> None:
    for name, degrees in zip(_PLACE, (lat, lon), strict=True):
        session.widget(_Field(site, name).widget, f"{degrees:.{_DIGITS}f}")
