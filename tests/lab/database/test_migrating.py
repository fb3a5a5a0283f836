"""A laboratory of an older program: copied first, then brought up to date in one transaction, or left as it was."""

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from lab.database import store, versions
from lab.database.store import Store
from lab.database.versions import forget_old_backups
from lab.domain.errors import InputError, WorldError
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.study import Segment
from lab.folder import LabFolder
from lab.services.laboratory import Laboratory
from lab.services.planning import PlanningService
from lab.wording import sentence
from protocols import library

OLD = versions.HEAD
NEXT = "9999"
STEP = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{OLD}", None, None


def upgrade():
    with op.batch_alter_table("service", recreate="always") as service:  # others refer to its rows
        service.add_column(sa.Column("note", sa.String(), nullable=False, server_default="added"))
"""


FIRST = """
INSERT INTO service VALUES ('s', 'Kept', 'Owner', 'people', 'pilot', '');
INSERT INTO release VALUES ('r', 's', '1.0', NULL, '');
INSERT INTO document VALUES ('abc', x'00');
INSERT INTO round VALUES (
    't', 'r', 1, 'Old round', 'p', 'abc', '[]', '2024-01-01 09:00:00', '[]',
    '[{"id": "s1", "name": "Молодые родители", "quota": 3}]', '{}', NULL
);
"""
"""A round as the first schema keeps it."""


@pytest.fixture
def old(tmp_path: Path) -> LabFolder:
    """A laboratory with a service and a release, made by the program as it is: old for the next one."""
    folder = LabFolder.create(tmp_path / "lab")
    opened = Store.open(folder)
    planning = PlanningService(opened)
    service = planning.add_service("Kept", "Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
    planning.add_release(service.id, "1.0")
    opened.close()
    return folder


@pytest.fixture
def next_step(old: LabFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The next program, which has one schema step more and comes after `old` was made. The file of that step."""
    assert old.database.exists()
    scripts = tmp_path / "migrations"
    shutil.copytree(versions.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    step = scripts / "versions" / f"{NEXT}_next.py"
    step.write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(versions, "SCRIPTS", scripts)
    monkeypatch.setattr(versions, "KNOWN", frozenset({OLD, NEXT}))
    for module in (versions, store):
        monkeypatch.setattr(module, "HEAD", NEXT)
    return step


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def digest(database: Path) -> str:
    return sha256(database.read_bytes()).hexdigest()


@pytest.mark.usefixtures("next_step")
def test_that_an_older_database_is_copied_and_then_brought_up_to_date(old: LabFolder) -> None:
    Store.open(old).close()
    assert rows(old.database, "SELECT name, note FROM service") == [("Kept", "added")]
    assert rows(old.database, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    (copy,) = old.backups.iterdir()
    assert copy.name.startswith(f"lab-{OLD}-")
    assert rows(copy, "SELECT name FROM service") == [("Kept",)]
    assert rows(copy, "SELECT version_num FROM alembic_version") == [(OLD,)]


@pytest.mark.usefixtures("next_step")
def test_that_a_table_is_made_anew_under_the_rows_that_refer_to_it(old: LabFolder) -> None:
    before = rows(old.database, "SELECT service_id FROM release")
    Store.open(old).close()
    assert rows(old.database, "SELECT id FROM service") == before
    assert rows(old.database, "PRAGMA foreign_key_check") == []


def test_that_rounds_of_the_first_schema_have_the_gates_of_their_standards_and_the_clients_of_their_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = LabFolder.create(tmp_path / "first")
    with monkeypatch.context() as before:
        for module in (versions, store):
            before.setattr(module, "HEAD", "0001")
        Store.open(folder).close()
    with closing(sqlite3.connect(folder.database)) as connection:
        connection.executescript(FIRST)
    with closing(Laboratory.open(folder.path)) as opened:
        (study,) = opened.rounds.rounds()
        assert (study.name, study.gates) == ("Old round", ())
        assert study.segments == (Segment("s1", "Молодые родители", 3),)
        assert len(opened.standards.versions()) == len(library.standards())
    assert len(list(folder.backups.iterdir())) == 1


def test_that_a_database_that_is_up_to_date_is_not_copied(old: LabFolder) -> None:
    Store.open(old).close()
    assert not old.backups.exists()


@pytest.mark.usefixtures("next_step")
def test_that_a_reader_leaves_an_older_database_to_the_window(old: LabFolder) -> None:
    before = digest(old.database)
    with pytest.raises(InputError, match="database_older"):
        Store.open_readonly(old)
    assert digest(old.database) == before
    assert not old.backups.exists()


@pytest.mark.usefixtures("next_step")
def test_that_nothing_is_migrated_without_a_backup(old: LabFolder) -> None:
    before = digest(old.database)
    old.backups.write_text("in the way", encoding="utf-8")
    with pytest.raises(WorldError, match="backup_failed") as failed:
        Store.open(old)
    assert digest(old.database) == before
    assert str(old.backups) in sentence(failed.value)
    assert "Nothing was changed" in sentence(failed.value)
    old.backups.unlink()
    Store.open(old).close()  # the folder was given back
    assert rows(old.database, "SELECT version_num FROM alembic_version") == [(NEXT,)]


@pytest.mark.usefixtures("next_step")
def test_that_a_damaged_copy_is_no_backup_and_does_not_stay(old: LabFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(old.database)

    class HalfWritten(sqlite3.Connection):
        """What a disk that fills up leaves of a copy."""

        def backup(self, target: sqlite3.Connection, **_options: object) -> None:
            target.execute("CREATE TABLE half (content)")
            raise sqlite3.OperationalError("database or disk is full")

    connect = sqlite3.connect
    monkeypatch.setattr(
        "lab.database.versions.sqlite3.connect",
        lambda path, **options: connect(path, **options, factory=HalfWritten),
    )
    with pytest.raises(WorldError, match="backup_failed") as failed:
        Store.open(old)
    assert "disk is full" in sentence(failed.value)
    assert digest(old.database) == before
    assert list(old.backups.iterdir()) == []


def test_that_a_step_that_fails_leaves_the_old_database_and_its_copy(old: LabFolder, next_step: Path) -> None:
    next_step.write_text(STEP + '    raise ValueError("half way")\n', encoding="utf-8")
    with pytest.raises(ValueError, match="half way"):
        Store.open(old)
    assert rows(old.database, "SELECT version_num FROM alembic_version") == [(OLD,)]
    assert "note" not in {name for _, name, *_ in rows(old.database, "PRAGMA table_info(service)")}
    assert len(list(old.backups.iterdir())) == 1


def test_that_a_step_that_leaves_references_to_nothing_is_undone(old: LabFolder, next_step: Path) -> None:
    losing = '    op.execute("DELETE FROM service")'
    next_step.write_text(f"{STEP}{losing}\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="references to nothing"):
        Store.open(old)
    assert rows(old.database, "SELECT name FROM service") == [("Kept",)]


@pytest.mark.usefixtures("next_step")
def test_that_only_the_newest_backups_are_kept(old: LabFolder) -> None:
    old.backups.mkdir()
    earlier = [old.backups / f"lab-{OLD}-202{year}0101T000000.sqlite" for year in range(4)]
    for copy in earlier:
        copy.write_bytes(b"")
    theirs = old.backups / "my own copy.sqlite"
    theirs.write_bytes(b"")
    Store.open(old).close()
    kept = set(old.backups.iterdir())
    assert kept > {theirs, *earlier[2:]}
    assert len(kept) == 1 + versions.KEPT_BACKUPS


@pytest.mark.allow_warning_logs
def test_that_a_backup_that_cannot_be_removed_is_no_reason_to_stay_shut(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stubborn = tmp_path / "lab-0001-20200101T000000.sqlite"
    stubborn.mkdir()
    forget_old_backups(tmp_path, keep=0)
    assert stubborn.exists()
    assert "an old backup stays" in caplog.text
