"""Every hand-out says that other values than the usual ones are in force."""

from __future__ import annotations

from dataclasses import replace

from symgeo.analysis.scenarios import OwnValue, Values, with_values
from symgeo.handouts.marking import marking_of
from symgeo.handouts.material import Material
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
