"""Sites that a person places or moves by a press on the map."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.repair.points import with_point
from symgeo.storage.repair.state import Point, RepairState
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.press_map import show_press_map
from symgeo.ui.upload import work
from symgeo.ui.upload.checking import Checked
from symgeo.views.cards.markup import element


def show_points(texts: Texts, checked: Checked) -> None:
    """Draw, on request, the map on which a site of the file is placed by a press."""
    found = checked.found
    if found is None or found.table is TableKind.FLOWS or found.sites.empty:
        return
    box = st.expander(texts("upload.points"), key=session.key("points"), on_change="rerun")
    if not box.open:
        return
    with box:
        sites = _sites(checked)
        lost = sites["lat"].isna()
        rows = [*sites.index[lost], *sites.index[~lost]]
        names = {row: texts("upload.row", row=str(row), name=str(sites.at[row, "name"])) for row in rows}
        held = session.held(work.POINT_ROW)
        row = st.selectbox(
            texts("upload.point_of"),
            rows,
            format_func=lambda one: names[one],
            key=session.widget(work.POINT_ROW, held if held in names else rows[0]),
            on_change=_choose_row,
            width=420,
        )
        place = "upload.point_lost" if lost[row] else "upload.point_known"
        markup.show(element("p", texts(place), class_="sg-source"))
        show_press_map(
            texts,
            sites.set_axis([str(one) for one in sites.index]),
            chosen=str(row),
            name="point_map",
            on_press=partial(_place, texts, checked, int(row)),
        )


def _sites(checked: Checked) -> pd.DataFrame:
    """Give the file's sites, those without a position too."""
    if checked.found is None:
        return pd.DataFrame()
    sites = checked.found.sites[["name", "municipality", "lat", "lon"]]
    return sites.assign(name=sites["name"].astype(str), municipality=sites["municipality"].astype(str))


def _choose_row() -> None:
    session.hold(work.POINT_ROW, session.value(work.POINT_ROW))


def _place(texts: Texts, checked: Checked, row: int, lat: float, lon: float) -> None:
    """Take a press on the map as the position of the chosen site."""
    point = Point(row, lon, lat, source=texts("upload.point_source"))
    session.hold(work.POINT_ROW, row)
    work.go_on(partial(_with, checked=checked, point=point), texts("upload.point_step", row=str(row)))


def _with(state: RepairState, checked: Checked, point: Point) -> RepairState:
    if checked.reading is None or checked.found is None:
        return state
    return with_point(state, checked.reading, checked.found, point)
