"""What the plan uses of the pair whose card is open."""

from __future__ import annotations

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Plan
from symgeo.texts import Texts
from symgeo.ui import markup
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.views.plan_tables import describe_part


def show_part(texts: Texts, address: Address, plan: Plan, dataset: Dataset) -> None:
    """Say what the plan uses of the selected pair, before the card, which is of the whole pair alone."""
    rows = plan.chosen[plan.chosen["opportunity_id"] == address.selected]
    if rows.empty:
        markup.show(element("p", texts("plan.part_none"), class_="sg-note"))
        return
    uses, gives = describe_part(rows, dataset, texts)
    with st.container(key="part"):
        markup.show(
            element("p", uses, class_="sg-strong"),
            element("p", gives) if gives else "",
            element("p", texts("plan.part_whole"), class_="sg-note"),
        )
