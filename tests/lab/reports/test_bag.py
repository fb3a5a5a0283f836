"""An evidence bundle is a bag that the Library of Congress' program takes, and every lie in it is told."""

import json
import shutil
from pathlib import Path

import bagit
import pytest
import typer

from lab.commands.verify import verify
from lab.domain.consent import Consent, Scope
from lab.domain.errors import InputError
from lab.reports.bag import check_bag
from lab.reports.export import Audience, ExportJob
from lab.services.exporting import Bagging, Exported, ExportService
from lab.services.laboratory import Laboratory
from lab.wording import sentence
from tests.lab.large_round import make_large_round, small_recording
from tests.lab.reports import example

WITH_SESSIONS = Bagging(bag=True, sessions=True)


def bagged(tmp_path: Path) -> Exported:
    """A round of two participants in a bag; the first one's recording must not be shown."""
    recording = small_recording(tmp_path / "recording")
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab, recording, sealed=True, participants=2)
        first = lab.planning.participants(made.round.id)[0]
        assert first.consent is not None
        scopes = first.consent.scopes - {Scope.CLIPS_INTERNAL}
        lab.planning.give_consent(first.id, Consent("1", "en", first.consent.signed_on, scopes, on_paper=True))
        return (
            ExportService(lab).job(made.round.id, ["json", "csv"], tmp_path / "out", "en", bagging=WITH_SESSIONS).run()
        )


def test_that_a_bag_is_one_for_the_library_of_congress_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = bagged(tmp_path)
    bag = bagit.Bag(str(made.folder))
    assert bag.validate()
    assert (bag.version_info, bag.algorithms) == ((1, 0), ["sha256"])
    assert (bag.info["Sessions"], bag.info["Sessions-Left-Out"]) == ("P02", "P01")
    assert made.paths["json"] == made.folder / "data" / "report" / "report.json"
    assert made.paths["json"].is_file()
    (session,) = (made.folder / "data" / "sessions").iterdir()
    assert {"seal.json", "session.json", "journal.sqlite", "screen.mkv", "camera.mkv"} <= {
        one.name for one in session.iterdir()
    }
    verify([made.folder])
    assert "good" in capsys.readouterr().out


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bagged(tmp_path_factory.mktemp("bag")).folder


@pytest.mark.parametrize(
    "place", ["data/report/report.json", "data/sessions/*/journal.sqlite", "bag-info.txt", "manifest-sha256.txt"]
)
def test_that_the_first_lie_of_a_bag_is_told(
    whole: Path, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "bag"))
    (changed,) = folder.glob(place)
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    with pytest.raises(typer.Exit) as answered:
        verify([folder], as_json=True)
    assert answered.value.exit_code == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert told["lies"][0]["where"] == changed.relative_to(folder).as_posix()


def test_that_what_was_added_or_lost_is_told_and_a_later_export_replaces_a_bag(whole: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "bag"))
    (folder / "data" / "more.txt").write_text("x")
    (folder / "data" / "report" / "report.json").unlink()
    lies = {(lie.where, lie.code) for lie in check_bag(folder).lies}
    assert lies == {("data/more.txt", "file_added"), ("data/report/report.json", "file_missing")}
    again = ExportJob(example.facts(), ["json"], folder, "en").run()
    assert again.folder == folder
    assert sorted(one.name for one in folder.iterdir()) == ["bundle.json", "report.json"]


def test_that_sealed_sessions_are_never_made_public_and_a_torn_bag_is_no_bag(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        ExportJob(example.facts(), ["json"], tmp_path / "no", "en", Audience.PUBLIC, bagging=WITH_SESSIONS)
    assert "public" in sentence(refused.value)
    folder = Path(shutil.copytree(whole, tmp_path / "bag"))
    (folder / "manifest-sha256.txt").write_text("abc")
    with pytest.raises(InputError) as torn:
        check_bag(folder)
    assert "manifest-sha256.txt" in sentence(torn.value)
