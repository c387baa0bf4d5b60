"""What the example's estimates can be compared with is what the README says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from symgeo.analysis.opportunities import IDEAS, find
from symgeo.storage.dataset import load_demo
from symgeo.texts import texts_for
from symgeo.views.real_cases import write_real_cases

README = Path(__file__).parents[2] / "README.md"


def test_every_idea_has_a_real_case_beside_it_as_the_readme_counts() -> None:
    texts, example = texts_for("en"), load_demo()
    found = find(example)
    counted: Counter[str] = Counter()
    ideas = found[found["tier"].isin(IDEAS)]
    for _, idea in ideas.iterrows():
        written = write_real_cases(idea, example, texts)
        if texts("money.case_none") not in written:
            counted["own" if texts("money.case") in written else "related"] += 1
    own, related = counted["own"], counted["related"]
    assert own + related == len(ideas)
    sentence = (
        f"Each of the {len(ideas)} ideas of the example has a real case beside it: {own} of "
        f"the same resource, {related} ("
    )
    assert sentence in " ".join(README.read_text(encoding="utf-8").split())
