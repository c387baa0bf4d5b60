"""The currency that money is shown in, chosen by the reader; everything is calculated in EUR."""

from __future__ import annotations

import streamlit as st

from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.session import CURRENCIES, Address
from symgeo.views.cards.markup import element

_EUR = "EUR"


def use_rate(address: Address) -> None:
    """Take the rate of the chosen currency from the parameters in force."""
    session.pay_in(cache.dataset().reference.parameter(_key(address.currency)) if address.currency else None)


def choose_currency(texts: Texts, address: Address) -> None:
    """Draw the choice of a currency, with its rate, the rate's year and source."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="currency"):
        markup.show_beside(element("span", texts("money.currency"), class_="sg-source"))
        st.selectbox(
            texts("money.currency"),
            (_EUR, *CURRENCIES),
            key=session.widget("currency", address.currency or _EUR),
            on_change=session.take,
            args=("currency", _read),
            label_visibility="collapsed",
            width=100,
        )
        if address.currency:
            markup.show_beside(element("span", _say_rate(texts, address), class_="sg-source"))


def _say_rate(texts: Texts, address: Address) -> str:
    row = cache.dataset().reference.parameters.loc[[_key(address.currency)]].iloc[0]
    return texts(
        "money.rate",
        rate=texts.number(float(row["value"]), 4),
        currency=address.currency,
        year=str(row["source_year"]),
        source=texts.reference(str(row["source"])),
    )


def _read(currency: str) -> str:
    return "" if currency == _EUR else currency


def _key(currency: str) -> str:
    return f"fx.{currency.lower()}_per_eur"
