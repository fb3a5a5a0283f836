"""An export is whole or it is not there: killed, out of disk, or beside another one that is still being written."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lab.domain.errors import WorldError
from lab.reports.export import ExportJob
from lab.reports.workplace import Workplace, sweep
from lab.services.laboratory import Laboratory
from lab.wording import sentence
from tests.lab.reports import example
from tests.small_disk import small_disk

WRITES = """
import sys, time
from pathlib import Path
from lab.reports import shapes
from lab.reports.export import ExportJob
from tests.lab.reports import example
def stay(work, facts, document):
    (work / "half.json").write_text("half")
    print("writing", flush=True)
    time.sleep(600)
shapes.SHAPES["json"] = shapes.Shape(stay)
ExportJob(example.facts(), ["csv", "json"], Path(sys.argv[1]), "en").run()
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden things too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exported(out: Path) -> None:
    ExportJob(example.facts(), ["csv"], out, "en").run()


def killed_while_writing(out: Path) -> None:
    """Another process begins an export there and is killed in the middle of it."""
    command = [sys.executable, "-P", "-c", WRITES, str(out)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "writing\n"
        writing.send_signal(signal.SIGKILL)


def test_that_a_killed_export_leaves_the_old_one_whole_and_its_rest_is_swept(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        out = lab.folder.exports / "report"
    exported(out)
    before = tree(out)
    killed_while_writing(out)
    assert tree(out) == before
    left = sorted(one.suffix for one in out.parent.iterdir())
    assert left == ["", ".lock", ".part"]
    Laboratory.open(tmp_path / "lab").close()
    assert [one.name for one in out.parent.iterdir()] == ["report"]
    assert tree(out) == before


def test_that_an_export_killed_between_two_names_is_put_back(tmp_path: Path) -> None:
    out = tmp_path / "report"
    exported(out)
    before = tree(out)
    place = Workplace(out)
    aside = place.folder.with_suffix(".old")
    aside.mkdir()
    (aside / "goal").write_text("report", encoding="utf-8")
    out.rename(aside / "earlier")
    assert place._lock is not None
    place._lock.release()
    sweep(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["report"]
    assert tree(out) == before


def test_that_what_is_still_being_written_is_not_swept(tmp_path: Path) -> None:
    place = Workplace(tmp_path / "one")
    (place.folder / "half.json").write_text("half")
    exported(tmp_path / "two")
    assert (place.folder / "half.json").is_file()
    place.put()
    place.leave()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["one", "two"]


def test_that_a_full_disk_is_said_and_leaves_the_old_export(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "600k") as disk:
        out = disk / "report"
        exported(out)
        before = tree(disk)
        with pytest.raises(WorldError) as full:
            ExportJob(example.facts(), ["html", "json", "csv", "pdf", "xlsx"], out, "en").run()
        assert full.value.code == "export_unwritable"
        assert "Make room" in sentence(full.value)
        assert tree(disk) == before
