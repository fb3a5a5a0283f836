"""Settings of a laboratory, and the folder that a machine prescribes."""

from datetime import timedelta
from pathlib import Path

import pytest

from lab.domain.errors import InputError, RuleError, WorldError
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from lab.settings import FILE, LabSettings, preset_folder, read_settings, write_settings
from lab.wording import sentence
from tests.lab.laboratories import NINE, furnished


@pytest.fixture(autouse=True)
def _no_machine_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAB_FOLDER", raising=False)
    monkeypatch.setenv("LAB_POLICY", str(tmp_path / "no-policy.toml"))


def test_that_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    settings = LabSettings(name="Лаборатория «Север»", rooms=("Room \\ 1", 'a "b"'), sessions_a_day=4, lead_s=2.5)
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == settings
    assert "Лаборатория" in (tmp_path / FILE).read_text(encoding="utf-8")


def test_that_a_laboratory_without_settings_has_the_usual_ones(tmp_path: Path) -> None:
    limits = read_settings(tmp_path).limits
    assert (limits.sessions_a_day, limits.minutes_between, limits.session_minutes) == (6, 15, 60)


@pytest.mark.parametrize("text", ["name = ", "sessions_a_day = 0", "colour = 'red'", "rooms = 'one'", b"\xff\xfe"])
def test_that_broken_settings_are_said_and_kept(tmp_path: Path, text: str | bytes) -> None:
    file = tmp_path / FILE
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = file.read_bytes()
    with pytest.raises(InputError, match="settings_broken") as refused:
        read_settings(tmp_path)
    assert str(file) in sentence(refused.value)
    assert file.read_bytes() == before


def test_that_unwritable_settings_leave_the_old_ones_in_force(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    with pytest.raises(WorldError, match="settings_unwritable"):
        write_settings(missing, LabSettings())


def test_that_a_laboratory_keeps_and_obeys_its_settings(tmp_path: Path) -> None:
    place = furnished(tmp_path / "lab")
    told: list[str] = []
    place.lab.subscribe(lambda change: told.append(change.kind))
    place.lab.change_settings(LabSettings(rooms=("Glass room",), minutes_between=30))
    other = place.lab.planning.add_participant(place.round.id)
    close = Place("Room 2", NINE + timedelta(minutes=80), 60, "Anna")
    warned = place.lab.scheduling.book(other.id, close).warnings
    rooms = place.lab.rooms()
    place.lab.close()
    assert [one.code for one in warned] == ["too_short_between"]
    assert rooms == ("Glass room", "Room 1", "Room 2")
    assert "settings" in told
    with Laboratory.open(tmp_path / "lab") as again:
        assert again.settings.minutes_between == 30


def test_that_a_laboratory_opened_to_read_keeps_its_settings(tmp_path: Path) -> None:
    furnished(tmp_path / "lab").lab.close()
    with Laboratory.open_readonly(tmp_path / "lab") as lab, pytest.raises(RuleError, match="opened_read_only"):
        lab.change_settings(LabSettings(name="other"))


def test_that_the_environment_goes_before_the_policy_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert preset_folder() is None
    (tmp_path / "no-policy.toml").write_text('folder = "/srv/laboratory"\n', encoding="utf-8")
    assert preset_folder() == Path("/srv/laboratory")
    monkeypatch.setenv("LAB_FOLDER", "/home/anna/lab")
    assert preset_folder() == Path("/home/anna/lab")


def test_that_a_broken_policy_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "no-policy.toml").write_text("folder = 7\n", encoding="utf-8")
    with pytest.raises(InputError, match="settings_broken"):
        preset_folder()
