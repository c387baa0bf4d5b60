"""Facts that no package has: the counties of 2024, and what changed since Natural Earth drew those of 2017.

The polygons move the municipalities that changed county since. They were drawn from general knowledge of
the places (fjords, positions of villages), not traced from any map; where a line inland is unknown, it is
slid until the moved area is the municipality's published one. Expect 1 to 4 km of error inland. All
coordinates are lon, lat in degrees (WGS84).
"""

from __future__ import annotations

from dataclasses import dataclass

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class County:
    """One county: national number, ISO 3166-2 code, its name, in English, in other official languages."""

    number: str
    code: str
    name: str
    name_en: str
    name_other: str = ""


@dataclass(frozen=True)
class Transfer:
    """A part of a county that a reform moved to another.

    Attributes
    ----------
    name : str
        What moved, when, and where to.
    source, target : str
        Codes of the two counties.
    area_km2 : float or None
        Published area on land; None where nothing is slid.
    fixed, slide : tuple of (lon, lat)
        The known part of the outline, and the part that is slid.
    direction : (float, float)
        Where the line slides to make the area larger, east and north.
    splits_islands : bool
        Whether the line cuts islands; otherwise they go whole.
    """

    name: str
    source: str
    target: str
    area_km2: float | None
    fixed: Line
    slide: Line = ()
    direction: tuple[float, float] = (0, 0)
    splits_islands: bool = False


NORWAY = (
    County("03", "NO-03", "Oslo", "Oslo"),
    County("11", "NO-11", "Rogaland", "Rogaland"),
    County("15", "NO-15", "Møre og Romsdal", "Møre og Romsdal"),
    County("18", "NO-18", "Nordland", "Nordland", "Nordlánnda"),
    County("31", "NO-31", "Østfold", "Østfold"),
    County("32", "NO-32", "Akershus", "Akershus"),
    County("33", "NO-33", "Buskerud", "Buskerud"),
    County("34", "NO-34", "Innlandet", "Innlandet"),
    County("39", "NO-39", "Vestfold", "Vestfold"),
    County("40", "NO-40", "Telemark", "Telemark"),
    County("42", "NO-42", "Agder", "Agder"),
    County("46", "NO-46", "Vestland", "Vestland"),
    County("50", "NO-50", "Trøndelag", "Trøndelag", "Trööndelage"),
    County("55", "NO-55", "Troms", "Troms", "Romsa, Tromssa"),
    County("56", "NO-56", "Finnmark", "Finnmark", "Finnmárku, Finmarkku"),
)
SWEDEN = (
    County("01", "SE-AB", "Stockholms län", "Stockholm County"),
    County("03", "SE-C", "Uppsala län", "Uppsala County"),
    County("04", "SE-D", "Södermanlands län", "Södermanland County"),
    County("05", "SE-E", "Östergötlands län", "Östergötland County"),
    County("06", "SE-F", "Jönköpings län", "Jönköping County"),
    County("07", "SE-G", "Kronobergs län", "Kronoberg County"),
    County("08", "SE-H", "Kalmar län", "Kalmar County"),
    County("09", "SE-I", "Gotlands län", "Gotland County"),
    County("10", "SE-K", "Blekinge län", "Blekinge County"),
    County("12", "SE-M", "Skåne län", "Skåne County"),
    County("13", "SE-N", "Hallands län", "Halland County"),
    County("14", "SE-O", "Västra Götalands län", "Västra Götaland County"),
    County("17", "SE-S", "Värmlands län", "Värmland County"),
    County("18", "SE-T", "Örebro län", "Örebro County"),
    County("19", "SE-U", "Västmanlands län", "Västmanland County"),
    County("20", "SE-W", "Dalarnas län", "Dalarna County"),
    County("21", "SE-X", "Gävleborgs län", "Gävleborg County"),
    County("22", "SE-Y", "Västernorrlands län", "Västernorrland County"),
    County("23", "SE-Z", "Jämtlands län", "Jämtland County"),
    County("24", "SE-AC", "Västerbottens län", "Västerbotten County"),
    County("25", "SE-BD", "Norrbottens län", "Norrbotten County"),
)

NATURAL_EARTH_TO_2024 = (
    ("NO-OS", "NO-03"),
    ("NO-RO", "NO-11"),
    ("NO-MR", "NO-15"),
    ("NO-NO", "NO-18"),
    ("NO-OF", "NO-31"),
    ("NO-AK", "NO-32"),
    ("NO-BU", "NO-33"),
    ("NO-OP", "NO-34"),
    ("NO-HE", "NO-34"),
    ("NO-VF", "NO-39"),
    ("NO-TE", "NO-40"),
    ("NO-AA", "NO-42"),
    ("NO-VA", "NO-42"),
    ("NO-HO", "NO-46"),
    ("NO-SF", "NO-46"),
    ("NO-ST", "NO-50"),
    ("NO-NT", "NO-50"),
    ("NO-TR", "NO-55"),
    ("NO-FI", "NO-56"),
)
"""Code of the county of 2017 in Natural Earth, and of the county of 2024 that it went into."""

TRANSFERS = (
    Transfer(
        name="Halsa 2020 to Heim, Trøndelag",
        source="NO-15",
        target="NO-50",
        area_km2=300.6,
        # Along the middle of Halsafjorden northwards, then of the fjord eastwards to the old border.
        fixed=(
            (8.2, 63.02),
            (8.175, 63.05),
            (8.17, 63.08),
            (8.14, 63.12),
            (8.12, 63.146),
            (8.2, 63.153),
            (8.3, 63.154),
            (8.45, 63.152),
            (8.55, 63.167),
            (8.6, 63.18),
            (8.7, 63.19),
            (8.78, 63.194),
            (8.83, 63.1985),
            (8.9, 63.202),
            (8.95, 63.203),
            (8.95, 63.135),
        ),
        slide=(
            (8.92, 63.135),
            (8.86, 63.11),
            (8.75, 63.09),
            (8.65, 63.075),
            (8.55, 63.06),
            (8.45, 63.05),
            (8.35, 63.045),
            (8.25, 63.03),
        ),
        direction=(0, -1),
    ),
    Transfer(
        name="Rindal 2019 to Trøndelag",
        source="NO-15",
        target="NO-50",
        area_km2=641.5,
        fixed=((9.75, 62.8), (9.75, 63.3), (9.1, 63.3)),
        slide=(
            (9.0, 63.2),
            (8.97, 63.1),
            (8.97, 63.03),
            (9.0, 62.95),
            (9.1, 62.89),
            (9.25, 62.84),
            (9.33, 62.8),
        ),
        direction=(-1, 0),
    ),
    Transfer(
        name="Hornindal 2020 to Volda, Møre og Romsdal",
        source="NO-46",
        target="NO-15",
        area_km2=191.5,
        fixed=((6.3, 62.0), (6.45, 62.1), (6.7, 62.12), (6.8, 62.02)),
        slide=(
            (6.765, 61.985),
            (6.72, 61.955),
            (6.65, 61.925),
            (6.55, 61.905),
            (6.45, 61.905),
            (6.37, 61.92),
            (6.33, 61.95),
        ),
        direction=(0, -1),
    ),
    Transfer(
        name="Lunner and Jevnaker 2020 to Akershus",
        source="NO-34",
        target="NO-32",
        area_km2=518,
        fixed=((11.1, 60.05), (10.1, 60.05)),
        slide=((10.1, 60.33), (10.35, 60.33), (10.6, 60.33), (11.1, 60.33)),
        direction=(0, 1),
    ),
    Transfer(
        name="Svelvik 2020 to Drammen, Buskerud",
        source="NO-39",
        target="NO-33",
        area_km2=57.6,
        fixed=((10.27, 59.76), (10.6, 59.7), (10.45, 59.53), (10.33, 59.54)),
        slide=((10.3, 59.6), (10.27, 59.68)),
        direction=(-1, 0),
    ),
    Transfer(
        name="Hurum and Røyken 2020 to Asker, Akershus",
        source="NO-33",
        target="NO-32",
        area_km2=None,
        fixed=(
            (10.25, 59.71),
            (10.33, 59.66),
            (10.405, 59.62),
            (10.42, 59.59),
            (10.4, 59.54),
            (10.42, 59.45),
            (10.62, 59.45),
            (10.75, 59.6),
            (10.6, 59.85),
            (10.42, 59.84),
            (10.36, 59.79),
            (10.3, 59.745),
        ),
    ),
    Transfer(
        name="Rømskog 2020 to Aurskog-Høland, Akershus",
        source="NO-31",
        target="NO-32",
        area_km2=183,
        fixed=((11.65, 59.9), (12.1, 59.9)),
        slide=((12.1, 59.66), (11.65, 59.66)),
        direction=(0, -1),
    ),
    Transfer(
        name="Leka's part of Austra (all in Nordland in Natural Earth): the western half by area",
        source="NO-18",
        target="NO-50",
        area_km2=44,
        fixed=((11.8, 64.99), (11.6, 64.99), (11.6, 65.22)),
        slide=((11.9, 65.22), (11.9, 65.04)),
        direction=(1, 0),
        splits_islands=True,
    ),
    Transfer(
        name="Tjeldsund 2020 to Troms",
        source="NO-18",
        target="NO-55",
        area_km2=319,
        fixed=((16.85, 68.45), (16.85, 68.75), (16.05, 68.75)),
        slide=((16.15, 68.45), (16.3, 68.38), (16.6, 68.38)),
        direction=(0, -1),
    ),
    Transfer(
        name="Ølen 2002 to Rogaland",
        source="NO-46",
        target="NO-11",
        area_km2=None,
        fixed=((5.7, 59.5), (5.7, 59.64), (5.8, 59.67), (5.9, 59.66), (6.0, 59.62), (6.05, 59.5)),
    ),
)

OSLO = (
    (10.63, 59.895),
    (10.64, 59.913),
    (10.635, 59.94),
    (10.62, 59.965),
    (10.6, 59.99),
    (10.56, 60.02),
    (10.52, 60.05),
    (10.55, 60.085),
    (10.6, 60.13),
    (10.68, 60.135),
    (10.75, 60.12),
    (10.79, 60.08),
    (10.82, 60.03),
    (10.87, 59.99),
    (10.93, 59.965),
    (10.95, 59.94),
    (10.93, 59.9),
    (10.94, 59.86),
    (10.91, 59.81),
    (10.86, 59.81),
    (10.83, 59.835),
    (10.77, 59.825),
    (10.74, 59.82),
    (10.73, 59.85),
    (10.66, 59.87),
)
"""Oslo is up to 8 km off in Natural Earth. Drawn from general knowledge of the city's border: Lysakerelva and
Bogstadvannet in the west, Nordmarka, Nittedal, Østmarka, Bunnefjorden. What Natural Earth calls Oslo outside
of it goes to Akershus (Bærum and Asker)."""

ISLANDS = (
    ("Hitra", 8.75, 63.55, "NO-50"),
    ("Frøya", 8.65, 63.72, "NO-50"),
    ("Leka", 11.65, 65.09, "NO-50"),
    ("Smøla", 8.0, 63.38, "NO-15"),
    ("Averøya", 7.5, 63.03, "NO-15"),
    ("Nordlandet", 7.8, 63.12, "NO-15"),
    ("Ertvågsøya", 8.44, 63.22, "NO-15"),
    ("Tustna", 8.1, 63.2, "NO-15"),
    ("Stabblandet", 8.25, 63.19, "NO-15"),
    ("Gurskøya", 5.65, 62.25, "NO-15"),
    ("Sula", 6.18, 62.42, "NO-15"),
    ("Ellingsøya", 6.3, 62.504, "NO-15"),
    ("Alnön", 17.42, 62.43, "SE-Y"),
    ("Hemsön", 18.08, 62.72, "SE-Y"),
    ("Öland", 16.7, 56.8, "SE-H"),
)
"""Name, lon, lat and county of islands whose county is known: a check after the build, not an input."""
