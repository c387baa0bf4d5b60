"""Every hand-out says that other values than the usual ones are in force."""

from __future__ import annotations

from dataclasses import replace

from symgeo.analysis.scenarios import OwnValue, Values, with_values
from symgeo.analysis.selection import Filters
from symgeo.handouts.marking import marking_of
from symgeo.handouts.material import Material, narrow
from symgeo.handouts.sheets import opportunity_sheet
from symgeo.vocabulary import Audience

DEAR = Values("If the mill closes", (OwnValue("price.heat_mix_no", 140.0, 100.0, 180.0),))


def test_the_source_line_names_the_scenario_to_the_staff_alone(material: Material) -> None:
    held = replace(material.redacted, dataset=with_values(material.dataset, DEAR))
    changed = replace(material, redacted=held)
    assert "Berekna med scenarioet If the mill closes: 1 verdi" in marking_of(changed).footer
    others = replace(changed, order=replace(material.order, audience=Audience.MEETING))
    assert "Berekna med 1 verdi som ikkje er den vanlege" in marking_of(others).footer
    assert "If the mill closes" not in marking_of(others).footer
    assert "Berekna" not in marking_of(material).footer


def test_money_and_the_rate_follow_the_currency_of_the_order(material: Material) -> None:
    euro, kroner = (
        narrow(replace(material, order=replace(material.order, currency=currency)), Filters())
        for currency in ("", "NOK")
    )
    exact = euro.found["net_benefit_eur"].mask(euro.found["is_illustrative"]).dropna()
    shown = opportunity_sheet(kroner).frame["Netto nytte (NOK/år)"]
    assert shown[exact.index[0]] == round(exact.iloc[0] * 11.7, -3)
    assert "1 EUR = 11,7 NOK" in marking_of(kroner).footer
    assert "1 EUR" not in marking_of(euro).footer
