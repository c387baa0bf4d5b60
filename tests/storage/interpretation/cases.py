"""Files as counties have them, each with what should become of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import openpyxl
import shapely


@dataclass(frozen=True)
class Case:
    """One file and its expected outcome.

    ``outcomes`` are by row as the spreadsheet shows it; ``codes`` are what must be said about a row;
    ``positions`` are lon and lat to two decimals; ``flows`` are row, resource, direction, amount, unit.
    """

    name: str
    make: Callable[[Path], Path]
    table: str
    header_row: int
    outcomes: dict[int, str]
    codes: dict[int, set[str]] = field(default_factory=dict)
    positions: dict[int, tuple[float, float]] = field(default_factory=dict)
    flows: tuple[tuple[int, str, str, float, str], ...] = ()
    language: str = ""
    system: str = ""


def text(content: str, encoding: str = "utf-8", name: str = "file.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode(encoding))
        return path

    return make


def two_level_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("Ark1")
    for row in (
        ["Kartlegging av overskuddsressurser 2024"],
        [],
        ["Anlegg", "Kommune", "Koordinater (EUREF89 UTM33)", None, "Overskudd", None, "Behov"],
        [None, None, "Nord", "Øst", "Bark (tonn/år)", "Temp", "Damp (MWh/år)"],
        ["Sagbruket", "Orkland", 7030000, 240000, 1500, None, None],
        ["Fabrikken", "Trondheim", 7040000, 270000, None, 150, 2000],
        ["Sum", None, None, None, 1500, None, 2000],
    ):
        sheet.append(row)
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:F3"):
        sheet.merge_cells(area)
    path = folder / "two_level.xlsx"
    book.save(path)
    return path


def workbook_with_guidance(folder: Path) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    guidance = book.create_sheet("Veiledning")
    guidance.append(["Slik fyller du ut skjemaet: ett anlegg per rad."])
    hidden = book.create_sheet("Lister")
    hidden.append(["Navn", "Kommune"])
    hidden.append(["skjult", "Orkland"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Anlegg")
    sheet.append(["Navn", "Kommunenr", "Breddegrad", "Lengdegrad"])
    sheet.append(["Meieriet", "5059", 63.3, 9.85])
    sheet.append(["Slakteriet", 5001, "63,4305", "10,3951"])
    path = folder / "guidance.xlsx"
    book.save(path)
    return path


def vertically_merged(folder: Path) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("Ark1")
    for row in (
        ["Anlegg", "Kommune", "Lat", "Lon", "Ressurs", "Retning", "Mengde", "Enhet", "Temperatur"],
        ["Smelteverket", "Orkland", 63.3174, 9.8736, "spillvarme", "overskudd", 5000, "MWh/år", 80],
        [None, None, None, None, "mikrosilika", "overskudd", 1.234, "kt/år", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    path = folder / "merged.xlsx"
    book.save(path)
    return path


def geopackage(folder: Path) -> Path:
    frame = gpd.GeoDataFrame(
        {"navn": ["Kaia", "Gartneriet"], "kommunenummer": ["5001", "5059"]},
        geometry=[shapely.Point(270000, 7040000), shapely.Point(240000, 7030000)],
        crs="EPSG:25833",
    )
    path = folder / "anlegg.gpkg"
    frame.to_file(path, driver="GPKG")
    return path


CASES: tuple[Case, ...] = (
    Case(
        "Windows-1252 with semicolons and decimal commas",
        text(
            "Navn;Kommune;Breddegrad;Lengdegrad\r\nMøbelfabrikken;Sykkylven;62,3959;6,5836\r\n"
            "Sjømat AS;Ålesund;62,4723;6,1549\r\n",
            "cp1252",
        ),
        "sites",
        1,
        {2: "accept", 3: "accept"},
        positions={2: (6.58, 62.40), 3: (6.15, 62.47)},
        language="nb",
        system="EPSG:4326",
    ),
    Case(
        "title lines, a unit row, a total and footnotes",
        text(
            "Overskuddsvarme i Trøndelag\n\nAnlegg;Kommunenr;Lat;Lon;Spillvarme;Temperatur\n;;;;MWh/år;°C\n"
            "Meieriet;5001;63,4305;10,3951;1 500;45\nSum;;;;1 500;\n\n* Tallene er fra 2023\nKilde: egne\n"
        ),
        "wide",
        3,
        {4: "skip", 5: "accept", 6: "skip", 8: "skip", 9: "skip"},
        {
            4: {"unit_row"},
            6: {"total_row"},
            8: {"footnote_row"},
            9: {"footnote_row"},
        },
        flows=((5, "heat_30_60", "supply", 1500, "MWh"),),
    ),
    Case(
        "guidance and an example below the headings",
        text(
            "Navn;Kommune;Breddegrad;Lengdegrad\nFyll inn navn;Velg kommune;Desimalgrader;Desimalgrader\n"
            "Eksempel: Fabrikken;Orkland;63,3;9,8\nVerftet;Rissa;63,58;9,96\n"
        ),
        "sites",
        1,
        {2: "skip", 3: "skip", 4: "warn"},
        {2: {"guidance_row"}, 3: {"guidance_row"}, 4: {"municipality_unknown"}},
    ),
    Case(
        "a workbook with merged two-level headings",
        two_level_workbook,
        "wide",
        4,
        {5: "accept", 6: "accept", 7: "skip"},
        {7: {"total_row"}},
        {5: (9.81, 63.30), 6: (10.39, 63.41)},
        ((5, "bark", "supply", 1500, "t"), (6, "steam_lp", "demand", 2000, "MWh")),
        system="EPSG:25833",
    ),
    Case(
        "guidance and hidden sheets beside the table",
        workbook_with_guidance,
        "sites",
        1,
        {2: "accept", 3: "accept"},
        positions={3: (10.40, 63.43)},
    ),
    Case(
        "one site over several rows of flows, merged",
        vertically_merged,
        "both",
        1,
        {2: "accept", 3: "warn"},
        {3: {"site_from_above"}},
        flows=((2, "heat_60_100", "supply", 5000, "MWh"), (3, "microsilica", "supply", 1234, "t")),
    ),
    Case(
        "Nynorsk, places instead of coordinates",
        text(
            "Namn;Kommune;Stad;Fylke\nMøbelverksemda;Ørsta;;\nFiskemottaket;;Fosnavåg;Møre og Romsdal\n"
            "Bruket;Herøy;;\nHeradsbruket;Herøy;;Møre og Romsdal\n"
        ),
        "sites",
        1,
        {2: "warn", 3: "warn", 4: "ask", 5: "warn"},
        {
            2: {"position_from_municipality"},
            3: {"position_from_place"},
            4: {"municipality_ambiguous", "position_missing"},
            5: {"position_from_municipality"},
        },
        {2: (6.13, 62.20), 3: (5.63, 62.34), 5: (5.63, 62.34)},
        language="nn",
    ),
    Case(
        "Swedish with SWEREF 99 TM in kilometres",
        text("Namn;Kommun;SWEREF99 TM N (km);SWEREF99 TM E (km)\nBruket;Örnsköldsvik;7018,0;686,0\n"),
        "sites",
        1,
        {2: "accept"},
        positions={2: (18.70, 63.24)},
        language="sv",
        system="EPSG:3006",
    ),
    Case(
        "metres without a zone, which the municipality tells",
        text("Navn,Kommunenr,X,Y\nA-bygg,5059,541500,7020500\nB-bygg,5001,569700,7034800\n"),
        "sites",
        1,
        {2: "accept", 3: "accept"},
        positions={2: (9.83, 63.31), 3: (10.40, 63.43)},
        system="EPSG:25832",
    ),
    Case(
        "metres without a zone, and nothing tells",
        text("Navn,X,Y\nA-bygg,541500,7020500\nB-bygg,569700,7034800\n"),
        "sites",
        1,
        {2: "ask", 3: "ask"},
        {2: {"zone_missing"}, 3: {"zone_missing"}},
    ),
    Case(
        "a heading that names the wrong zone",
        text("Navn,Kommunenr,UTM33 nord,UTM33 øst\nA-bygg,5059,7020500,541500\nB-bygg,5001,7034800,569700\n"),
        "sites",
        1,
        {2: "warn", 3: "warn"},
        {2: {"other_zone"}, 3: {"other_zone"}},
        {3: (10.40, 63.43)},
    ),
    Case(
        "degrees, minutes and seconds with Ø and Ö, V and W",
        text(
            "Navn;Breddegrad;Lengdegrad\nVerftet;63°18'12\"N;9°50'24\"Ø\nSågen;62° 23.5' N;17° 18.5' Ö\n"
            "Feil;63°18'12\"N;9°50'24\"V\nTall;63 18 12;9 50 24\n"
        ),
        "sites",
        1,
        {2: "accept", 3: "accept", 4: "reject", 5: "warn"},
        {4: {"outside_area"}, 5: {"shared_point"}},
        {2: (9.84, 63.30), 3: (17.31, 62.39)},
    ),
    Case(
        "WKT, EWKT, pairs and swapped axes in one column",
        text(
            "Navn;Koordinater\nEn;POINT (10.3951 63.4305)\nTo;SRID=25833;POINT(240000 7030000)\n".replace(
                "SRID=25833;POINT(240000 7030000)", '"SRID=25833;POINT(240000 7030000)"'
            )
            + 'Tre;"63,2985; 9,8330"\nFire;10.0012, 63.2991\nFem;Orkanger sentrum\n'
        ),
        "sites",
        1,
        {2: "accept", 3: "accept", 4: "accept", 5: "accept", 6: "reject"},
        {6: {"not_a_coordinate"}},
        {2: (10.40, 63.43), 3: (9.81, 63.30), 4: (9.83, 63.30), 5: (10.00, 63.30)},
    ),
    Case(
        "swapped columns, a missing half, and a point abroad",
        text("Navn;Lat;Lon\nBytt;10,3951;63,4305\nHalv;63,43;\nParis;48,8566;2,3522\nNull;0;0\n"),
        "sites",
        1,
        {2: "warn", 3: "ask", 4: "reject", 5: "ask"},
        {2: {"axes_swapped"}, 3: {"position_incomplete"}, 4: {"outside_area"}, 5: {"position_missing"}},
        {2: (10.40, 63.43)},
    ),
    Case(
        "columns that contradict the point and each other",
        text(
            "Navn;Kommunenr;Kommune;Fylke;Lat;Lon\nEn;5059;Orkland;Trøndelag;63,4305;10,3951\n"
            "To;5001;Molde;Trøndelag;63,4305;10,3951\nTre;5001;Trondheim;Møre og Romsdal;63,4305;10,4951\n"
            "Fire;;;Trøndelag;62,4723;6,1549\n"
        ),
        "sites",
        1,
        {2: "ask", 3: "ask", 4: "ask", 5: "ask"},
        {
            2: {"municipality_contradicts_point"},
            3: {"municipality_differs", "shared_point"},
            4: {"county_contradicts_municipality"},
            5: {"county_contradicts_point"},
        },
    ),
    Case(
        "the same site twice, in several ways",
        text(
            "Id;Navn;Org.nr;Kommune;Lat;Lon\n1;Elkem Thamshavn AS;974760673;Orkland;63,3174;9,8736\n"
            "1;Elkem Thamshavn AS;974760673;Orkland;63,3174;9,8736\n"
            "2;Elkem Tamshavn;;Orkland;63,3176;9,8740\n1;Et annet;974760673;Orkland;63,2985;9,8330\n"
        ),
        "sites",
        1,
        {2: "accept", 3: "skip", 4: "ask", 5: "reject"},
        {3: {"identical_row"}, 4: {"near_duplicate"}, 5: {"id_twice", "same_company"}},
    ),
    Case(
        "sites at sea, and a fish farm that belongs there",
        text(
            "Navn;NACE;Lat;Lon\nFabrikken;24.10;63,60;9,20\nOppdrettet;03.21;63,60;9,21\n"
            "Langt ute;10.20;66,0;4,0\n"
        ),
        "sites",
        1,
        {2: "warn", 3: "accept", 4: "ask"},
        {2: {"at_sea"}, 4: {"county_not_found"}},
    ),
    Case(
        "a row a flow, with amounts in many ways",
        text(
            "Anlegg;Ressurs;Retning;Mengde;Enhet;Temp\nA;spillvarme;overskudd;1 234,5;MWh/år;80\n"
            "A;bark;til overs;10-20;kt;\nB;flis;behov;ca. 500;tonn per måned;\nB;damp;trenger;12;GWh/år;150\n"
            "C;plast;har;<50;t;\nC;papp;har;2 mill.;kg;\n"
        ),
        "flows",
        1,
        {2: "accept", 3: "warn", 4: "warn", 5: "accept", 6: "warn", 7: "accept"},
        {3: {"number_range"}, 4: {"number_approximate"}, 6: {"number_bound"}},
        flows=(
            (2, "heat_60_100", "supply", 1234.5, "MWh"),
            (3, "bark", "supply", 15_000, "t"),
            (4, "sawdust_chips", "demand", 6_000, "t"),
            (5, "steam_lp", "demand", 12_000, "MWh"),
            (6, "plastics", "supply", 25, "t"),
            (7, "recovered_paper", "supply", 2_000, "t"),
        ),
        language="nb",
    ),
    Case(
        "ambiguous numbers are asked, not guessed",
        text("Anlegg;Ressurs;Retning;Mengde;Enhet\nA;bark;har;1.234;t\nB;bark;har;500;t\n"),
        "flows",
        1,
        {2: "ask", 3: "accept"},
        {2: {"number_ambiguous"}},
    ),
    Case(
        "money, percent, dates and words instead of amounts",
        text(
            "Anlegg;Ressurs;Retning;Mengde;Enhet\nA;bark;har;kr 500 000;t\nA;bark;har;50 %;\n"
            "A;bark;har;500;NOK\nA;bark;har;2024-10-12;t\nA;bark;har;mye;t\nA;bark;har;;t\nA;bark;har;-5;t\n"
        ),
        "flows",
        1,
        {2: "reject", 3: "reject", 4: "reject", 5: "reject", 6: "reject", 7: "ask", 8: "reject"},
        {
            2: {"money_refused"},
            3: {"percent_refused"},
            4: {"money_refused"},
            5: {"looks_like_date"},
            6: {"not_a_number"},
            7: {"amount_missing"},
            8: {"out_of_range"},
        },
    ),
    Case(
        "power with and without hours, strange and missing units",
        text(
            "Anlegg;Ressurs;Retning;Mengde;Enhet;Driftstimer;Temp\nA;spillvarme;har;2;MW;8000;90\n"
            "B;spillvarme;har;2;MW;;90\nC;bark;har;500;favner;;\nD;bark;har;500;;;\nE;bark;har;500;m3;;\n"
            "F;avløpsvann;har;10;l/s;8000;\n"
        ),
        "flows",
        1,
        {2: "accept", 3: "ask", 4: "ask", 5: "ask", 6: "ask", 7: "ask"},
        {
            3: {"hours_missing"},
            4: {"unit_unknown"},
            5: {"unit_missing"},
            6: {"unit_does_not_fit"},
            7: {"resource_ambiguous"},
        },
        flows=((2, "heat_60_100", "supply", 16_000, "MWh"),),
    ),
    Case(
        "resources by usual words, waste codes, groups and slips",
        text(
            "Anlegg;Ressurs;Retning;Mengde;Enhet;Temp\nA;19 08 05;har;500;t;\nB;slam;har;500;t;\n"
            "C;fiskeslamm;har;500;t;\nD;restvarme;har;500;MWh;\nE;heat_60_100;har;500;MWh;30\n"
            "F;Spillvarme 80 grader;har;500;MWh;80\nG;bark;kanskje;500;t;\nH;bark;;500;t;\n"
        ),
        "flows",
        1,
        {2: "accept", 3: "ask", 4: "ask", 5: "ask", 6: "ask", 7: "warn", 8: "ask", 9: "ask"},
        {
            3: {"resource_ambiguous"},
            4: {"resource_unknown"},
            5: {"temperature_missing"},
            6: {"temperature_outside_band"},
            7: {"resource_guessed"},
            8: {"direction_unknown"},
            9: {"direction_missing"},
        },
    ),
    Case(
        "amounts that the sector does not have, and a flow twice",
        text(
            "Anlegg;Kommune;NACE;Ressurs;Retning;Mengde;Enhet;Temp\n"
            "Bakeriet;Molde;10.71;spillvarme;har;900000;MWh;80\nBakeriet;Molde;10.71;matavfall;har;50;t;\n"
            "Bakeriet;Molde;10.71;matavfall;har;50;t;\n"
        ),
        "both",
        1,
        {2: "ask", 3: "warn", 4: "ask"},
        {2: {"amount_implausible"}, 4: {"flow_twice"}},
    ),
    Case(
        "a column a resource, with crosses and words",
        text(
            "Bedrift;Kommunenummer;Bark overskudd (tonn/år);Behov damp (MWh/år);Temp damp\n"
            "Sagbruket;5059;1500;;\nFabrikken;5001;;2000;150\nVerkstedet;5001;x;nei;\nLageret;5001;0;-;\n"
        ),
        "wide",
        1,
        {2: "warn", 3: "warn", 4: "ask", 5: "warn"},
        {4: {"yes_without_amount"}},
        flows=((2, "bark", "supply", 1500, "t"), (3, "steam_lp", "demand", 2000, "MWh")),
    ),
    Case(
        "surplus and need named in words",
        text("Bedrift;Kommunenummer;Overskudd;Behov\nMeieriet;5059;myse, slam;damp\nBryggeriet;5001;mask;\n"),
        "wide",
        1,
        {2: "ask", 3: "ask"},
        {2: {"yes_without_amount", "resource_ambiguous", "temperature_missing"}, 3: {"yes_without_amount"}},
    ),
    Case(
        "a GeoPackage in UTM 33",
        geopackage,
        "sites",
        1,
        {2: "accept", 3: "accept"},
        positions={2: (10.39, 63.41), 3: (9.81, 63.30)},
    ),
    Case(
        "postcodes alone say nothing",
        text('Name,Postcode,Address\nDairy,7300,\nMill,,"Industrivegen 1, 7300 Orkanger"\n'),
        "sites",
        1,
        {2: "ask", 3: "warn"},
        {2: {"postcode_not_used", "position_missing"}, 3: {"position_from_place"}},
        language="en",
    ),
    Case(
        "sections and repeated headings between the rows",
        text(
            "Navn;Kommune;Lat;Lon\nTrøndelag\nVerket;Orkland;63,3174;9,8736\nNavn;Kommune;Lat;Lon\n"
            "Meieriet;Trondheim;63,4305;10,3951\n;Trondheim;63,4305;10,4951\n"
        ),
        "sites",
        1,
        {2: "skip", 3: "accept", 4: "skip", 5: "accept", 6: "reject"},
        {2: {"section_row"}, 4: {"repeated_header"}, 6: {"name_missing"}},
    ),
)
