"""The journal keeps what it acknowledges, once, in order, and chained."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lab.archive import folder_layout
from lab.archive.chain import BrokenChainError, checked
from lab.archive.journal import Journal
from lab.archive.journal_reading import read_events, read_rows
from lab.domain.errors import InputError, RuleError, WorldError
from tests.lab.archive.sessions import tag


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / folder_layout.JOURNAL


def kept(path: Path, count: int) -> None:
    journal, _ = Journal.open(path)
    for number in range(count):
        journal.append(tag(number)).result()
    journal.close()


def test_that_events_come_back_in_order_with_their_numbers(path: Path) -> None:
    events = [tag(number) for number in range(50)]
    journal, _ = Journal.open(path)
    stamped = [future.result() for future in [journal.append(event) for event in events]]
    journal.close()
    assert [one.seq for one in stamped] == list(range(1, 51))
    assert [one.event for one in read_events(path.parent)] == events
    again, held = Journal.open(path)
    again.abandon()
    assert [one.event for one in held] == events


def test_that_the_same_event_again_gets_its_first_number(path: Path) -> None:
    journal, _ = Journal.open(path)
    event = tag(1)
    first = journal.append(event)
    second = journal.append(event)
    assert (first.result().seq, second.result().seq) == (1, 1)
    journal.close()
    again, _ = Journal.open(path)
    assert again.append(event).result().seq == 1
    again.close()
    assert len(read_events(path.parent)) == 1


def test_that_another_event_under_a_taken_id_is_refused_and_the_first_stays(path: Path) -> None:
    journal, _ = Journal.open(path)
    event = tag(1, "first words")
    journal.append(event).result()
    with pytest.raises(RuleError, match="event_id_taken"):
        journal.append(event.model_copy(update={"note": "other words"})).result()
    journal.close()
    assert [one.event for one in read_events(path.parent)] == [event]


def test_that_a_closed_journal_is_one_file(path: Path) -> None:
    kept(path, 3)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_that_nobody_else_writes_an_open_journal(path: Path) -> None:
    journal, _ = Journal.open(path)
    code = (
        "import sys; from pathlib import Path; from lab.archive.journal import Journal; Journal.open(Path(sys.argv[1]))"
    )
    other = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    journal.close()
    assert "journal_in_use" in other.stderr


WRITER = """
import sys
from pathlib import Path
from lab.archive.journal import Journal
from tests.lab.archive.sessions import tag
journal, held = Journal.open(Path(sys.argv[1]))
for number in range(10_000):
    stamped = journal.append(tag(number)).result()
    print(stamped.event.id, flush=True)
"""


def test_that_a_killed_writer_loses_nothing_it_acknowledged_and_reading_changes_no_byte(path: Path) -> None:
    for killed_after in (1, 7, 40):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(killed_after)]
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()}
        stored = [one.event.id for one in read_events(path.parent)]
        assert set(acknowledged) <= set(stored)
        assert len(stored) == len(set(stored))
        assert {entry.name: entry.read_bytes() for entry in path.parent.iterdir()} == before


def test_that_a_closed_journal_is_not_opened_again(path: Path) -> None:
    journal, _ = Journal.open(path)
    journal.close()
    with pytest.raises(WorldError, match="journal_failed"):
        journal.reopen()
    other, _ = Journal.open(path)  # nobody holds the file
    other.close()


def test_that_a_full_disk_is_never_acknowledged_and_the_journal_goes_on_after_it(path: Path) -> None:
    journal, _ = Journal.open(path)
    kept_before = journal.append(tag(1)).result()
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(WorldError, match="journal_failed"):
        journal.append(tag(2, "x" * 10_000)).result()
    with pytest.raises(WorldError, match="journal_failed"):
        journal.append(tag(3)).result()
    assert journal.reopen() == (kept_before,)
    assert journal.append(tag(4)).result().seq == 2
    journal.close()
    assert [one.event.at_us for one in read_events(path.parent)] == [1, 4]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE event SET body = replace(body, 'really', 'hardly') WHERE seq = 2", "commitment"),
        ("UPDATE event SET head = replace(head, '\"lag_us\":7', '\"lag_us\":8') WHERE seq = 2", "hash"),
        ("UPDATE event SET at_us = 99 WHERE seq = 2", "columns"),
        ("DELETE FROM event WHERE seq = 2", "number"),
    ],
)
def test_that_a_changed_row_breaks_the_chain_where_it_was_changed(path: Path, change: str, fault: str) -> None:
    kept(path, 3)
    with sqlite3.connect(path) as connection:
        assert connection.execute(change).rowcount == 1
    connection.close()
    rows = read_rows(path.parent)
    first = checked(rows[0], 1, rows[0].previous)
    assert first.seq == 1
    with pytest.raises(BrokenChainError) as broken:
        checked(rows[1], 2, rows[0].hash)
    assert (broken.value.seq, broken.value.fault) == (2, fault)
    with pytest.raises(WorldError, match="journal_broken"):
        Journal.open(path)


def test_that_a_foreign_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(InputError, match="journal_foreign"):
        Journal.open(path)
    assert path.read_bytes() == b"this is no database at all" * 100


def test_that_a_newer_journal_is_refused(path: Path) -> None:
    kept(path, 1)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    for reading in (Journal.open, lambda where: read_events(where.parent)):
        with pytest.raises(InputError, match="journal_newer"):
            reading(path)
