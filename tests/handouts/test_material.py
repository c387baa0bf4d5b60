"""What the files of a package share is made once, and not kept beyond the package."""

from __future__ import annotations

from symgeo.handouts.material import Material, narrow
from symgeo.handouts.sheets import municipality_sums


def test_with_a_shelf_a_thing_is_made_once_and_without_one_each_time(material: Material) -> None:
    assert material.once(municipality_sums) is not material.once(municipality_sums)
    shared = material.with_shelf()
    assert shared.once(municipality_sums) is shared.once(municipality_sums)
    assert shared.once(municipality_sums).equals(municipality_sums(material))
    assert shared.with_shelf().once(municipality_sums) is not shared.once(municipality_sums)


def test_another_selection_does_not_find_what_was_made_of_this_one(material: Material) -> None:
    shared = material.with_shelf()
    shared.once(municipality_sums)
    assert narrow(shared, shared.order.filters).shelf is None
