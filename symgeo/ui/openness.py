"""Who may see a site or one of its resources: changed in two presses, saved as a revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.errors import DataErrors
from symgeo.storage.forms import Form, edit_flow, edit_site
from symgeo.tables.messages import problem_sentence
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.session import Address, Told
from symgeo.ui.stored.versions import saved_sentence
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Openness

_WIDTH: Final = 340
_LONGEST_REASON: Final = 200


def show_openness(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw, for staff and stored data, who may see a site, with a button for each other choice."""
    site = address.site
    if address.audience or not session.shown().code.isdecimal() or site not in dataset.sites.index:
        return
    told.show_told()
    level = str(dataset.sites.loc[site, "openness"])
    label = texts("openness.who_sees", level=texts(f"openness.{level}"))
    with st.popover(markup.label(label), key=session.key(f"openness.{site}")):
        markup.show(element("p", texts("openness.meaning"), class_="sg-note"))
        names = _names(texts, site, dataset)
        flow = st.selectbox(
            texts("openness.what"),
            list(names),
            format_func=lambda code: names[code],
            key=session.key(f"openness_what.{site}"),
            width=_WIDTH,
        )
        st.text_input(
            texts("openness.reason"),
            key=session.key(_reason(site)),
            max_chars=_LONGEST_REASON,
            placeholder=texts("openness.reason_example"),
            width=_WIDTH,
        )
        told.ask_who(texts, f"openness.{site}")
        held = str(dataset.flows.loc[flow, "openness"]) if flow else level
        for code in Openness:
            st.button(
                texts(f"openness.make_{code}"),
                key=session.key(f"openness_{code}.{site}"),
                on_click=_save,
                args=(texts, site, flow, code),
                disabled=held == code.value,
                width="stretch",
            )


def _names(texts: Texts, site: str, dataset: Dataset) -> Mapping[str, str]:
    """Name the whole site and each of its resources, with how open they are."""
    flows = dataset.flows[dataset.flows["site_id"] == site]
    resources = dataset.reference.resources
    return {"": texts("openness.whole_site")} | {
        str(flow): texts(
            "openness.flow",
            direction=texts(f"direction.{row['direction']}"),
            resource=texts.resource(resources.loc[row["resource_code"]]),
            level=texts(f"openness.{row['openness']}"),
        )
        for flow, row in flows.iterrows()
    }


def _reason(site: str) -> str:
    return f"openness_reason.{site}"


def _save(texts: Texts, site: str, flow: str, level: Openness) -> None:
    """Save who may see it, with who decided that and when; what is open needs no reason."""
    shown, origin = session.shown(), told.origin()
    form = Form(cache.database(), int(shown.code), cache.reference(), origin, shown.revision)
    is_open = level is Openness.OPEN
    cells = {
        "openness": level.value,
        "openness_reason": "" if is_open else str(session.value(_reason(site)) or "").strip(),
        "openness_who": "" if is_open else origin.who,
        "openness_when": "" if is_open else origin.when.astimezone(session.zone()).date().isoformat(),
    }
    try:
        with told.telling(texts):
            saved = edit_flow(form, flow, cells) if flow else edit_site(form, site, cells)
            session.tell(Told(saved_sentence(saved, texts)))
    except DataErrors as errors:
        said = " ".join(problem_sentence(issue, texts) for issue in errors.issues)
        session.tell(Told(said, is_trouble=True))
