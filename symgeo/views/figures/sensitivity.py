"""What moves the result of one pair most, as bars to both sides of the result as it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.texts import Texts
from symgeo.views.figures.bars import Axis, Row, Series, draw_bars
from symgeo.views.figures.figure import Drawing, Figure, Panel, empty_figure, hover, label

MOST_FACTORS: Final = 3
"""Drawn and named; the data holds all."""
_ENDS: Final = ("low", "high")


@dataclass(frozen=True)
class Factor:
    """How a figure that moves the result is named: plain text, and its range with unit."""

    name: str
    span: str


def factors(moved: pd.DataFrame, names: Mapping[str, Factor], drawing: Drawing) -> Figure:
    """Draw the few figures that move the result of a pair most.

    Parameters
    ----------
    moved : DataFrame
        As `symgeo.analysis.uncertainty.sensitivity` gives it; not of an illustrative pair.
    names : mapping of str to Factor
        How each is called.
    drawing : Drawing
        What all figures share.
    """
    texts = drawing.texts
    title = texts("money.factors_title")
    if moved.empty:
        return empty_figure(title, drawing)
    measure = str(moved["measure"].iloc[0])
    shown = moved.head(MOST_FACTORS)
    rows = [Row(str(key), label(names[str(key)].name)) for key in shown.index]
    series = [
        Series("low", texts("money.factor_low"), drawing.look.neutral, "/", "low"),
        Series("high", texts("money.factor_high"), drawing.look.accent, lane="high"),
    ]
    panel = Panel("", "", moved)
    plot = draw_bars(
        _marks(shown, names, texts),
        panels=[panel],
        rows=[rows],
        series=series,
        axis=Axis(_axis_title(measure, texts), is_two_sided=True),
        drawing=drawing,
    )
    return Figure(title, plot, _alt(shown, names, texts), drawing.source(), _data(moved, names, texts))


def write_result(amount: float, measure: str, texts: Texts) -> str:
    """Write a result as the card does: EUR or t CO2 a year."""
    if math.isnan(amount):
        return texts("common.unknown")
    return texts.money_per_year(amount) if measure == "eur" else texts.quantity(amount, "tCO2")


def _scale(measure: str, texts: Texts) -> float:
    """Give the scale of the axis: thousands of the reader's currency, to fit a phone."""
    return texts.per_eur / 1000.0 if measure == "eur" else 1.0


def _axis_title(measure: str, texts: Texts) -> str:
    if measure == "eur":
        return texts("money.factor_axis_eur", currency=texts.currency)
    return texts("money.factor_axis_t")


def _marks(shown: pd.DataFrame, names: Mapping[str, Factor], texts: Texts) -> pd.DataFrame:
    lines = []
    for key, row in shown.iterrows():
        for end in _ENDS:
            result = write_result(row[f"at_{end}"], row["measure"], texts)
            told = f"{texts(f'money.factor_{end}')}: {result}"
            lines.append(
                {
                    "panel": 0,
                    "row": str(key),
                    "series": end,
                    "value": (row[f"at_{end}"] - row["base"]) * _scale(str(row["measure"]), texts),
                    "hover": hover([names[str(key)].name, names[str(key)].span, told]),
                    "chosen": [],
                }
            )
    return pd.DataFrame(lines)


def _alt(shown: pd.DataFrame, names: Mapping[str, Factor], texts: Texts) -> str:
    first = shown.iloc[0]
    sentences = [texts("money.factors_alt", base=write_result(first["base"], first["measure"], texts))]
    for key, row in shown.iterrows():
        low, high = (write_result(row[f"at_{end}"], row["measure"], texts) for end in _ENDS)
        one = names[str(key)]
        sentences.append(texts("money.factor_alt", name=one.name, span=one.span, low=low, high=high))
    return " ".join(sentences)


def _data(moved: pd.DataFrame, names: Mapping[str, Factor], texts: Texts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            texts("money.factor"): [names[str(key)].name for key in moved.index],
            texts("money.factor_span"): [names[str(key)].span for key in moved.index],
            **{
                texts(f"money.factor_{end}"): [
                    write_result(row[f"at_{end}"], row["measure"], texts) for _, row in moved.iterrows()
                ]
                for end in _ENDS
            },
        }
    )
