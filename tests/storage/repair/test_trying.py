"""What an action does in a large table is estimated from some of its rows."""

from __future__ import annotations

from symgeo.storage.repair.trying import Effect, ranked, try_out
from symgeo.storage.repair.wording import effect_sentence
from symgeo.texts import texts_for
from tests.storage.repair.conftest import Open

ROWS = 2_400
WRONG = 600


def test_a_large_table_is_tried_in_part(open_text: Open) -> None:
    words = ["barkk" if place < WRONG else "bark" for place in range(ROWS)]
    lines = [
        f"Anlegg {n} {chr(97 + n % 26)}{n};Orkland;{word};har;{900 + n};t" for n, word in enumerate(words)
    ]
    file = open_text("\n".join(["Anlegg;Kommune;Ressurs;Retning;Mengde;Enhet", *lines, ""]))
    groups = file.groups
    effects = try_out(file.reading, file.state, file.found, groups, file.knowledge)
    best = effects[ranked(groups[0], effects)[0].key]
    assert (len(groups), len(groups[0].rows)) == (1, WRONG)
    assert best == Effect(WRONG, is_estimate=True)
    assert effect_sentence(best, texts_for("en")).endswith("600 rows become good")
