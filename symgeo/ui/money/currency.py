"""The currency that money is shown in, chosen by the reader; everything is calculated in EUR."""

from __future__ import annotations

import streamlit as st

from symgeo.analysis.scenarios import rate_key
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.session import CURRENCIES, Address
from symgeo.views.cards.markup import element
from symgeo.views.own_values import say_rate

_EUR = "EUR"


def use_rate(address: Address) -> None:
    """Take the rate of the chosen currency from the parameters in force."""
    session.pay_in(
        cache.dataset().reference.parameter(rate_key(address.currency)) if address.currency else None
    )


def choose_currency(texts: Texts, address: Address) -> None:
    """Draw the choice of a currency, with its rate, the rate's year and source."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="currency"):
        markup.show_beside(element("span", texts("money.currency"), class_="sg-source"))
        st.selectbox(
            texts("money.currency"),
            (_EUR, *CURRENCIES),
            key=session.widget("currency", address.currency or _EUR),
            on_change=_take,
            label_visibility="collapsed",
            width=100,
        )
        if address.currency:
            markup.show_beside(
                element("span", say_rate(cache.dataset().reference, texts), class_="sg-source")
            )


def _take() -> None:
    """Take the chosen currency; a plan's budget stays worth the same."""
    chosen, held = session.value("currency"), session.current().budget
    code = "" if chosen == _EUR else str(chosen)
    rate = cache.dataset().reference.parameter(rate_key(code)) if code else 1.0
    session.change(currency=code, budget=round(held / session.per_eur() * rate))
