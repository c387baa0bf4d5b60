"""Where the database is, and the sentence where it does not work."""

from __future__ import annotations

import os
import pwd
import resource
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg.errors
import pytest
import sqlalchemy as sa
import sqlalchemy.exc

from symgeo.errors import StoreError
from symgeo.storage.database import Database, database_url, open_database, sqlite_url
from symgeo.storage.failures import translated
from symgeo.storage.revisions import find_project, load_state, require_intact
from symgeo.storage.trouble import Trouble, counts_sentence, sentence
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES
from tests.storage.postgresql_server import create_database, drop_database, server_user
from tests.storage.store_world import many, new_project, saved, site, upload, world

SERVER = sa.make_url("postgresql+psycopg://anna:secret@db.example/symgeo")


def trouble_of(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        act()
    return caught.value


def test_the_database_is_a_file_in_the_data_folder_or_what_the_variable_names(tmp_path: Path) -> None:
    assert database_url({}).endswith("/var/symgeo.sqlite")
    in_folder = sqlite_url(tmp_path.resolve() / "var" / "symgeo.sqlite")
    assert database_url({}, tmp_path) == database_url({"SYMGEO_DATA_DIR": str(tmp_path)}) == in_folder
    named = {"SYMGEO_DATABASE_URL": "postgresql+psycopg:///symgeo", "SYMGEO_DATA_DIR": str(tmp_path)}
    assert database_url(named) == "postgresql+psycopg:///symgeo"
    assert trouble_of(lambda: database_url(named, tmp_path)).code == Trouble.TWO_PLACES


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_none_is_said(url: str) -> None:
    assert trouble_of(lambda: open_database(url)).code == Trouble.BAD_ADDRESS


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    error = trouble_of(lambda: open_database("postgresql://anna:secret@127.0.0.1:1/symgeo", wait_s=2))
    assert error.code == Trouble.UNREACHABLE
    assert "secret" not in sentence(error, texts_for("en"))


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "symgeo.sqlite"
    path.write_bytes(b"site_id;name\n" * 200)
    assert trouble_of(lambda: open_database(sqlite_url(path))).code == Trouble.NOT_A_DATABASE
    assert path.read_bytes() == b"site_id;name\n" * 200


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    url = sqlite_url(tmp_path / "file" / "var" / "symgeo.sqlite")
    assert trouble_of(lambda: open_database(url)).code == Trouble.CANNOT_OPEN


def test_a_database_file_is_in_wal_mode_and_holds_to_its_keys(file_database: Database) -> None:
    with file_database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 5000


def test_a_database_may_be_used_by_many_threads(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(load_state(database, project)[2].sites)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 8


def test_who_reads_is_not_stopped_by_who_saves(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE projects SET is_hidden = is_hidden")
        assert len(load_state(database, project)[2].sites) == 2


def test_a_locked_database_is_said_and_nothing_is_lost(url: str) -> None:
    database = open_database(url, wait_s=0.2)
    project = new_project(database)
    first = saved(database, project, world())
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE projects SET is_hidden = is_hidden"))
        error = trouble_of(lambda: saved(database, project, upload([site("A", "Mill 2")])))
    assert error.code == Trouble.LOCKED
    assert load_state(database, project)[1] == first
    assert saved(database, project, upload([site("A", "Mill 2")])).number == 2


def test_a_file_that_may_not_be_changed_is_said(file_database: Database) -> None:
    project = new_project(file_database)
    saved(file_database, project, world())
    engine = file_database.engine
    read_only = sa.create_engine(
        f"{engine.url}?mode=ro&uri=true".replace("///", "///file:"), poolclass=sa.NullPool
    )
    database = Database(read_only, 1)
    assert len(load_state(database, project)[2].sites) == 2
    assert (
        trouble_of(lambda: saved(database, project, upload([site("A", "Mill 2")]))).code == Trouble.READ_ONLY
    )


def test_damage_is_found(file_database: Database) -> None:
    project = new_project(file_database)
    saved(file_database, project, world())
    with file_database.writing() as connection:
        connection.exec_driver_sql("UPDATE flows_versions SET quantity = quantity + 1")
    with file_database.reading() as connection:
        assert trouble_of(lambda: require_intact(connection)).code == Trouble.DAMAGED


def require_last_good(database: Database, project: int, digest: str) -> None:
    """Require that the latest revision is the one of that digest, whole, and that saving works again."""
    with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        require_intact(connection)
    revision = load_state(database, project)[1]
    assert revision is not None
    assert (revision.number, revision.digest) == (1, digest)
    assert saved(database, project, upload([site("S00001", "Plant, new", 60.1, 8.0)])).number == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of 600 kB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    tried = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=600k", "symgeo-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if not tried or tried.returncode:
        pytest.skip(
            "a small disk cannot be mounted here (needs root); the limit on file sizes is tested instead"
        )
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_the_last_good_revision_is_intact(small_disk: Path) -> None:
    database = open_database(sqlite_url(small_disk / "symgeo.sqlite"))
    project = new_project(database)
    first = saved(database, project, many(20, "a"))
    error = trouble_of(lambda: saved(database, project, many(1200, "b")))
    assert error.code == Trouble.DISK_FULL
    assert "full" in sentence(error, texts_for("en"))
    require_last_good(database, project, first.digest)


@pytest.fixture
def small_server(server: str) -> Iterator[tuple[str, Path]]:
    """Give the address of a database on a disk of 6 MB of its own, of which it takes 2, and the disk."""
    folder = Path(tempfile.mkdtemp(prefix="symgeo-disk-"))
    mount = shutil.which("mount")
    owner = server_user()
    options = "size=6m,mode=700" + (f",uid={pwd.getpwnam(owner).pw_uid}" if owner else "")
    command = [str(mount), "-t", "tmpfs", "-o", options, "symgeo-test", str(folder)]
    tried = subprocess.run(command, capture_output=True, check=False) if mount else None
    if tried is None or tried.returncode:
        folder.rmdir()
        pytest.skip("a small disk cannot be mounted here (needs root)")
    try:
        yield create_database(server, "small", folder=folder), folder
    finally:
        drop_database(server, "small", with_folder=True)
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def test_a_full_disk_of_the_server_is_said_and_the_last_good_revision_is_intact(
    small_server: tuple[str, Path],
) -> None:
    url, folder = small_server
    database = open_database(url)
    project = new_project(database)
    first = saved(database, project, many(20, "a"))
    error = trouble_of(lambda: saved(database, project, many(6000, "b")))
    assert error.code == Trouble.DISK_FULL
    # Somebody makes room; a server without any may refuse even to be read.
    subprocess.run(["mount", "-o", "remount,size=24m", str(folder)], check=True)
    assert load_state(database, project)[1] == first
    require_last_good(database, project, first.digest)


def test_a_server_that_goes_away_in_the_middle_is_said_and_nothing_is_lost(server_database: Database) -> None:
    project = new_project(server_database, "Goes away")
    first = saved(server_database, project, world())

    def lose() -> None:
        with server_database.writing() as connection:
            connection.exec_driver_sql("UPDATE projects SET is_hidden = true")
            number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with server_database.reading() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
            connection.exec_driver_sql("UPDATE sites_versions SET name = 'lost'")

    assert trouble_of(lose).code == Trouble.UNREACHABLE
    with server_database.reading() as connection:
        require_intact(connection)
    assert load_state(server_database, project)[1] == first
    assert find_project(server_database, "Goes away").is_hidden is False


def test_a_file_that_may_not_grow_is_said_and_the_last_good_revision_is_intact(
    file_database: Database,
) -> None:
    project = new_project(file_database)
    first = saved(file_database, project, many(20, "a"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    large = many(800, "b")
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        error = trouble_of(lambda: saved(file_database, project, large))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error.code in (Trouble.DISK_FULL, Trouble.DISK_FAILED)
    require_last_good(file_database, project, first.digest)


def database_error(error: psycopg.Error) -> sqlalchemy.exc.DBAPIError:
    """Wrap a driver's error as SQLAlchemy does."""
    return sqlalchemy.exc.DBAPIError("SELECT 1", None, error)


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (psycopg.errors.DiskFull, Trouble.DISK_FULL),
        (psycopg.errors.LockNotAvailable, Trouble.LOCKED),
        (psycopg.errors.DeadlockDetected, Trouble.LOCKED),
        (psycopg.errors.ReadOnlySqlTransaction, Trouble.READ_ONLY),
        (psycopg.errors.InvalidPassword, Trouble.NOT_LET_IN),
        (psycopg.errors.InvalidCatalogName, Trouble.NO_SUCH_DATABASE),
        (psycopg.errors.AdminShutdown, Trouble.UNREACHABLE),
        (psycopg.errors.TooManyConnections, Trouble.UNREACHABLE),
        (psycopg.errors.DataCorrupted, Trouble.DAMAGED),
    ],
)
def test_what_a_server_says_becomes_a_sentence(raised: type[psycopg.Error], code: Trouble) -> None:
    def fail() -> None:
        with translated(SERVER):
            raise database_error(raised())

    assert trouble_of(fail).code == code


def test_a_mistake_of_the_programme_stays_one() -> None:
    with pytest.raises(sqlalchemy.exc.DBAPIError), translated(SERVER):
        raise database_error(psycopg.errors.SyntaxError())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Trouble)
def test_every_trouble_has_a_sentence_in_every_language(code: Trouble, language: str) -> None:
    names = (
        "where",
        "variable",
        "folder",
        "who",
        "number",
        "project",
        "table",
        "ids",
        "name",
        "names",
        "latest",
    )
    more = ("id", "longest", "site", "stored", "uploaded", "row", "column", "least", "most", "note")
    values = {name: f"<{name}>" for name in (*names, *more)}
    assert len(sentence(StoreError(code, **values), texts_for(language))) > 20


def test_changes_are_counted_in_words() -> None:
    counts = {"sites": (3, 1, 0), "flows": (0, 0, 0), "exchanges": (0, 0, 2)}
    assert counts_sentence(counts, texts_for("en")) == ("sites: 3 added, 1 changed; exchanges: 2 removed")
    assert counts_sentence({}, texts_for("nn")) == "ingenting endra"


def test_a_save_from_a_process_that_runs_as_somebody_else_is_no_crash(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    error = trouble_of(lambda: open_database(sqlite_url(folder / "symgeo.sqlite")))
    assert error.code in (Trouble.CANNOT_OPEN, Trouble.READ_ONLY)
