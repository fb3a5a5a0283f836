"""An export is written whole or not at all, with clips out of the real recording, and can be checked later."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import av
import pytest

from lab.domain.consent import Scope
from lab.domain.errors import InputError, WorldError
from lab.reports.bundle import check_bundle
from lab.reports.clips import ExportCancelled
from lab.reports.export import FORMATS, Exported, ExportJob, usual_name
from lab.reports.facts import RoundFacts
from recordings.clicks import Click
from tests.lab.reports import example
from tests.lab.reports.paper.pages import Pdf
from tests.recordings.filming import Film, Pixels, Studio, beeps, rgb_of

SECOND = 1_000_000


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten minutes of one picture every two seconds, with sound and a camera."""
    folder = tmp_path_factory.mktemp("recording")
    shots = [(ms, ms // 2000) for ms in range(0, 600_000, 2000)]
    screen = Film(shots, sound=[(160 * SECOND, beeps([9 * SECOND], 30 * SECOND))], width=160, height=96)
    face = Film([(ms, 4095) for ms in range(0, 600_000, 5000)], width=64, height=48)
    studio = Studio(folder).film("screen", (0, screen)).borrowed("microphone", "screen")
    return studio.film("camera", (0, face), kind="synthetic_camera").done()


def small(folder: Path | None, *without: Scope) -> RoundFacts:
    """The example with one finding, seen with P01, P02 (whose recordings lie in `folder`) and P03."""
    facts = example.facts()
    sessions = tuple(
        replace(one, folder=folder, scopes=frozenset(Scope) - set(without)) for one in facts.sessions if one.held.counts
    )
    lost = facts.findings[1]
    evidence = tuple(one for one in lost.evidence if one.participant.endswith(("P01", "P02")))
    return replace(facts, sessions=sessions, findings=(replace(lost, evidence=evidence),))


def exported(facts: RoundFacts, out: Path, formats: Sequence[str] = FORMATS) -> Exported:
    """Export in English."""
    return ExportJob(facts, formats, out, "en").run()


def test_that_an_export_holds_page_data_tables_and_clips(recording: Path, tmp_path: Path) -> None:
    told: list[float] = []
    made = ExportJob(small(recording), FORMATS, tmp_path / "out", "ru").run(told.append)
    assert {name: path.relative_to(made.folder).as_posix() for name, path in made.paths.items()} == {
        "html": "index.html",
        "json": "report.json",
        "csv": "tables/datapackage.json",
        "pdf": "report.pdf",
        "docx": "report.docx",
        "xlsx": "report.xlsx",
        "actions": "action-plan.xlsx",
        "cif": "usability-report.docx",
        "earl": "earl.json",
        "wcag-em": "wcag-em.json",
    }
    assert (made.clips, made.stills) == (2, 2)
    assert all(path.is_file() for path in made.paths.values())
    assert told == sorted(told)
    assert told[-1] == 1.0
    page = made.paths["html"].read_text(encoding="utf-8")
    for file in [*(made.folder / "clips").iterdir(), *(made.folder / "stills").iterdir()]:
        assert f"{file.parent.name}/{file.name}" in page


def test_that_a_clip_is_what_was_seen_around_the_anchor_and_can_be_heard(recording: Path, tmp_path: Path) -> None:
    made = exported(small(recording), tmp_path / "out", ["html"])
    with av.open(str(made.folder / "clips" / "F-2-P01-1.mp4")) as clip:
        # The lead of this tag was edited to five seconds; its lag is seven.
        assert clip.duration == pytest.approx(12 * SECOND, abs=100_000)
        assert len(clip.streams.audio) == 1
    silent = exported(small(recording, Scope.VOICE), tmp_path / "silent", ["html"])
    with av.open(str(silent.folder / "clips" / "F-2-P01-1.mp4")) as clip:
        assert len(clip.streams.audio) == 0


def test_that_paper_has_its_frames_without_a_clip_being_cut(recording: Path, tmp_path: Path) -> None:
    made = exported(small(recording), tmp_path / "out", ["pdf"])
    assert (made.clips, made.stills) == (0, 2)
    assert sorted(path.name for path in made.folder.iterdir()) == ["bundle.json", "report.pdf", "stills"]
    with_frames = Pdf(made.paths["pdf"].read_bytes()).tags.count("Figure")
    without = exported(small(None), tmp_path / "without", ["pdf"])
    assert with_frames - Pdf(without.paths["pdf"].read_bytes()).tags.count("Figure") == 3  # the first page has one


def test_that_a_page_made_without_clips_shows_its_stills(recording: Path, tmp_path: Path) -> None:
    made = ExportJob(small(recording), ["html"], tmp_path / "out", "en", clips=False).run()
    assert (made.clips, made.stills) == (0, 2)
    page = made.paths["html"].read_text(encoding="utf-8")
    stills = sorted(one.relative_to(made.folder).as_posix() for one in made.folder.rglob("*.jpg"))
    assert len(stills) == 2
    assert all(f'src="{still}"' in page for still in stills)
    assert "<video" not in page
    assert not (made.folder / "clips").exists()
    assert check_bundle(made.folder).lies == ()


def frame_of(clip: Path, number: int) -> Pixels:
    with av.open(str(clip)) as container:
        return [rgb_of(frame) for frame in container.decode(video=0)][number]


def test_that_a_clip_says_below_its_picture_what_was_noted(recording: Path, tmp_path: Path) -> None:
    made = exported(small(recording), tmp_path / "out", ["html"])
    with av.open(str(made.folder / "stills" / "F-2-P01-1.jpg")) as still:
        height = still.streams.video[0].height
    clip = made.folder / "clips" / "F-2-P01-1.mp4"
    assert frame_of(clip, 0)[height:].max() < 120
    assert frame_of(clip, 6 * 25)[height:].max() > 120


def test_that_faces_can_be_left_out_and_are_left_out_without_consent(recording: Path, tmp_path: Path) -> None:
    shown = exported(small(recording), tmp_path / "shown", ["html"])
    asked = ExportJob(small(recording), ["html"], tmp_path / "asked", "en", faces=False).run()
    unagreed = exported(small(recording, Scope.FACE), tmp_path / "unagreed", ["html"])
    clip = Path("clips") / "F-2-P01-1.mp4"
    with_face, without, never = (frame_of(made.folder / clip, 0) for made in (shown, asked, unagreed))
    assert (without == never).all()
    corner = with_face[60:90, 125:155].astype(int) - without[60:90, 125:155]
    assert abs(corner).max() > 100


def test_that_clicks_are_marked_in_clips_or_left_out(recording: Path, tmp_path: Path) -> None:
    facts = small(recording)
    seen = facts.findings[0].evidence[0].anchor_us
    click = Click(at_us=seen, source="screen", button=1, x=80, y=48)
    sessions = tuple(replace(one, clicks=(click,)) for one in facts.sessions)
    facts = replace(facts, sessions=sessions)
    clip = Path("clips") / "F-2-P01-1.mp4"
    marked = exported(facts, tmp_path / "marked", ["html"])
    bare = ExportJob(facts, ["html"], tmp_path / "bare", "en", clicks=False).run()
    number = 5 * 25 + 1  # its lead is five seconds
    ringed, plain = (frame_of(made.folder / clip, number).astype(int) for made in (marked, bare))
    assert abs(ringed[40:56, 70:90] - plain[40:56, 70:90]).max() > 100
    assert abs(ringed[:20, :60] - plain[:20, :60]).max() < 40


def test_that_nothing_is_shown_without_consent(recording: Path, tmp_path: Path) -> None:
    made = exported(small(recording, Scope.CLIPS_INTERNAL), tmp_path / "out", ["html"])
    assert (made.clips, made.stills) == (0, 0)
    assert list((made.folder / "clips").iterdir()) == []
    assert "did not agree that clips are shown" in made.paths["html"].read_text(encoding="utf-8")


def test_that_a_missing_recording_is_said(tmp_path: Path) -> None:
    made = exported(small(tmp_path / "gone"), tmp_path / "out", ["html"])
    assert "the recording is no longer in the laboratory" in made.paths["html"].read_text(encoding="utf-8")


def test_that_a_moment_after_the_recording_has_no_clip_of_nothing(recording: Path, tmp_path: Path) -> None:
    facts = small(recording)
    late = replace(facts.findings[0].evidence[0], anchor_us=900 * SECOND)
    made = exported(
        replace(facts, findings=(replace(facts.findings[0], evidence=(late,)),)), tmp_path / "out", ["html"]
    )
    assert (made.clips, made.stills) == (0, 1)


def test_that_a_cancelled_export_leaves_nothing(recording: Path, tmp_path: Path) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    with pytest.raises(ExportCancelled):
        ExportJob(small(recording), FORMATS, tmp_path / "out", "en").run(cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_that_an_earlier_export_is_replaced_and_foreign_files_are_kept(tmp_path: Path) -> None:
    facts = small(None)
    first = exported(facts, tmp_path / "out", ["json", "csv"])
    second = exported(facts, tmp_path / "out", ["json"])
    assert second.folder == first.folder
    assert sorted(path.name for path in second.folder.iterdir()) == ["bundle.json", "report.json"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    third = exported(facts, tmp_path / "mine", ["json"])
    assert third.folder == tmp_path / "mine" / usual_name(facts)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_that_names_make_safe_folders() -> None:
    facts = example.facts()
    named = replace(facts, service=replace(facts.service, name="Пособие / на «ребёнка» " + "я" * 300))
    name = usual_name(named)
    assert len(name.encode()) < 255
    assert not set(name) & set('/\\:*?"<>|')
    assert usual_name(facts) == "Child-benefit-2.3-1-2026-03-12"


def test_that_a_folder_that_cannot_be_made_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorldError) as failed:
        exported(small(None), tmp_path / "file" / "out")
    assert failed.value.code == "export_unwritable"


def test_that_wrong_questions_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    facts = replace(small(None), standards=example.facts().standards[:1])
    for formats, out, language, code in (
        (["odt"], tmp_path / "out", "en", "export_formats_unknown"),
        ([], tmp_path / "out", "en", "export_formats_unknown"),
        (["wcag-em"], tmp_path / "out", "en", "export_without_wcag"),
        (["json"], tmp_path / "file", "en", "export_out_is_a_file"),
        (["json"], tmp_path / "out", "de", "export_language_unknown"),
    ):
        with pytest.raises(InputError) as refused:
            ExportJob(facts, formats, out, language)
        assert refused.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_that_a_bundle_tells_every_change(tmp_path: Path) -> None:
    made = exported(small(None), tmp_path / "out", ["json", "csv"])
    assert check_bundle(made.folder).ok
    (made.folder / "report.json").write_text("{}")
    (made.folder / "tables" / "findings.csv").unlink()
    (made.folder / "tables" / "more.csv").write_text("x")
    lies = {(lie.where, lie.code) for lie in check_bundle(made.folder).lies}
    assert lies == {
        ("report.json", "file_changed"),
        ("tables/findings.csv", "file_missing"),
        ("tables/more.csv", "file_added"),
    }


def test_that_a_changed_list_of_a_bundle_is_found(tmp_path: Path) -> None:
    made = exported(small(None), tmp_path / "out", ["json"])
    listed = made.folder / "bundle.json"
    listed.write_text(listed.read_text(encoding="utf-8").replace('"internal"', '"public"'), encoding="utf-8")
    assert [lie.code for lie in check_bundle(made.folder).lies] == ["bundle_changed"]
    listed.write_text("not json", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        check_bundle(made.folder)
    assert refused.value.code == "not_a_bundle"
