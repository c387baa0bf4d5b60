"""What must hold of the data that is shipped (method, section 0)."""

from __future__ import annotations

import re

import geopandas as gpd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.storage.dataset import DATA_FOLDER, load_demo
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import check
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

FILES = {
    "sites": "demo/sites.csv",
    "flows": "demo/flows.csv",
    "exchanges": "demo/exchanges.csv",
    "rules": "reference/compatibility.csv",
    **{
        table: f"reference/{table}.csv"
        for table in (
            "resources",
            "parameters",
            "precedents",
            "municipalities",
            "units",
            "hubs",
            "benchmarks",
            "cases",
        )
    },
}
COUNTIES = {"NO-50": 51, "NO-15": 46, "SE-Y": 34}
MUNICIPALITIES = {"NO-50": 38, "NO-15": 27, "SE-Y": 7}


@pytest.fixture(scope="module")
def demo() -> Dataset:
    return load_demo()


@pytest.mark.parametrize("table", FILES)
def test_a_file_is_utf8_with_plain_line_ends_and_no_blanks_around_cells(table: str) -> None:
    content = (DATA_FOLDER / FILES[table]).read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not re.search(rb"(^|,) | (,|$)", content.replace(b", ", b",."), re.MULTILINE)


@pytest.mark.parametrize("table", FILES)
def test_a_file_has_the_columns_of_its_dictionary(table: str) -> None:
    cells = read_csv_table(DATA_FOLDER / FILES[table])
    expected = [column.name for column in dictionary(table).columns if column.name != "county_by"]
    assert cells.columns.tolist() == expected
    assert check(cells, dictionary(table)).issues == ()


@pytest.mark.parametrize("table", FILES)
def test_a_key_stands_in_one_row(table: str) -> None:
    keys = read_csv_table(DATA_FOLDER / FILES[table])[dictionary(table).key]
    assert keys.is_unique


def test_sites_and_municipalities_are_complete(demo: Dataset) -> None:
    assert demo.sites["county_code"].value_counts().to_dict() == COUNTIES
    counted = demo.reference.municipalities["county_code"].value_counts().to_dict()
    assert counted == MUNICIPALITIES


def test_every_site_gets_its_county_by_number_and_lies_near_it(demo: Dataset) -> None:
    assert set(demo.sites["county_by"]) == {"number"}
    counties = demo.reference.counties.geometry.to_crs(CRS_METRIC).buffer(2_000)
    own = counties.loc[demo.sites["county_code"]]
    assert demo.sites.geometry.to_crs(CRS_METRIC).within(own, align=False).all()


def test_a_municipality_number_begins_with_its_county(demo: Dataset) -> None:
    municipalities = demo.reference.municipalities
    number = municipalities["county_code"].map(demo.reference.counties["number"])
    assert (municipalities.index.str.slice(0, 2) == number).all()


def test_a_seat_lies_in_its_county(demo: Dataset) -> None:
    municipalities = demo.reference.municipalities
    seats = gpd.GeoSeries.from_xy(municipalities["seat_lon"], municipalities["seat_lat"], crs=CRS_GEOGRAPHIC)
    counties = demo.reference.counties.geometry.to_crs(CRS_METRIC).buffer(2_000)
    own = counties.loc[municipalities["county_code"]]
    assert seats.to_crs(CRS_METRIC).within(own, align=False).all()


def test_two_municipalities_never_share_a_name(demo: Dataset) -> None:
    rows = demo.reference.municipalities[["name", "other_names"]]
    names = [name for row in rows.to_numpy() for name in {row[0], *row[1].split(";")} if name]
    assert len(names) == len({name.casefold() for name in names})


def test_cooling_water_and_its_heat_are_one_stream(demo: Dataset) -> None:
    flows = demo.flows[demo.flows["resource_code"].isin(["water_cooling", "heat_lt30"])]
    sides = flows.groupby(["site_id", "direction"])
    both = sides.filter(lambda side: side["resource_code"].nunique() == 2)
    assert len(both) == 4
    assert (both["stream_id"] != "").all()
    assert (both.groupby(["site_id", "direction"])["stream_id"].nunique() == 1).all()


def test_a_stream_lies_at_one_site_on_one_side(demo: Dataset) -> None:
    streams = demo.flows[demo.flows["stream_id"] != ""].groupby("stream_id")
    assert (streams["site_id"].nunique() == 1).all()
    assert (streams["direction"].nunique() == 1).all()
    assert (streams.size() >= 2).all()


def test_a_pool_lies_at_one_site_and_counts_in_one_unit(demo: Dataset) -> None:
    pools = demo.flows[demo.flows["pool_id"] != ""].groupby("pool_id")
    assert (pools["site_id"].nunique() == 1).all()
    assert (pools["unit"].nunique() == 1).all()


def test_what_a_network_joins_is_more_than_one_site(demo: Dataset) -> None:
    networks = demo.sites["network_id"].str.split(";").explode()
    assert (networks[networks != ""].value_counts() >= 2).all()


def test_low_amount_and_high_are_in_order(demo: Dataset) -> None:
    flows = demo.flows
    assert (flows["quantity_low"] <= flows["quantity"]).all()
    assert (flows["quantity"] <= flows["quantity_high"]).all()


def test_temperatures_lie_in_the_band_of_their_resource(demo: Dataset) -> None:
    temp_c = demo.flows["temp_c"]
    low = demo.flows["resource_code"].map(demo.reference.resources["temp_min_c"])
    high = demo.flows["resource_code"].map(demo.reference.resources["temp_max_c"])
    assert demo.flows[(temp_c < low) | (temp_c > high)].empty


def test_a_flow_is_as_sure_as_its_evidence(demo: Dataset) -> None:
    assert (demo.flows.loc[demo.flows["evidence"] == "illustrative", "confidence"] == "D").all()
    assert (demo.flows.loc[demo.flows["evidence"] != "illustrative", "confidence"] != "D").all()


def test_scrap_steel_and_aluminium_are_apart(demo: Dataset) -> None:
    rules = demo.reference.rules
    assert not ((rules["supply_code"] == "scrap_steel") & (rules["demand_code"] == "scrap_aluminium")).any()
    assert "scrap" not in demo.reference.resources.index


def test_a_value_factor_is_the_efficiency_times_what_is_replaced(demo: Dataset) -> None:
    rules = demo.reference.rules
    expected = rules["efficiency"] * rules["subst_ratio"]
    assert ((rules["value_factor"] - expected).abs() <= 0.02 * expected).all()


def test_digestate_is_not_paid_as_pure_nitrogen(demo: Dataset) -> None:
    fertilised = demo.reference.rules.query("subst_param.str.startswith('fertiliser')", engine="python")
    assert (fertilised["value_factor"] < 0.05).all()


def test_a_tonne_never_counts_as_more_than_two_tonnes(demo: Dataset) -> None:
    # Energy per tonne in place of tonnes per tonne would show here.
    rules = demo.reference.rules
    unit = demo.reference.resources["unit"]
    same = rules["supply_code"].map(unit) == rules["demand_code"].map(unit)
    assert (rules.loc[same & ~rules["heat_pump"], "match_factor"] <= 2).all()


def test_cooling_from_lukewarm_heat_is_refused_by_its_source_temperature(demo: Dataset) -> None:
    rules = demo.reference.rules
    chillers = rules[(rules["demand_code"] == "cooling") & (rules["supply_code"] != "cooling")]
    assert set(chillers["min_source_temp_c"]) == {75.0}
    assert float(demo.reference.resources["temp_max_c"]["heat_30_60"]) < 75


def test_only_waste_saves_disposal(demo: Dataset) -> None:
    resources = demo.reference.resources
    saving = resources[resources["disposal_param"] != ""]
    assert set(saving["legal_default"]) <= {"waste", "abp"}
    groups = demo.reference.parameters.loc[saving["disposal_param"].unique(), "group"]
    assert set(groups) == {"disposal"}


@pytest.mark.parametrize("parts", [("fit", "quantity", "distance", "quality"), ("eur", "co2", "barrier")])
def test_weights_sum_to_one(demo: Dataset, parts: tuple[str, ...]) -> None:
    weights = demo.reference.parameters.loc[[f"score.w.{part}" for part in parts], "value"]
    assert weights.sum() == pytest.approx(1)


def test_an_exchange_leaves_from_a_site_that_supplies(demo: Dataset) -> None:
    supplies = demo.flows[demo.flows["direction"] == "supply"]
    given = set(zip(supplies["site_id"], supplies["resource_code"], strict=True))
    recorded = demo.exchanges[demo.exchanges.index != "S033"]  # steam that leaves as district heat
    wanted = set(zip(recorded["supplier_site_id"], recorded["resource_code"], strict=True))
    assert wanted <= given


def test_recorded_names_and_distances_are_those_of_the_sites(demo: Dataset) -> None:
    exchanges, sites = demo.exchanges, demo.sites
    assert (exchanges["supplier"] == exchanges["supplier_site_id"].map(sites["name"])).all()
    assert (exchanges["receiver"] == exchanges["receiver_site_id"].map(sites["name"])).all()
    supplier = sites.geometry.loc[exchanges["supplier_site_id"]].to_crs(CRS_METRIC)
    receiver = sites.geometry.loc[exchanges["receiver_site_id"]].to_crs(CRS_METRIC)
    apart = supplier.distance(receiver, align=False).to_numpy() / 1000
    assert abs(apart - exchanges["straight_km"].to_numpy()).max() < 1


def test_list_of_waste_codes_are_well_formed(demo: Dataset) -> None:
    codes = demo.reference.resources["ewc_codes"].str.split(";").explode()
    assert codes[codes != ""].str.fullmatch(r"\d\d \d\d \d\d\*?").all()


def test_every_resource_has_its_own_name_in_every_language(demo: Dataset) -> None:
    for language in ("en", "nb", "nn", "sv"):
        assert demo.reference.resources[f"name_{language}"].is_unique


def test_every_file_of_data_is_in_its_readme() -> None:
    readme = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")
    files = [path for path in DATA_FOLDER.rglob("*.*") if path.is_file() and "recipe" not in path.parts]
    unnamed = {path.name for path in files if path.name not in readme}
    assert unnamed == {"README.md"}
