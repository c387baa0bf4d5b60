"""What ends besides the plan: the exchanges that run today."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import ended_exchanges
from symgeo.texts import Texts
from symgeo.ui import markup
from symgeo.ui.plan import asking, making
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.views.tables import write_amount


def show_ended(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Name the running exchanges that end with what closes, and say that their worth is not calculated."""
    ended = ended_exchanges(dataset, address.closed.removeprefix(making.EXCHANGE))
    if ended.empty:
        return
    lines = [element("li", describe_ended(row, dataset, texts)) for _, row in ended.iterrows()]
    with st.container(border=True, key="ended"):
        markup.show(
            element("p", texts.plural("plan.ends_with", len(ended)), class_="sg-strong"),
            element("ul", *lines),
            element("p", texts("plan.ends_not_counted")),
        )


def describe_ended(exchange: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Say from whom to whom an exchange runs, what, and how much where that is known."""
    written = write_amount(exchange["quantity"], exchange["unit"], exchange["evidence"], texts)
    return texts(
        "plan.ends_exchange",
        ends=asking.ends_of_record(exchange, texts),
        what=texts.resource(dataset.reference.resources.loc[exchange["resource_code"]]),
        amount=written or texts("plan.ends_unknown"),
    )
