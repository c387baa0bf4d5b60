"""What the example's estimates can be compared with is what the README says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from symgeo.analysis.opportunities import IDEAS, find
from symgeo.storage.dataset import load_demo
from symgeo.texts import texts_for
from symgeo.views.real_cases import write_real_cases

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_counts_the_ideas_with_a_real_case_and_those_with_a_price() -> None:
    texts, example = texts_for("en"), load_demo()
    found = find(example)
    counted: Counter[str] = Counter()
    for _, idea in found[found["tier"].isin(IDEAS)].iterrows():
        written = write_real_cases(idea, example, texts)
        if texts("money.case_none") not in written:
            counted["related" if texts("money.case_related") in written else "own"] += 1
        else:
            counted["price" if texts("money.case_prices") in written else "nothing"] += 1
    own, related, price, nothing = (counted[name] for name in ("own", "related", "price", "nothing"))
    sentence = (
        f"Of the {counted.total()} ideas of the example {own} have a case of their own and {related} a "
        f"related one; of the other {price + nothing}, {price} have such a price, and for {nothing} ("
    )
    assert sentence in " ".join(README.read_text(encoding="utf-8").split())
