"""What the receiver of heat uses today: chosen by the staff, saved with the need as a revision."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.replacing import is_replaceable, stated_energy, with_energy
from symgeo.storage.forms import Form, edit_flow
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.session import Address, Told
from symgeo.ui.stored.versions import saved_sentence
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Energy

_WIDTH = 320


def show_energy(texts: Texts, address: Address, opportunity: pd.Series, dataset: Dataset) -> None:
    """Draw the choice of what the receiver uses today; for the staff, for stored data and for heat."""
    code = str(opportunity["demand_resource"])
    group = str(dataset.reference.resources["parent"][code])
    stored = session.shown().code.isdecimal()
    if address.audience or not stored or not is_replaceable(code, group):
        return
    told.show_told()
    flow = str(opportunity["demand_flow_id"])
    name = str(dataset.sites.loc[opportunity["demand_site_id"], "name"])
    now = stated_energy(str(dataset.flows.loc[flow, "quality_tags"]))
    with st.popover(markup.label(texts("money.energy_title", site=name)), key=session.key(f"energy.{flow}")):
        markup.show(element("p", texts("money.energy_meaning"), class_="sg-note"))
        codes = ["", *Energy]
        st.selectbox(
            texts("money.energy"),
            codes,
            index=codes.index(now),
            format_func=lambda one: texts(f"money.energy.{one or 'rule'}"),
            key=session.key(f"energy_choice.{flow}.{now}"),
            width=_WIDTH,
        )
        told.ask_who(texts, f"energy.{flow}")
        st.button(
            texts("money.energy_save"),
            key=session.key(f"energy_save.{flow}"),
            on_click=_save,
            args=(texts, flow, now, str(dataset.flows.loc[flow, "quality_tags"])),
            type="primary",
        )


def _save(texts: Texts, flow: str, before: str, tags: str) -> None:
    shown = session.shown()
    form = Form(cache.database(), int(shown.code), cache.reference(), told.origin(), shown.revision)
    chosen = str(session.value(f"energy_choice.{flow}.{before}") or "")
    with told.telling(texts):
        saved = edit_flow(form, flow, {"quality_tags": with_energy(tags, chosen)})
        session.tell(Told(saved_sentence(saved, texts)))
