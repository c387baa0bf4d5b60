"""Who gives what to whom: the sites' names and what passes, and the same in words and as a table."""

from __future__ import annotations

from html import unescape

import pandas as pd
import pytest

from symgeo.analysis.planning import NAMED, OTHERS, Links
from symgeo.views import figures
from symgeo.views.figures import Figure
from symgeo.vocabulary import LANGUAGES
from tests.views import figure_frames as frames
from tests.views.map_frames import HOSTILE

NAMES = pd.Series({"A": "Mill", "B": "Smelter", "C": "Town"})


def links() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "giver": ["A", "B"],
            "supply_resource": ["heat_60_100", "heat_30_60"],
            "demand_resource": ["heat_60_100", "heat_60_100"],
            "receiver": ["C", "C"],
            **{end: [4_000.0, 1_234.0] for end in ("amount", "low", "high")},
            "example_amount": [0.0, 1_234.0],
            "pairs": [3, 1],
        }
    )


def drawn(
    frame: pd.DataFrame | None = None,
    language: str = "en",
    *,
    counts: tuple[int, int] = (2, 1),
    names: pd.Series = NAMES,
) -> Figure:
    shown = Links(links() if frame is None else frame, *counts)
    return figures.givers_to_receivers(shown, "MWh", names, frames.drawing(language))


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_bands_run_from_giver_by_resource_to_receiver_with_their_names() -> None:
    (sankey,) = drawn().plot.data
    ends = [
        (unescape(sankey.node.label[a]), unescape(sankey.node.label[b]), value)
        for a, b, value in zip(sankey.link.source, sankey.link.target, sankey.link.value, strict=True)
    ]
    assert ends == [
        ("Mill", "heat_60_100", 4_000.0),
        ("Smelter", "heat_30_60", 1_000.0),
        ("heat_60_100", "Town", 4_000.0),
        ("heat_30_60", "Town", 1_000.0),
    ]
    assert "Mill → Town" in sankey.link.customdata[0]
    assert "about 1,000–10,000 MWh/yr" in spaced(sankey.link.customdata[1])


def test_words_and_table_name_the_same_givers_and_receivers() -> None:
    figure = drawn()
    assert "Mill → Town: heat_60_100, 4,000 MWh/yr." in spaced(figure.alt)
    assert figure.data[["From", "Surplus", "To"]].to_numpy().tolist() == [
        ["Mill", "heat_60_100", "Town"],
        ["Smelter", "heat_30_60", "Town"],
    ]
    # An example figure is told as an order of magnitude, in the table as well.
    exact, written = figure.data.iloc[:, 4], figure.data["Amount in words"]
    assert exact.isna().tolist() == [False, True]
    assert spaced(written[1]) == "about 1,000–10,000 MWh/yr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_stands_together_is_said_in_words(language: str) -> None:
    frame = links().assign(giver=["A", OTHERS])
    figure = drawn(frame, language, counts=(NAMED + 30, 1))
    (sankey,) = figure.plot.data
    assert any("30" in text for text in sankey.node.label)
    for said in (figure.alt, figure.source):
        assert str(NAMED) in said
        assert str(NAMED + 30) in said


def test_two_sites_of_one_name_stay_two() -> None:
    (sankey,) = drawn(names=NAMES.replace("Smelter", "Mill")).plot.data
    assert list(sankey.node.label).count("Mill") == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_no_markup(name: str) -> None:
    (sankey,) = drawn(names=NAMES.replace("Mill", name)).plot.data
    left = "".join([*sankey.node.label, *sankey.node.customdata, *sankey.link.customdata])
    for tag in ("<b>", "</b>", "<br>"):
        left = left.replace(tag, "")
    assert "<" not in left


def test_an_empty_plan_says_that_there_is_nothing_to_draw() -> None:
    assert drawn(links().iloc[:0]).is_empty


def test_a_name_without_spaces_keeps_to_its_side() -> None:
    (sankey,) = drawn(names=NAMES.replace("Mill", "Å" * 200)).plot.data
    long = next(text for text in sankey.node.label if "Å" in text)
    assert max(len(line) for line in long.split("<br>")) <= 22
    assert any("Å" * 200 in text for text in sankey.node.customdata)
