"""Opening, locking, migrating and refusing the laboratory's database."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from lab.database.store import Changed, Store, journal_mode
from lab.database.tables import Row, ServiceRow
from lab.database.versions import HEAD, KNOWN, SCRIPTS, back_up
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.service import ClientCategory, LifeStage
from lab.folder import LabFolder
from lab.services.planning import PlanningService

SERVICE: dict[str, Any] = {"owner": "o", "category": "people", "stage": "pilot", "life_situation": ""}


@pytest.fixture
def folder(tmp_path: Path) -> LabFolder:
    return LabFolder.create(tmp_path / "lab")


def test_that_the_newest_step_is_the_schema_of_the_rows(folder: LabFolder) -> None:
    steps = ScriptDirectory.from_config(_config())
    assert steps.get_current_head() == HEAD
    assert {step.revision for step in steps.walk_revisions()} == KNOWN
    store = Store.open(folder)
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
    store.close()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config


def test_that_a_transaction_that_fails_leaves_nothing_and_says_nothing(folder: LabFolder) -> None:
    store = Store.open(folder)
    told: list[Changed] = []
    store.subscribe(told.append)
    with store.writing() as session:
        session.add(ServiceRow(id="a", name="n", **SERVICE))
    with pytest.raises(IntegrityError), store.writing(Changed("service")) as session:
        session.add_all([ServiceRow(id="b", name="n", **SERVICE), ServiceRow(id="a", name="n", **SERVICE)])
    with store.reading() as session:
        assert session.get(ServiceRow, "b") is None
    assert told == []
    store.close()


def test_that_changes_are_told_after_the_commit(folder: LabFolder) -> None:
    store = Store.open(folder)
    seen: list[bool] = []

    def look(_change: Changed) -> None:
        with Store.open_readonly(folder).reading() as session:
            seen.append(session.get(ServiceRow, "a") is not None)

    end = store.subscribe(look)
    with store.writing(Changed("service", ("a",))) as session:
        session.add(ServiceRow(id="a", name="n", **SERVICE))
    end()
    store.publish(Changed("service"))
    assert seen == [True]
    store.close()


def test_that_a_reader_reads_while_a_writer_holds_the_folder_and_cannot_write(folder: LabFolder) -> None:
    store = Store.open(folder)
    reader = Store.open_readonly(folder)
    with pytest.raises(RuleError, match="opened_read_only"), reader.writing():
        pass
    reader.close()
    store.close()


def test_that_a_second_process_is_told_who_holds_the_folder(folder: LabFolder) -> None:
    store = Store.open(folder)
    program = f"""
from pathlib import Path
from lab.database.store import Store
from lab.domain.errors import WorldError
from lab.folder import LabFolder
try:
    Store.open(LabFolder.open(Path({str(folder.path)!r})))
except WorldError as error:
    print(error.code, error.facts["pid"])
"""
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == f"lab_in_use {os.getpid()}"
    store.close()


def test_that_a_closed_store_gives_the_folder_back(folder: LabFolder) -> None:
    Store.open(folder).close()
    Store.open(folder).close()


def test_that_a_newer_database_is_refused_and_left_untouched(folder: LabFolder) -> None:
    Store.open(folder).close()
    connection = sqlite3.connect(folder.database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = sha256(folder.database.read_bytes()).hexdigest()
    for opening in (Store.open, Store.open_readonly):
        with pytest.raises(InputError) as refused:
            opening(folder)
        assert (refused.value.code, refused.value.facts["version"]) == ("database_newer", "9999")
    assert sha256(folder.database.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("content", [b"this is no database", b""])
def test_that_a_foreign_or_empty_file_is_told_apart(folder: LabFolder, content: bytes) -> None:
    folder.database.write_bytes(content * 100)
    if content:
        with pytest.raises(InputError, match="database_not_ours"):
            Store.open(folder)
        assert folder.database.read_bytes() == content * 100
    else:
        Store.open(folder).close()


def test_that_a_database_of_another_program_is_refused(folder: LabFolder) -> None:
    connection = sqlite3.connect(folder.database)
    connection.execute("CREATE TABLE theirs (id)")
    connection.close()
    with pytest.raises(InputError, match="database_not_ours"):
        Store.open(folder)


def test_that_a_database_locked_by_another_program_is_said_and_nothing_lost(
    folder: LabFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.database.store.BUSY_MS", 10)
    store = Store.open(folder)
    other = sqlite3.connect(folder.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorldError, match="database_locked"), store.writing() as session:
        session.add(ServiceRow(id="a", name="n", **SERVICE))
    other.execute("ROLLBACK")
    other.close()
    with store.writing() as session:
        session.add(ServiceRow(id="a", name="n", **SERVICE))
    store.close()


def test_that_a_backup_is_whole(folder: LabFolder) -> None:
    store = Store.open(folder)
    with store.writing() as session:
        session.add(ServiceRow(id="a", name="n", **SERVICE))
    copy = back_up(folder.database, folder.backups, HEAD)
    store.close()
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT id FROM service").fetchall() == [("a",)]
    connection.close()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 46, 0), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_that_wal_is_used_only_where_it_is_safe(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_that_a_full_disk_is_said_and_loses_nothing_that_was_kept(folder: LabFolder) -> None:
    store = Store.open(folder)
    planning = PlanningService(store)
    kept = planning.add_service("Kept", "Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
    disk = {"full": True}

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        if disk["full"]:  # what SQLite meets when the disk has no page left
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store._engine, "connect", limit)
    with pytest.raises(WorldError, match="database_failed") as failed:
        planning.add_release(kept.id, "2.0", notes="x" * 10_000)
    assert "full" in str(failed.value.facts["reason"])
    assert planning.services() == (kept,)
    disk["full"] = False
    assert planning.add_release(kept.id, "2.0", notes="x" * 10_000).name == "2.0"
    store.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_that_a_program_killed_in_the_middle_of_writing_costs_only_what_it_was_writing(
    tmp_path: Path, read_only: bool
) -> None:
    before = LabFolder.create(tmp_path / "before")
    Store.open(before).close()
    with closing(sqlite3.connect(before.database, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("PRAGMA cache_size = 5")  # so that half of the transaction reaches the file
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("CREATE TABLE half_written (content)")
        for _ in range(100):
            writer.execute("INSERT INTO half_written VALUES (randomblob(4000))")
        shutil.copytree(before.path, tmp_path / "after")  # as the killed program leaves it
        writer.execute("ROLLBACK")
    after = LabFolder(tmp_path / "after")
    assert after.database.with_name("lab.sqlite-journal").stat().st_size > 0
    store = Store.open_readonly(after) if read_only else Store.open(after)
    with store.reading() as session:
        names = {name for (name,) in session.connection().exec_driver_sql("SELECT name FROM sqlite_master")}
    store.close()
    assert "half_written" not in names
    assert "service" in names
