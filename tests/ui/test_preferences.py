"""What a person prefers is kept, and never stops the laboratory."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.errors import WorldError
from ui.preferences import Person, Preferences


def test_that_preferences_are_there_at_the_next_start(qapp: object, tmp_path: Path) -> None:
    file = tmp_path / "config" / "person.toml"
    keys = {"tag_1": "KeyQ", "help": ""}
    Preferences(file).change(name='Анна "Нюра" Петрова', theme="dark", text_scale=1.5, keys=keys, single_keys=False)
    person = Preferences(file).person
    assert person == Person('Анна "Нюра" Петрова', "", "dark", 1.5, keys, single_keys=False)


@pytest.mark.parametrize("text", ["theme = ", "\x00", "[keys\n"])
def test_that_a_broken_file_is_kept_aside(qapp: object, tmp_path: Path, text: str) -> None:
    file = tmp_path / "person.toml"
    file.write_text(text, encoding="utf-8")
    assert Preferences(file).person == Person()
    assert (tmp_path / "person.unreadable").read_text(encoding="utf-8") == text


def test_that_values_of_another_version_are_passed_over(qapp: object, tmp_path: Path) -> None:
    file = tmp_path / "person.toml"
    file.write_text('theme = "neon"\ntext_scale = 7\nname = "Anna"\nfuture = 1\n', encoding="utf-8")
    assert Preferences(file).person == Person(name="Anna")


def test_that_a_change_is_told_once_and_only_if_there_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "person.toml")
    told: list[Person] = []
    preferences.changed.connect(told.append)
    preferences.change(name="Anna")
    preferences.change(name="Anna")
    assert [person.name for person in told] == ["Anna"]


def test_that_an_unwritable_folder_is_said_and_the_change_holds(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    preferences = Preferences(tmp_path / "config" / "person.toml")
    with pytest.raises(WorldError) as caught:
        preferences.change(name="Anna")
    assert caught.value.code == "preferences_unwritable"
    assert preferences.person.name == "Anna"
