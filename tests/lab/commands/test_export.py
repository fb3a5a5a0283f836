"""`lab export` writes, answers in JSON, and refuses with a sentence; `lab verify` checks what it wrote."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from lab.commands.export import export
from lab.commands.verify import verify
from lab.domain.errors import InputError
from lab.i18n import language, use_language
from lab.wording import sentence
from tests.lab.laboratories import Furnished, furnished
from tests.lab.stories import Story, hold


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


def test_that_a_round_is_exported_by_name_while_the_window_is_open(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(place.round.name, tmp_path / "out", "html,json", "ru", folder=place.lab.folder.path, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"folder", "exports", "report", "sha256", "clips", "stills", "left_out_findings"}
    assert told["report"] == told["exports"]["html"]
    assert Path(told["exports"]["json"]).is_file()
    assert language() == "ru"


def test_that_the_usual_answer_is_a_path_a_line(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(place.round.id[:12], tmp_path / "out", "json,csv", folder=place.lab.folder.path)
    out = tmp_path.resolve() / "out"
    lines = [f"json: {out / 'report.json'}", f"csv: {out / 'tables' / 'datapackage.json'}"]
    assert capsys.readouterr().out.splitlines() == lines


def test_that_the_laboratory_may_be_named_by_the_environment(
    place: Furnished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_FOLDER", str(place.lab.folder.path))
    export(place.round.name, tmp_path / "out", "json")
    assert (tmp_path / "out" / "report.json").is_file()
    monkeypatch.delenv("LAB_FOLDER")
    monkeypatch.setenv("LAB_POLICY", str(tmp_path / "none.toml"))
    with pytest.raises(InputError) as refused:
        export(place.round.name, tmp_path / "out", "json")
    assert "--folder" in sentence(refused.value)


@pytest.mark.parametrize(
    ("name", "formats", "said_language", "words"),
    [
        ("no such round", "html", "en", "no such round"),
        (None, "html,odt", "en", "“odt”"),
        (None, "html", "de", "“de”"),
    ],
)
def test_that_wrong_input_is_refused_in_a_sentence(
    place: Furnished, tmp_path: Path, name: str | None, formats: str, said_language: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        export(name or place.round.name, tmp_path / "out", formats, said_language, folder=place.lab.folder.path)
    assert words in sentence(refused.value)
    assert not (tmp_path / "out").exists()


def test_that_an_export_is_verified_and_one_changed_byte_is_found(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(place.round.name, tmp_path / "out", "json", folder=place.lab.folder.path)
    verify([tmp_path / "out"])
    report = tmp_path / "out" / "report.json"
    content = bytearray(report.read_bytes())
    content[100] ^= 1
    report.write_bytes(content)
    capsys.readouterr()
    with pytest.raises(typer.Exit) as answered:
        verify([tmp_path / "out"], as_json=True)
    assert answered.value.exit_code == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert [lie["where"] for lie in told["lies"]] == ["report.json"]


def test_that_without_a_word_the_export_speaks_the_language_in_force(place: Furnished, tmp_path: Path) -> None:
    use_language("ru")
    export(place.round.name, tmp_path / "out", "html", folder=place.lab.folder.path)
    assert '<html lang="ru"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def telling(place: Furnished) -> None:
    """A session whose note names somebody."""
    hold(place, Story().task("find-service", 10).tag(15, note="told Jennifer Brown, +7 912 345-67-89").closed())


def test_that_an_export_waits_for_a_word_about_the_people_in_it(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    telling(place)
    lab = place.lab.folder.path
    with pytest.raises(typer.Exit) as ended:
        export(place.round.name, tmp_path / "out", "csv", folder=lab)
    told = capsys.readouterr().err
    assert ended.value.exit_code == 2
    assert "P02, note: name" in told
    assert "told »Jennifer Brown«, +7 912" in told
    assert "--mask-hits" in told
    assert not (tmp_path / "out").exists()
    with pytest.raises(typer.Exit):
        export(place.round.name, tmp_path / "out", "csv", folder=lab, as_json=True)
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [(hit["kind"], hit["words"]) for hit in hits] == [("name", "Jennifer Brown"), ("phone", "+7 912 345-67-89")]
    export(place.round.name, tmp_path / "out", "csv", folder=lab, mask=True, keep=[f"{hits[0]['id']}=she agreed"])
    notes = (tmp_path / "out" / "tables" / "annotations.csv").read_text(encoding="utf-8")
    assert "told Jennifer Brown, [phone number]" in notes
    export(place.round.name, tmp_path / "kept", "json", folder=lab, keep_all="it is her own service")
    method = json.loads((tmp_path / "kept" / "report.json").read_text(encoding="utf-8"))["method"]
    assert "Kept: name (P02, note): it is her own service" in method["personal_data"]


@pytest.mark.parametrize("told", ["nothing", "abc=because", "abc="])
def test_that_a_reason_for_no_hit_is_refused(place: Furnished, tmp_path: Path, told: str) -> None:
    telling(place)
    with pytest.raises(InputError) as refused:
        export(place.round.name, tmp_path / "out", "csv", folder=place.lab.folder.path, mask=True, keep=[told])
    assert told in sentence(refused.value)
    assert not (tmp_path / "out").exists()
