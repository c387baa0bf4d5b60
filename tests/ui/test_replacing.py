"""Staff says on a card what the receiver uses today; it is saved as a revision and counts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import FILE_IN_FOLDER, open_database, sqlite_url
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.projects import create_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def two_sites(folder: Path) -> dict[str, Source]:
    """Give the paper mill at Ranheim and the district heating of Trondheim alone: it is quicker."""
    paths = dict(DEMO_FILES)
    flows = pd.read_csv(paths["flows"], dtype=str)
    flows = flows[flows["flow_id"].isin(["F0053", "F0057"])]
    sites = pd.read_csv(paths["sites"], dtype=str)
    sites = sites[sites["site_id"].isin(flows["site_id"])]
    sources = {}
    for name, table in (("sites", sites), ("flows", flows)):
        path = folder / f"two_{name}.csv"
        table.to_csv(path, index=False)
        sources[name] = Source(path, read_csv_table(path))
    return sources


def test_energy_used_today_is_chosen_on_the_card_and_counts(data_folder: Path) -> None:
    database = open_database(sqlite_url(data_folder / FILE_IN_FOLDER))
    project = create_project(database, "Orkland", when=NOW)
    import_(database, project.id, check_upload(two_sites(data_folder)), origin=Origin("Anna", NOW))
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    for name, value in {"lang": "en", "project": str(project.id), "sel": "F0053~F0057"}.items():
        app.query_params[name] = value
    app.run()
    assert "It would replace: Natural gas" not in written(app)
    app.selectbox(key="widget.energy_choice.F0057.").set_value("natgas").run()
    app.button(key="widget.energy_save.F0057").click().run()
    assert not app.exception
    assert "It would replace: Natural gas" in written(app)
    assert app.selectbox(key="widget.energy_choice.F0057.natgas").value == "natgas"
    app.query_params["audience"] = "meeting"
    app.run()
    assert not [box for box in app.selectbox if str(box.key).startswith("widget.energy_choice")]
