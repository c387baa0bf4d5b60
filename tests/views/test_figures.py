"""Figures show the numbers they are given, in words too, and never run what a name holds."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from symgeo.views import figures
from symgeo.views.figures import Chosen, Figure
from symgeo.vocabulary import LANGUAGES
from tests.views import figure_frames as frames
from tests.views.map_frames import HOSTILE

Draw = Callable[..., Figure]


def every_figure(language: str = "en", name: str = "{code}", place: str = "Trøndelag") -> dict[str, Figure]:
    drawing = frames.drawing(language, name=name)
    places = {"5059": place, "1515": place, "NO-50": place}

    def one(frame_of: Callable[[], object]) -> list[figures.Panel]:
        return [frames.panel(frame_of(), place)]  # type: ignore[arg-type]  # frames, passed through

    return {
        "groups": figures.groups_by_tier(one(frames.group_tiers), drawing),
        "municipalities": figures.municipalities_by_tier(
            [frames.panel(frames.by_place(["5059", "1515"]), place)], places, drawing
        ),
        "counties": figures.counties_by_tier(frames.by_place(["NO-50"]), places, drawing),
        "distances": figures.distances(one(frames.distances), drawing),
        "amounts": figures.amounts_by_group(one(frames.group_amounts), "MWh", drawing),
        "heat": figures.heat_bands(one(frames.heat_bands), drawing),
        "electricity": figures.electricity_freed(one(frames.by_resource), drawing),
        "links": figures.surplus_to_need(one(frames.flow_links)[0], "MWh", drawing),
        "missing": figures.missing(one(frames.missing), drawing),
        "evidence": figures.evidence_share(one(frames.evidence_share), drawing),
    }


def bars(figure: Figure) -> list[tuple[str, str, float]]:
    """Row, series and length of each bar drawn; the invisible ones of the legend are left out."""
    drawn = [trace for trace in figure.plot.data if isinstance(trace, go.Bar) and trace.x != (None,)]
    return [
        (row, trace.name, length) for trace in drawn for row, length in zip(trace.y, trace.x, strict=True)
    ]


def hovers(figure: Figure) -> list[str]:
    return [text for trace in figure.plot.data for text in (getattr(trace, "hovertext", None) or ())]


def spaced(text: str) -> str:
    """Number and unit are kept on one line; that is not what these tests are about."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_groups_are_stacked_by_tier_largest_first() -> None:
    figure = every_figure()["groups"]
    assert bars(figure) == [
        ("heat", "Quick win", 2),
        ("heat", "Investigate", 1),
        ("organic", "Investigate", 5),
        ("heat", "Exists or taken", 4),
    ]
    assert figure.plot.layout.yaxis.categoryarray == ("heat", "organic")


def test_alt_text_tells_the_main_numbers() -> None:
    assert every_figure()["groups"].alt == (
        "Opportunities by kind of resource. Trøndelag: 8 opportunities, 2 of them quick wins, "
        "and 4 that exist, are taken or stop on one condition. Most: organic (5) and heat (3)."
    )


def test_two_places_share_rows_and_axis() -> None:
    only_organic = frames.group_tiers().iloc[3:]
    panels = [frames.panel(frames.group_tiers()), frames.panel(only_organic, "Møre og Romsdal", "NO-15")]
    plot = figures.groups_by_tier(panels, frames.drawing()).plot
    assert plot.layout.yaxis.categoryarray == plot.layout.yaxis2.categoryarray
    assert plot.layout.xaxis2.matches == "x"
    titles = [one.text for one in plot.layout.annotations]
    assert titles == ["Trøndelag", "Møre og Romsdal", "Number of opportunities"]


def few(count: int) -> pd.DataFrame:
    return pd.DataFrame({"resource_group": ["heat"] * 2, "tier": ["A", "B"], "opportunities": [1, count - 1]})


@pytest.mark.parametrize(("count", "step"), [(1, 1), (2, 1), (4, 1), (5, None), (300, None)])
def test_a_few_counts_have_whole_numbers_on_their_axis_and_each_once(count: int, step: int | None) -> None:
    axis = figures.groups_by_tier([frames.panel(few(count))], frames.drawing()).plot.layout.xaxis
    assert (axis.tick0, axis.dtick, axis.nticks) == ((0, 1, None) if step else (None, None, 5))


@pytest.mark.parametrize("name", ["groups", "amounts", "heat", "electricity", "missing"])
def test_the_numbers_of_an_axis_are_never_turned_into_its_title(name: str) -> None:
    assert every_figure()[name].plot.layout.xaxis.tickangle == 0


def test_bars_beside_each_other_are_not_added_for_the_steps_of_the_axis() -> None:
    lines = [(code, kind) for code in ("heat_30_60",) for kind in ("no_taker", "no_source") for _ in range(3)]
    flows = pd.DataFrame(lines, columns=["resource_code", "kind"])
    assert figures.missing([frames.panel(flows)], frames.drawing()).plot.layout.xaxis.dtick == 1


def test_the_title_of_an_axis_ends_where_the_plot_ends_below_its_numbers() -> None:
    figure = every_figure()["evidence"].plot
    title = figure.layout.annotations[-1]
    assert (title.text, title.x, title.xanchor, title.align) == (
        "Number of opportunities",
        1,
        "right",
        "right",
    )
    assert (title.y, title.yanchor) == (0, "top")
    assert figure.layout.margin.b >= -title.yshift + 1.5 * title.font.size
    # One row is lower than what Plotly keeps free of margins by itself.
    assert figure.layout.minreducedheight <= 30


def test_only_the_fifteen_largest_municipalities_are_drawn_but_all_can_be_downloaded() -> None:
    numbers = [str(number) for number in range(5001, 5021)]
    names = {number: f"Place {number}" for number in numbers}
    figure = figures.municipalities_by_tier([frames.panel(frames.by_place(numbers))], names, frames.drawing())
    assert len(figure.plot.layout.yaxis.categoryarray) == 15
    assert figure.plot.layout.yaxis.categoryarray[0] == "5020"
    assert figure.data["Municipality"].nunique() == 20
    assert "the 15 municipalities" in figure.source


def test_two_counties_have_the_municipalities_of_their_own() -> None:
    panels = [frames.panel(frames.by_place(["5059"])), frames.panel(frames.by_place(["1515"]), "M", "NO-15")]
    figure = figures.municipalities_by_tier(panels, {"5059": "Orkland", "1515": "Herøy"}, frames.drawing())
    assert figure.plot.layout.yaxis.ticktext == ("Orkland",)
    assert figure.plot.layout.yaxis2.ticktext == ("Herøy",)


def test_places_have_no_sum_because_a_pair_counts_in_both() -> None:
    figure = every_figure()["counties"]
    assert figure.alt == "Opportunities by county. All counties, most opportunities: Trøndelag (1)."
    assert figure.source.endswith("An opportunity between two places counts in both.")


def test_distances_fall_into_classes_with_their_lower_end() -> None:
    figure = every_figure()["distances"]
    assert bars(figure) == [
        ("0", "Quick win", 1),
        ("1", "Quick win", 1),
        ("3", "Investigate", 1),
        ("8", "Long shot", 1),
    ]
    assert list(figure.plot.layout.yaxis.ticktext)[:2] == ["0–1 km", "1–2 km"]
    assert figure.plot.layout.yaxis.ticktext[-1] == "200 km and more"


def test_amounts_of_other_units_are_left_out() -> None:
    figure = every_figure()["amounts"]
    assert {row for row, _, _ in bars(figure)} == {"heat"}
    assert figures.units_of(frames.group_amounts()) == ("MWh", "t")


def test_example_figures_are_hatched_and_told_as_order_of_magnitude() -> None:
    figure = every_figure()["amounts"]
    # 54,567 MWh together: told in GWh; the example part is drawn as 30 of its 34.567 GWh.
    assert bars(figure) == [("heat", "Known figures", 20.0), ("heat", "Example figures", 30.0)]
    solid, hatched = (trace for trace in figure.plot.data if trace.hovertext)
    assert solid.marker.pattern.shape is None
    assert hatched.marker.pattern.shape == "/"
    assert "about 10–100 GWh/yr" in spaced(hatched.hovertext[0])
    assert "34" not in hatched.hovertext[0]
    amounts = figure.data["Amount (MWh per year; example figures left out)"]
    assert amounts.iloc[0] == 20_000.0
    assert amounts.isna().tolist() == [False, True]
    assert "Hatched" in figure.source


def test_heat_stands_as_surplus_beside_need_in_the_order_of_temperature() -> None:
    figure = every_figure()["heat"]
    assert sorted(bars(figure)) == [
        ("heat_30_60", "Surplus, example figures", 1_000.0),
        ("heat_60_100", "Need, known figures", 2_500.0),
        ("heat_60_100", "Surplus, known figures", 4_000.0),
    ]
    assert figure.plot.layout.yaxis.categoryarray == ("heat_30_60", "heat_60_100")
    assert {trace.offsetgroup for trace in figure.plot.data} == {"supply", "demand"}


def test_electricity_used_is_drawn_below_zero_and_resources_without_any_are_left_out() -> None:
    figure = every_figure()["electricity"]
    assert sorted(bars(figure)) == [
        ("heat_30_60", "Example figures", -50.0),
        ("heat_60_100", "Known figures", 300.0),
    ]
    assert any("uses about 10–100 MWh/yr more" in spaced(text) for text in hovers(figure))


def test_bands_have_the_width_of_their_amount() -> None:
    figure = every_figure()["links"]
    (sankey,) = figure.plot.data
    assert sankey.link.value == (4_000.0, 1_000.0)
    assert sankey.link.source == (0, 1)
    assert sankey.link.target == (2, 2)
    assert "heat_60_100 → heat_60_100" in sankey.link.customdata[0]
    assert "4,000 MWh/yr" in spaced(sankey.link.customdata[0])
    assert "about 1,000–10,000 MWh/yr" in spaced(sankey.link.customdata[1])


def test_missing_counts_flows_of_both_kinds() -> None:
    assert sorted(bars(every_figure()["missing"])) == [
        ("heat", "Need without a source", 1),
        ("heat", "Surplus without a taker", 1),
        ("organic", "Surplus without a taker", 1),
    ]


def test_evidence_adds_up_over_tiers_best_first() -> None:
    assert bars(every_figure()["evidence"]) == [("NO-50", "Derived", 2), ("NO-50", "Example figure", 7)]


def test_a_chosen_bar_says_what_it_filters_by() -> None:
    groups, far = every_figure()["groups"], every_figure()["distances"]
    first = next(trace for trace in groups.plot.data if trace.customdata)
    assert figures.chosen([{"customdata": first.customdata[0]}]) == Chosen(
        counties=("NO-50",), resources=("heat",), tiers=("A",)
    )
    near = next(trace for trace in far.plot.data if trace.customdata)
    both = figures.chosen([{"customdata": one} for one in near.customdata])
    assert both == Chosen(counties=("NO-50",), tiers=("A",), max_distance_km=2.0)


def test_a_press_beside_the_bars_chooses_nothing() -> None:
    assert figures.chosen([{"x": 1}, {"customdata": None}]) == Chosen()


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_and_never_read_as_markup(name: str) -> None:
    own = {"<b>", "</b>", "<br>", "<extra>", "</extra>"}
    safe = name.replace("{", "{{").replace("}", "}}")
    for figure in every_figure(name=safe + " {code}", place=name).values():
        written = [*hovers(figure), *_labels(figure.plot)]
        left = "".join(written)
        for tag in own:
            left = left.replace(tag, "")
        assert "<" not in left
        assert ">" not in left


def _labels(plot: go.Figure) -> list[str]:
    axes = [axis for key, axis in plot.layout.to_plotly_json().items() if key.startswith("yaxis")]
    ticks = [text for axis in axes for text in axis.get("ticktext", ())]
    bands = [trace for trace in plot.data if isinstance(trace, go.Sankey)]
    nodes = [
        text for band in bands for text in (*band.node.label, *band.node.customdata, *band.link.customdata)
    ]
    return [*ticks, *nodes, *(one.text for one in plot.layout.annotations)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_title_words_source_and_data_in_every_language(language: str) -> None:
    for figure in every_figure(language).values():
        assert figure.alt.startswith(figure.title)
        assert figure.alt.endswith(".")
        assert figure.source.endswith(".")
        assert not figure.is_empty
        assert "http" not in figure.plot.to_json()


def test_numbers_on_the_axis_are_written_as_the_reader_writes_them() -> None:
    assert every_figure("en")["groups"].plot.layout.separators == ".,"
    assert every_figure("sv")["groups"].plot.layout.separators == ",\N{NO-BREAK SPACE}"


def test_without_data_a_figure_says_so() -> None:
    drawing = frames.drawing()
    figure = figures.groups_by_tier([frames.panel(frames.group_tiers().iloc[:0])], drawing)
    assert figure.is_empty
    assert figure.alt == "Nothing to show with these choices."
    assert figures.surplus_to_need(frames.panel(frames.flow_links().iloc[:0]), "MWh", drawing).is_empty
    assert figures.missing([frames.panel(frames.missing().iloc[:0])], drawing).is_empty


def test_nothing_in_a_figure_calls_a_host() -> None:
    config = figures.plot_config()
    assert config["displaylogo"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displayModeBar"] is False
