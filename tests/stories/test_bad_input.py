"""Bad input at the command line: a clear sentence, the right exit code, nothing lost."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.lab.archive.sessions import begun_session, closed_session
from tests.lab.laboratories import furnished
from tests.protocols.broken_files import PROTOCOL
from tests.small_disk import make_read_only, small_disk
from tests.stories.command import assert_refused, lab

ROUND = "Before launch"
LONG = "имя" * 100


def contents(folder: Path) -> dict[str, str]:
    """What a folder holds: path → SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed laboratory with one round, to be copied."""
    place = tmp_path_factory.mktemp("template") / "lab"
    furnished(place).lab.close()
    return place


@pytest.fixture
def laboratory(tmp_path: Path, template: Path) -> Path:
    """A laboratory of this test's own."""
    return Path(shutil.copytree(template, tmp_path / "lab"))


# Files people write

BROKEN = {
    "ends too early": b"format: protocol/1\nid: [unclosed",
    "wrong value": PROTOCOL.replace("critical: true", "critical: perhaps").encode(),
    "text missing": PROTOCOL.replace("ru: Малая", "ru: ''").encode(),
    "other encoding": PROTOCOL.encode("utf-16"),
    "no text": b"\x00\xff\xfe",
    "empty": b"",
    "bomb": b"a: &a [x]\n" + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b"*%c," % n * 9) for n in range(97, 117)),
    "Кириллица": PROTOCOL.replace("id: small", "id: Малая").encode(),
}


def test_that_broken_files_are_explained_all_at_once(tmp_path: Path) -> None:
    files = []
    for name, content in BROKEN.items():
        files.append(tmp_path / f"{name}.yaml")
        files[-1].write_bytes(content)
    done = lab("check", *files)
    assert_refused(done, 2, f"{files[0]}, line 2", f"{files[1]}, line 22", f"{files[2]}, line 4")
    for file in files:
        assert f"{file}" in done.stderr
        assert file.read_bytes() == BROKEN[file.stem]


# The laboratory's folder


def test_that_a_file_is_no_laboratory(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert_refused(lab("export", ROUND, "--folder", file, "--out", tmp_path / "out"), 2, str(file), "folder")
    assert file.read_text() == "mine"


@pytest.mark.soak
@pytest.mark.display
def test_that_nothing_is_recorded_into_a_folder_that_cannot_take_it(
    tmp_path: Path, template: Path, display: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert_refused(lab("demo", "--folder", file, display=display), 2, str(file), "folder")
    with small_disk(tmp_path / "disk", "8m") as disk:
        shutil.copytree(template, disk / "lab")
        make_read_only(disk)
        before = contents(disk)
        assert_refused(lab("demo", "--folder", disk / "lab", display=display), 3, str(disk / "lab"), "written")
        read = lab("export", ROUND, "--folder", disk / "lab", "--out", tmp_path / "out", "--format", "json")
        assert read.returncode == 0, read.stderr
        assert contents(disk) == before


@pytest.mark.display
def test_that_a_newer_laboratory_is_left_untouched(laboratory: Path, tmp_path: Path, display: str) -> None:
    with closing(sqlite3.connect(laboratory / "lab.sqlite")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = contents(laboratory)
    words = ("newer version", "9999")
    assert_refused(lab("export", ROUND, "--folder", laboratory, "--out", tmp_path / "out"), 2, *words)
    assert_refused(lab("demo", "--folder", laboratory, display=display), 2, *words)
    before.pop("lab.lock", None)
    after = contents(laboratory)
    after.pop("lab.lock", None)
    assert after == before


def test_that_another_file_in_the_place_of_the_database_is_left_untouched(laboratory: Path, tmp_path: Path) -> None:
    (laboratory / "lab.sqlite").write_bytes(b"my shopping list" * 100)
    before = contents(laboratory)
    assert_refused(lab("export", ROUND, "--folder", laboratory, "--out", tmp_path / "out"), 2, "no laboratory database")
    assert contents(laboratory) == before


def test_that_a_database_held_by_another_program_is_waited_for_and_then_said(laboratory: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(laboratory / "lab.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = lab("export", ROUND, "--folder", laboratory, "--out", tmp_path / "out")
        other.execute("ROLLBACK")
    assert_refused(refused, 3, "Another program")
    assert not (tmp_path / "out").exists()
    assert lab("export", ROUND, "--folder", laboratory, "--out", tmp_path / "out", "--format", "json").returncode == 0


# A session's folder with parts missing. That each is missed is tried piece by piece in `tests/lab/archive`; here one
# goes all the way through the command, and the others in the long tests.


def in_soak(missing: str) -> Any:
    """A part that the short suite does not miss."""
    return pytest.param(missing, marks=pytest.mark.soak)


@pytest.mark.parametrize(
    "missing",
    ["journal.sqlite", *map(in_soak, ("session.json", "recording.jsonl", "recording.json", "screen.mkv"))],
)
def test_that_verify_names_what_is_missing(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    closed_session(folder, seconds=0.5)
    (folder / missing).unlink()
    before = contents(folder)
    assert_refused(lab("verify", folder), 1, missing)
    assert_refused(lab("repair", folder), 1, "closed and sealed already")
    assert contents(folder) == before


@pytest.mark.soak
def test_that_a_session_without_its_seal_is_repaired(tmp_path: Path) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    closed_session(folder, seconds=0.5)
    (folder / "seal.json").unlink()
    before = contents(folder)
    assert_refused(lab("verify", folder), 1, "lab repair")
    repaired = lab("repair", folder)
    assert repaired.returncode == 0, repaired.stderr
    assert lab("verify", folder).returncode == 0
    after = contents(folder)
    assert after.pop("seal.json")
    assert {name: after[name] for name in before if name.endswith(".mkv")} == {
        name: before[name] for name in before if name.endswith(".mkv")
    }


def interrupted(folder: Path) -> None:
    """A session that nobody closed."""
    folder.mkdir()
    journal, _ = begun_session(folder, seconds=0.5)
    journal.close()


@pytest.mark.parametrize("missing", ["screen.mkv", *map(in_soak, ("recording.json", "recording.jsonl"))])
def test_that_repair_saves_what_is_there_and_says_what_is_lost(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "session"
    interrupted(folder)
    (folder / missing).unlink()
    repaired = lab("repair", folder)
    assert repaired.returncode == 0, repaired.stderr
    assert "7 events" in repaired.stdout
    assert missing != "screen.mkv" or "screen.mkv: lost" in repaired.stdout
    assert lab("verify", folder).returncode == 0


@pytest.mark.parametrize(("missing", "words"), [("journal.sqlite", "never begun"), ("session.json", "session.json")])
def test_that_repair_refuses_what_it_cannot_save_and_changes_nothing(tmp_path: Path, missing: str, words: str) -> None:
    folder = tmp_path / "session"
    interrupted(folder)
    (folder / missing).unlink()
    before = contents(folder)
    done = lab("repair", folder)
    assert done.returncode in (2, 3)
    assert_refused(done, done.returncode, words)
    media = {name for name in before if name.endswith(".mkv")}
    assert {name: contents(folder)[name] for name in media} == {name: before[name] for name in media}


# Disks


def test_that_an_export_folder_that_cannot_be_written_is_said(laboratory: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        make_read_only(disk)
        refused = lab("export", ROUND, "--folder", laboratory, "--out", disk / "out", "--format", "json")
        assert_refused(refused, 3, str(disk / "out"))


def test_that_a_full_disk_leaves_no_half_export(laboratory: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24k") as disk:
        before = contents(laboratory)
        refused = lab("export", ROUND, "--folder", laboratory, "--out", disk / "out")
        assert_refused(refused, 3, str(disk / "out"))
        assert list(disk.iterdir()) == []
        assert contents(laboratory) == before


def test_that_an_export_into_a_file_is_refused(laboratory: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert_refused(lab("export", ROUND, "--folder", laboratory, "--out", file), 2, str(file))
    assert file.read_text() == "mine"


# Names


def test_that_cyrillic_names_go_all_the_way(tmp_path: Path) -> None:
    place = tmp_path / "Лаборатория юзабилити № 1"
    made = furnished(place)
    made.lab.rounds.make_round(made.release.id, "sample-child-benefit", "Перед запуском — «Пособие»", [])
    made.lab.close()
    out = tmp_path / "Отчёт для заказчика"
    done = lab("export", "Перед запуском — «Пособие»", "--folder", place, "--out", out, "--language", "ru", "--json")
    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["report"]).is_relative_to(out.resolve())
    assert "Перед запуском — «Пособие»" in (out / "index.html").read_text(encoding="utf-8")
    assert lab("verify", out).returncode == 0


COMMANDS: dict[str, Callable[[Path, Path], list[str | Path]]] = {
    "check": lambda long, _lab: ["check", long],
    "verify": lambda long, _lab: ["verify", long],
    "repair": lambda long, _lab: ["repair", long],
    "export from": lambda long, lab: ["export", ROUND, "--folder", long, "--out", lab / "out"],
    "export to": lambda long, lab: ["export", ROUND, "--folder", lab, "--out", long, "--format", "json"],
    "export of": lambda long, lab: ["export", long.name, "--folder", lab, "--out", lab.parent / "out"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_that_a_name_of_300_letters_is_refused_in_a_sentence(laboratory: Path, tmp_path: Path, command: str) -> None:
    before = contents(laboratory)
    done = lab(*COMMANDS[command](tmp_path / LONG, laboratory))
    assert done.returncode in (2, 3)
    assert_refused(done, done.returncode, LONG)
    assert contents(laboratory) == before
