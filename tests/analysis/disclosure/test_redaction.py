"""Nothing that is hidden from an audience can be worked back from what it is given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import Redacted, blurring, redact, suppress_small_groups
from symgeo.analysis.opportunities import find
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    AMOUNTS,
    CONFIDENTIAL_FLOW,
    CONFIDENTIAL_SITE,
    INTERNAL_FLOW,
    INTERNAL_SITE,
    NAMES,
    changed,
    cut_to,
    secret_texts,
    with_secrets,
)

SHOWN = (Audience.MEETING, Audience.PUBLIC)


@pytest.fixture(scope="module")
def full(example: Dataset) -> Dataset:
    """Give a part of the example with secrets, without land so that it is quick."""
    near = example.sites["municipality"].isin(["Orkland", "Trondheim", "Skaun"])
    return cut_to(with_secrets(example), near)


def written(redacted: Redacted) -> str:
    """Write everything that an audience gets as one text."""
    dataset = redacted.dataset
    frames = [pd.DataFrame(dataset.sites).drop(columns="geometry"), dataset.flows, dataset.exchanges]
    reference = dataset.reference
    frames += [reference.precedents, reference.parameters, reference.rules]
    return dataset.revision + "".join(frame.to_csv() for frame in frames)


@pytest.fixture(scope="module")
def written_of_full(full: Dataset) -> dict[Audience, str]:
    return {audience: written(redact(full, audience, NAMES)) for audience in Audience}


def leaks(dataset: Dataset, audience: Audience) -> list[str]:
    text = written(redact(dataset, audience, NAMES))
    return [secret for secret in secret_texts(dataset) if secret in text]


def test_staff_see_what_is_there(full: Dataset) -> None:
    assert redact(full, Audience.STAFF, NAMES).dataset is full


@pytest.mark.parametrize("audience", SHOWN)
def test_no_hidden_name_place_or_amount_is_left(full: Dataset, audience: Audience) -> None:
    assert leaks(full, audience) == []


@pytest.mark.parametrize("blurring_of", ["amount_bands", "coarse_positions"])
def test_the_search_for_leaks_finds_them_when_a_blurring_is_switched_off(
    full: Dataset, blurring_of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sharp = {
        "amount_bands": lambda amounts: (amounts, amounts, amounts),
        "coarse_positions": lambda lon, lat: (lon, lat),
    }
    monkeypatch.setattr(blurring, blurring_of, sharp[blurring_of])
    assert leaks(full, Audience.MEETING)


def test_an_internal_site_is_blurred_for_a_meeting_and_its_flows_with_it(full: Dataset) -> None:
    redacted = redact(full, Audience.MEETING, NAMES)
    site = redacted.dataset.sites.loc[redacted.site_ids[INTERNAL_SITE]]
    assert site["name"] == "Site in Orkland (industry)"
    assert site["nace"] == "24"
    flow = redacted.dataset.flows.loc[redacted.flow_ids["F0001"]]
    assert [flow["quantity"], flow["quantity_low"], flow["quantity_high"]] == [60_000.0, 30_000.0, 100_000.0]
    assert full.flows.loc["F0001", "openness"] == "open"


def test_an_open_site_keeps_its_name_when_one_of_its_flows_is_internal(full: Dataset) -> None:
    redacted = redact(full, Audience.MEETING, NAMES)
    flow = redacted.dataset.flows.loc[redacted.flow_ids[INTERNAL_FLOW]]
    assert flow["quantity"] == 20_000.0
    owner = full.sites.loc[full.flows.loc[INTERNAL_FLOW, "site_id"], "name"]
    assert redacted.dataset.sites.loc[flow["site_id"], "name"] == owner


@pytest.mark.parametrize(
    ("audience", "flow"), [(Audience.MEETING, CONFIDENTIAL_FLOW), (Audience.PUBLIC, INTERNAL_FLOW)]
)
def test_what_is_left_out_has_no_id(full: Dataset, audience: Audience, flow: str) -> None:
    redacted = redact(full, audience, NAMES)
    assert flow not in redacted.flow_ids
    assert redacted.opportunity_id(f"{flow}~F0002") == ""


def test_the_public_gets_no_illustrative_flow(full: Dataset) -> None:
    assert "illustrative" not in set(redact(full, Audience.PUBLIC, NAMES).dataset.flows["evidence"])


def test_ids_have_no_gaps(full: Dataset) -> None:
    dataset = redact(full, Audience.MEETING, NAMES).dataset
    assert sorted(dataset.sites.index) == [f"S{n:03d}" for n in range(1, len(dataset.sites) + 1)]
    assert sorted(dataset.flows.index) == [f"F{n:03d}" for n in range(1, len(dataset.flows) + 1)]


def test_a_word_for_openness_that_is_unknown_hides(full: Dataset) -> None:
    world = changed(full, sites={"TR002": {"openness": "perhaps"}}, flows={})
    assert "TR002" not in redact(world, Audience.MEETING, NAMES).site_ids


def test_a_code_is_no_text_that_could_tell_of_an_amount(full: Dataset) -> None:
    world = changed(full, sites={}, flows={INTERNAL_FLOW: {"quantity": 100.0}})
    kept = redact(world, Audience.MEETING, NAMES).dataset
    assert set(kept.flows["resource_code"]) <= set(full.flows["resource_code"])
    assert set(kept.exchanges["resource_code"]) <= set(full.exchanges["resource_code"])


def test_only_texts_that_tell_of_hidden_companies_are_emptied(full: Dataset) -> None:
    redacted = redact(full, Audience.MEETING, NAMES)
    back = {new: old for old, new in redacted.site_ids.items()}
    shown = redacted.dataset.sites
    same = shown[shown["openness"] == "open"]
    assert (same["name"].to_numpy() == full.sites.loc[[back[s] for s in same.index], "name"].to_numpy()).all()
    assert (same["source"] != "").mean() > 0.8


# A place, name or amount that an attacker would like to know: any of these must give the same outputs.
_NAME = st.text("abcdefghjkmpqvwxyz", min_size=4, max_size=12).map(str.title)
_WITHIN = st.floats(0.02, 0.98)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(share=_WITHIN, east=_WITHIN, north=_WITHIN, hidden_amount=st.floats(1, 1e6), name=_NAME)
def test_two_worlds_that_differ_in_secrets_alone_give_the_same_outputs(
    full: Dataset,
    written_of_full: dict[Audience, str],
    share: float,
    east: float,
    north: float,
    hidden_amount: float,
    name: str,
) -> None:
    """Whoever sees both outputs cannot tell the worlds apart, so no secret can be worked back from them."""
    # A number that an open text happens to hold makes that text empty, and that is meant.
    assume(f"{hidden_amount:.0f}" not in written_of_full[Audience.STAFF])
    bands = {"F0001": (30_000, 100_000), "F0002": (30_000, 100_000), INTERNAL_FLOW: (10_000, 30_000)}
    inside = {flow: {"quantity": low + share * (high - low)} for flow, (low, high) in bands.items()}
    inside[CONFIDENTIAL_FLOW] = {"quantity": hidden_amount, "temp_c": 20 + 60 * share}
    corner_lat, corner_lon = _inside_finest_cell(full, east, north)
    other = changed(
        full,
        sites={
            INTERNAL_SITE: {"lat": corner_lat, "lon": corner_lon, "capacity": name, "main_product": name},
            CONFIDENTIAL_SITE: {"lat": 63.0 + north, "lon": 9.0 + east, "capacity": name, "nace": "10.20"},
        },
        flows=inside,
    )
    for audience in SHOWN:
        assert written(redact(other, audience, NAMES)) == written_of_full[audience]


def test_opportunities_follow_from_what_is_shown(full: Dataset) -> None:
    other = changed(full, sites={}, flows={"F0001": {"quantity": 31_000.0}, "F0002": {"quantity": 99_000.0}})
    first, second = (find(redact(world, Audience.MEETING, NAMES).dataset) for world in (full, other))
    pd.testing.assert_frame_equal(first, second)


def test_confidential_rows_change_nothing(full: Dataset) -> None:
    gone = replace(
        full,
        sites=full.sites.drop(index=CONFIDENTIAL_SITE),
        flows=full.flows[
            (full.flows["site_id"] != CONFIDENTIAL_SITE) & (full.flows.index != CONFIDENTIAL_FLOW)
        ],
        exchanges=full.exchanges[
            (full.exchanges["supplier_site_id"] != CONFIDENTIAL_SITE)
            & (full.exchanges["receiver_site_id"] != CONFIDENTIAL_SITE)
        ],
    )
    for audience in SHOWN:
        kept = redact(full, audience, NAMES).dataset
        without = redact(gone, audience, NAMES).dataset
        columns = ["name", "lat", "lon", "openness"]
        pd.testing.assert_frame_equal(pd.DataFrame(kept.sites[columns]), pd.DataFrame(without.sites[columns]))
        assert kept.flows["quantity"].tolist() == without.flows["quantity"].tolist()


def test_the_order_of_the_rows_tells_nothing(full: Dataset) -> None:
    hidden = full.flows["site_id"] == INTERNAL_SITE
    turned = replace(full, flows=pd.concat([full.flows[~hidden], full.flows[hidden][::-1]]))
    assert written(redact(turned, Audience.MEETING, NAMES)) == written(redact(full, Audience.MEETING, NAMES))


def _inside_finest_cell(full: Dataset, east: float, north: float) -> tuple[float, float]:
    """Give another place in the finest cell of the internal site."""

    there = Transformer.from_crs("EPSG:4326", "EPSG:25833", always_xy=True)
    x, y = there.transform(full.sites.loc[INTERNAL_SITE, "lon"], full.sites.loc[INTERNAL_SITE, "lat"])
    size = blurring.FINEST_CELL_M
    moved = ((x // size + east) * size, (y // size + north) * size)
    lon, lat = there.transform(*moved, direction="INVERSE")
    return lat, lon


def test_bands_begin_at_one_and_three() -> None:
    value, low, high = blurring.amount_bands(np.array([1_000.0, 2_999.0, 3_000.0, 0.5, np.nan, 0.0]))
    np.testing.assert_allclose(value, [2_000, 2_000, 6_000, 0.6, np.nan, np.nan])
    np.testing.assert_allclose(low, [1_000, 1_000, 3_000, 0.3, np.nan, np.nan])
    np.testing.assert_allclose(high, [3_000, 3_000, 10_000, 1.0, np.nan, np.nan])


def test_three_near_sites_share_a_cell_and_a_lonely_one_gets_the_largest() -> None:
    lon = np.array([9.85, 9.851, 9.852, 15.0])
    lat = np.array([63.3, 63.3, 63.3, 65.0])
    coarse_lon, coarse_lat = blurring.coarse_positions(lon, lat)
    assert len(set(zip(coarse_lon[:3], coarse_lat[:3], strict=True))) == 1
    assert abs(coarse_lat[0] - 63.3) < 0.04
    assert 0 < abs(coarse_lat[3] - 65.0) < 0.4


def test_a_small_group_and_its_complement_are_not_shown() -> None:
    sums = pd.DataFrame({"amount": [10.0, 20.0, 30.0, 0.0]}, index=["a", "b", "c", "d"])
    members = pd.Series({"a": 2, "b": 5, "c": 9, "d": 0})
    blurred = pd.Series({"a": 1, "b": 1, "c": 0, "d": 0})
    shown = suppress_small_groups(sums, members, blurred)["amount"]
    assert shown.isna().tolist() == [True, True, False, False]


def test_groups_without_anything_blurred_are_shown() -> None:
    sums = pd.DataFrame({"amount": [10.0, 20.0]}, index=["a", "b"])
    none = pd.Series({"a": 0, "b": 0})
    assert suppress_small_groups(sums, pd.Series({"a": 1, "b": 1}), none)["amount"].tolist() == [10.0, 20.0]


def test_the_amounts_of_the_world_are_really_in_their_bands() -> None:
    value, _, _ = blurring.amount_bands(np.array(list(AMOUNTS.values())))
    assert value.tolist() == [60_000.0, 60_000.0, 20_000.0, 20_000.0]
