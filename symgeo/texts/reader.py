"""The texts of one language: sentences by key, and numbers as its readers write them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from symgeo.texts.catalogues import read_language, read_translations
from symgeo.texts.documents import Block, read_block
from symgeo.texts.rounding import MILLION, decade, round_significant, scale_for
from symgeo.vocabulary import LANGUAGES

TextValue = str | int
NO_UNIT: Final = "-"
"""What the parameter table has for the unit of a plain number."""


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts and number formats of one language.

    Attributes
    ----------
    language : str
        One of ``LANGUAGES``; also the value of the HTML attribute ``lang``.
    locale : Locale
        What Babel formats numbers and dates with.
    messages, plurals, references : Mapping
        Text by key, plural forms by key, translation by English reference text.
    currency : str
        What money is written in, three letters.
    per_eur : float
        Units of the currency for one EUR.
    """

    language: str
    locale: Locale
    messages: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    references: Mapping[str, str]
    currency: str = "EUR"
    per_eur: float = 1.0

    def in_currency(self, currency: str, per_eur: float) -> Texts:
        """Give the texts that write money in another currency.

        Parameters
        ----------
        currency : str
            Three letters.
        per_eur : float
            Its units for one EUR, above 0.
        """
        return replace(self, currency=currency, per_eur=per_eur)

    def __call__(self, key: str, **values: TextValue) -> str:
        """Give the text of a key with its placeholders filled.

        Parameters
        ----------
        key : str
            ``<area>.<rest>``.
        **values : str or int
            One per ``{placeholder}``. Whole numbers are grouped in the reader's way,
            so a year is passed as text. Nothing is escaped: that is for who writes HTML.

        Raises
        ------
        KeyError
            The key or a placeholder's value is missing: the programme is broken.
        """
        return self.messages[key].format_map(self._written(values))

    def plural(self, key: str, count: int, **values: TextValue) -> str:
        """Give the form of a text that fits a count; ``{count}`` is filled with it."""
        forms = self.plurals[key]
        form = forms[0] if self.locale.plural_form(count) == "one" else forms[-1]
        return form.format_map(self._written({**values, "count": count}))

    def document(self, area: str, numbers: Mapping[Any, float] | None = None) -> tuple[Block, ...]:
        """Give an area that is a document as blocks in reading order.

        Parameters
        ----------
        area : str
            ``method``, ``privacy`` or ``accessibility``; keys ``<area>.<section>.<number>.<kind>``.
        numbers : Mapping of str to float, optional
            Values for placeholders by their key, such as parameters; a point in a key is an
            underscore in the placeholder.
        """
        written = {key.replace(".", "_"): self.number(value, 4) for key, value in (numbers or {}).items()}
        return tuple(
            read_block(key, message.format_map(written))
            for key, message in self.messages.items()
            if key.startswith(f"{area}.")
        )

    @property
    def language_name(self) -> str:
        """The language's name in itself, such as ``norsk nynorsk``."""
        return self("common.language_name")

    def reference(self, text: str) -> str:
        """Translate a text that stands in a reference table; give it back where unknown."""
        return self.references.get(text, text)

    def is_translated(self, text: str) -> bool:
        """Tell whether a reference text is shown in this language (else mark it ``lang="en"``)."""
        return self.language == "en" or text in self.references

    def resource(self, row: pd.Series | pd.DataFrame) -> str:
        """Give the name of a resource from its row, as ``resources.loc[code]`` gives it."""
        return str(row[f"name_{self.language}"])

    def resource_group(self, resources: pd.DataFrame, code: str) -> str:
        """Give the name of the group that a resource belongs to."""
        group = str(resources["parent"][code]) or code
        return str(resources[f"name_{self.language}"][group])

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with at most so many decimals."""
        if math.isnan(value):
            return self("common.unknown")
        # Adding zero turns a rounded "-0" into "0".
        return _write_decimal(round(float(value), digits) + 0.0, digits, self.locale)

    def significant(self, value: float, digits: int = 2) -> str:
        """Write a number with so many significant digits."""
        if math.isnan(value):
            return self("common.unknown")
        return self.number(round_significant(value, digits), digits=8)

    def quantity(self, value: float, unit: str) -> str:
        """Write an amount a year with two significant digits, such as ``7 400 MWh/år``.

        Parameters
        ----------
        value : float
            Amount in ``unit`` per year (m2 and fte: amount).
        unit : str
            MWh, t, tCO2, m3, m2, unit or fte.
        """
        if math.isnan(value):
            return self("common.unknown")
        rounded = round_significant(value)
        scale = scale_for(rounded, unit)
        return self(f"unit.{scale.unit_key}", number=self.number(rounded / scale.factor, digits=8))

    def quantity_range(self, low: float, high: float, unit: str, *, beside: float = math.nan) -> str:
        """Write a range of amounts a year in one unit, such as ``5 000–8 000 t/år``.

        Parameters
        ----------
        low, high : float
            Its ends, in ``unit`` per year.
        unit : str
            As for `quantity`.
        beside : float
            The amount that the range stands beside, so that both are told in one unit.
        """
        if math.isnan(low) or math.isnan(high):
            return self("common.unknown")
        low, high = round_significant(low), round_significant(high)
        told = max(abs(low), abs(high)) if math.isnan(beside) else round_significant(beside)
        scale = scale_for(told, unit)
        ends = (self.number(end / scale.factor, digits=8) for end in (low, high))
        return self(f"unit.{scale.unit_key}", number=self.span(*ends))

    def order_of_magnitude(self, value: float, unit: str) -> str:
        """Write an amount as its power of ten, such as ``about 1,000–10,000 MWh/yr``."""
        if math.isnan(value) or value <= 0:
            return self("common.unknown")
        low, high = decade(value)
        scale = scale_for(low, unit)
        ends = (self.number(end / scale.factor, digits=8) for end in (low, high))
        return self.about(self(f"unit.{scale.unit_key}", number=self.span(*ends)))

    def money(self, eur: float) -> str:
        """Write an amount of EUR in the reader's currency, with two significant digits."""
        if math.isnan(eur):
            return self("common.unknown")
        rounded = round_significant(eur * self.per_eur)
        if abs(rounded) >= MILLION:
            number = self.significant(rounded / MILLION)
            return self("unit.million_money", number=number, currency=self.currency)
        return self("unit.money", number=self.number(rounded), currency=self.currency)

    def money_per_year(self, eur: float) -> str:
        """Write an amount of EUR per year with two significant digits."""
        if math.isnan(eur):
            return self("common.unknown")
        return self.per_year(self.money(eur))

    def money_range(self, low_eur: float, high_eur: float) -> str:
        """Write a range of EUR; each end has its own unit where one is above a million."""
        if math.isnan(low_eur) or math.isnan(high_eur):
            return self("common.unknown")
        return self("unit.range_words", low=self.money(low_eur), high=self.money(high_eur))

    def price(self, value: float, unit: str, *, significant: bool = False) -> str:
        """Write a value of the parameter table; a price in EUR is written in the reader's currency.

        In its own unit a value keeps the digits that its source, or the reader as own value, gave it. What
        is converted has two significant digits everywhere: a planning rate carries no more.

        Parameters
        ----------
        value : float
            In the table's unit.
        unit : str
            As the table has it, such as ``EUR/MWh``.
        significant : bool
            Two significant digits, for what was calculated and is no price that somebody gave.
        """
        number = self._price_number(value, unit, significant=significant)
        return f"{number} {self._price_unit(unit)}".rstrip()

    def price_range(self, low: float, high: float, unit: str) -> str:
        """Write the range of a value of the parameter table, as `price` does."""
        ends = (self._price_number(end, unit) for end in (low, high))
        return f"{self.span(*ends)} {self._price_unit(unit)}".rstrip()

    def is_converted(self, unit: str) -> bool:
        """Tell whether a value in this unit is a price that the reader sees in another currency."""
        return self.currency != "EUR" and unit.startswith("EUR/")

    def unit(self, unit: str) -> str:
        """Write a unit of the parameter table; "" for a plain number, which has none."""
        return "" if unit == NO_UNIT else self.reference(unit)

    def _price_number(self, value: float, unit: str, *, significant: bool = False) -> str:
        if self.is_converted(unit):
            return self.significant(value * self.per_eur)
        return self.significant(value) if significant else self.number(value, 4)

    def _price_unit(self, unit: str) -> str:
        written = self.unit(unit)
        return self.currency + written.removeprefix("EUR") if self.is_converted(unit) else written

    def per_year(self, text: str) -> str:
        """Add that an amount is meant per year."""
        return self("unit.per_year", amount=text)

    def span(self, low: str, high: str) -> str:
        """Join two written numbers of one unit to a range, or give one where both are the same."""
        if low == high:
            return low
        if low.startswith("\N{MINUS SIGN}") or high.startswith("\N{MINUS SIGN}"):
            return self("unit.range_words", low=low, high=high)
        return f"{low}–{high}"

    def percent(self, share: float, digits: int = 0) -> str:
        """Write a share (0-1) as per cent."""
        if math.isnan(share):
            return self("common.unknown")
        pattern = self.locale.percent_formats[None].pattern
        decimals = "." + "#" * digits if digits else ""
        written = format_percent(share, pattern.replace("#,##0", "#,##0" + decimals), locale=self.locale)
        return written.replace("-", "\N{MINUS SIGN}")

    def distance(self, km: float) -> str:
        """Write a distance in km: one decimal below 10 km, none above."""
        if math.isnan(km):
            return self("common.unknown")
        return self("unit.km", number=self.number(km, digits=1 if km < 9.95 else 0))

    def temperature(self, celsius: float) -> str:
        """Write a temperature in °C."""
        if math.isnan(celsius):
            return self("common.unknown")
        return self("unit.celsius", number=self.number(celsius))

    def about(self, text: str) -> str:
        """Say that a written figure is an estimate."""
        return self("common.about_figure", text=text)

    def date(self, date: datetime.date) -> str:
        """Write a date with the month's name."""
        return format_date(date, format="long", locale=self.locale)

    def moment(self, moment: datetime.datetime) -> str:
        """Give a date with its time in figures, as it is in the zone that it carries."""
        return format_datetime(moment, format="short", tzinfo=moment.tzinfo, locale=self.locale)

    def join(self, items: Iterable[str]) -> str:
        """Join items to one phrase with commas and "and"."""
        return format_list(list(items), style="standard", locale=self.locale)

    def _written(self, values: Mapping[str, TextValue]) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else self.number(value) for name, value in values.items()
        }


@lru_cache(maxsize=16_384)
def _write_decimal(value: float, digits: int, locale: Locale) -> str:
    """Write a rounded number; the same few thousand are written over and over, and each takes long."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, pattern, locale=locale).replace("-", "\N{MINUS SIGN}")


@cache
def texts_for(language: str) -> Texts:
    """Give the texts of a language; read once, then kept.

    Parameters
    ----------
    language : str
        One of ``LANGUAGES``.

    Raises
    ------
    KeyError
        There is no such language.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    messages = read_language(language)
    return Texts(
        language=language,
        locale=Locale.parse("en_GB" if language == "en" else language),
        messages=MappingProxyType({m.key: m.forms[0] for m in messages if not m.is_plural}),
        plurals=MappingProxyType({m.key: m.forms for m in messages if m.is_plural}),
        references=MappingProxyType(read_translations(language)),
    )
