"""What an estimate can be compared with: real exchanges with their cost, and prices that others paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.tables.relations import split_texts
from symgeo.texts import Texts
from symgeo.views.cards.markup import NOTHING, bullets, element, join, reference, source
from symgeo.vocabulary import Evidence

MOST_RELATED: Final = 3
"""Cases of related resources that are shown."""
_NO_EXCHANGE: Final = "-"
"""In place of an exchange's id, for shipped cases; a pair without an exchange has an empty text."""
_SOURCED: Final = (Evidence.MEASURED.value, Evidence.REPORTED.value, Evidence.DERIVED.value)


@dataclass(frozen=True)
class RealCases:
    """Real cases that stand beside an estimate.

    Attributes
    ----------
    heading : str
        Whether they are of the same resource or of related ones; "" where none is known.
    rows : DataFrame
        With ``title``, ``amount``, ``source_year`` and ``source``.
    """

    heading: str
    rows: pd.DataFrame


def real_cases(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> RealCases:
    """Give what real exchanges of the kind cost: of the pair itself, of its resource, or of related ones."""
    same, related = _known(opportunity, dataset)
    if len(same):
        return RealCases(texts("money.case"), same)
    shown = related.head(MOST_RELATED)
    heading = texts("money.case_related", shown=len(shown), total=len(related)) if len(shown) else ""
    return RealCases(heading, shown)


def write_real_cases(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    """Write what real exchanges of the kind cost, what the price of a line rests on, and what others paid."""
    cases = real_cases(opportunity, dataset, texts)
    line, prices = (
        _line_source(opportunity, dataset, texts),
        _prices_paid(opportunity, dataset.reference, texts),
    )
    if not cases.heading and not line:
        return join([element("p", texts("money.case_none"), class_="sg-note"), prices])
    items = [*(_case(row, texts) for _, row in cases.rows.iterrows()), *([line] if line else [])]
    heading = cases.heading or texts("money.case")
    return join([element("p", heading, class_="sg-strong"), bullets(items), prices])


def tell_case(case: pd.Series, texts: Texts) -> str:
    """Tell one real case in a line of plain text, with its source."""
    title = _dated(case, texts.reference(str(case["title"])))
    amount, read = (texts.reference(str(case[name])) for name in ("amount", "source"))
    return f"{title}: {amount}. {texts('card.source')} {read}"


def _known(opportunity: pd.Series, dataset: Dataset) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the cases of a pair itself, or else of its resource, and those of its group; none twice."""
    costed = _costed(dataset)
    own = costed[costed["exchange_id"] == opportunity["existing_exchange_id"]]
    same = own if len(own) else costed[costed["code"] == opportunity["supply_resource"]]
    groups = costed["code"].map(lambda code: _group(code, dataset.reference))
    related = costed[groups == opportunity["resource_group"]]
    # A shipped case has the year; those that only the data has come first.
    return same.drop_duplicates("title", keep="last"), related.drop_duplicates("title", keep="last")


def _costed(dataset: Dataset) -> pd.DataFrame:
    """Give exchanges of the data and shipped cases whose cost is known, a row for each resource."""
    exchanges = dataset.exchanges[dataset.exchanges["investment"] != ""]
    recorded = pd.DataFrame(
        {
            "code": exchanges["resource_code"],
            "exchange_id": exchanges.index,
            "title": exchanges["title"],
            "amount": exchanges["investment"],
            "source_year": "",
            "source": exchanges["source"],
        }
    )
    cases = dataset.reference.cases
    if cases.empty:
        return recorded
    shipped = cases[cases["evidence"].isin(_SOURCED)]
    each = shipped.assign(code=shipped["supply_codes"].map(split_texts), exchange_id=_NO_EXCHANGE)
    return pd.concat([recorded, each.explode("code")[recorded.columns]])


def _group(code: str, tables: Reference) -> str:
    """Give the group of a resource; a case may be of a whole group."""
    return str(tables.resources.loc[code, "parent"]) or code


def _case(row: pd.Series, texts: Texts) -> Markup:
    return join(
        [
            _dated(row, reference(row["title"], texts)),
            ": ",
            reference(row["amount"], texts),
            " ",
            source(row["source"], texts),
        ]
    )


def _dated(row: pd.Series, title: str) -> str:
    """Give a title with the year that it is of, where that is known."""
    return title + f", {row['source_year']}" if row["source_year"] else title


def _prices_paid(opportunity: pd.Series, tables: Reference, texts: Texts) -> Markup:
    """Write what was really paid elsewhere for what prices in the estimate stand for."""
    code, benchmarks = str(opportunity["supply_resource"]), tables.benchmarks
    if benchmarks.empty:
        return NOTHING
    rates = ("truck.var",) if opportunity["transport_mode"] == "truck" else ()
    keys = (str(opportunity["price_key"]), str(tables.resources.loc[code, "disposal_param"]), *rates)
    is_meant = benchmarks["supply_codes"].map(lambda codes: not codes or code in split_texts(codes))
    known = benchmarks[is_meant.astype(bool) & benchmarks["evidence"].isin(_SOURCED)]
    items = [
        _price_paid(row, tables, texts)
        for key in dict.fromkeys(keys)
        for _, row in known[known["parameter"] == key].iterrows()
    ]
    if not items:
        return NOTHING
    return join([element("p", texts("money.case_prices"), class_="sg-strong"), bullets(items)])


def _price_paid(row: pd.Series, tables: Reference, texts: Texts) -> Markup:
    key = str(row["parameter"])
    reckoned = tables.parameters.loc[[key]].iloc[0]
    said = texts(
        "money.case_price",
        name=texts.reference(key),
        value=texts.price(float(reckoned["value"]), str(reckoned["unit"]), significant=True),
        title=_dated(row, texts.reference(str(row["title"]))),
        amount=texts.reference(str(row["amount"])),
    )
    return join([said, " ", source(str(row["source"]), texts)])


def _line_source(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    """Write what the price of a line per metre rests on, where that is a real case."""
    key = str(dataset.reference.resources.loc[opportunity["supply_resource"], "line_param"])
    parameters = dataset.reference.parameters
    if opportunity["transport_mode"] != "pipe" or key not in parameters.index:
        return NOTHING
    row = parameters.loc[[key]].iloc[0]
    if row["evidence"] not in _SOURCED:
        return NOTHING
    value = texts.price(float(row["value"]), str(row["unit"]), significant=True)
    said = texts("money.case_line", name=texts.reference(key), value=value)
    return join([said, " ", reference(str(row["source"]), texts)])
