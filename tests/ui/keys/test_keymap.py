"""Keys can be changed and switched off; a key does one thing; Space, Tab and Escape do none."""

import pytest

from ui.keys.keymap import NEVER, USUAL, Act, keymap_of
from ui.keys.physical_keys import NAMES


def test_that_every_usual_key_is_a_key_and_does_one_thing() -> None:
    keys = [key for names in USUAL.values() for key in names]
    assert set(keys) <= NAMES - NEVER
    assert len(keys) == len(set(keys))
    assert set(USUAL) == set(Act)


def test_that_the_usual_keys_are_those_of_the_plan() -> None:
    keymap = keymap_of({})
    assert keymap.act_of("Enter") is keymap.act_of("F5") is Act.BOUNDARY
    assert [keymap.act_of(f"Digit{n}") for n in (1, 9)] == [Act.TAG_1, Act.TAG_9]
    outcomes = [Act.SUCCESS, Act.ASSISTED, Act.FAILED, Act.GAVE_UP]
    assert [keymap.act_of(f"F{n}") for n in (6, 7, 8, 9)] == outcomes
    assert keymap.act_of("F10") is Act.BLIND
    assert keymap.act_of("Backspace") is Act.TAKE_BACK
    assert keymap.act_of("F1") is Act.HELP


def test_that_a_changed_key_takes_the_place_of_the_usual_ones_and_leaves_its_former_act() -> None:
    keymap = keymap_of({"success": "Digit1"})
    assert keymap.act_of("Digit1") is Act.SUCCESS
    assert keymap.act_of("F6") is None
    assert keymap.act_of("Numpad1") is Act.TAG_1
    assert keymap.label(Act.SUCCESS) == "1"


def test_that_an_act_can_lose_its_key() -> None:
    assert keymap_of({"take_back": ""}).act_of("Backspace") is None


def test_that_keys_can_be_switched_off() -> None:
    keymap = keymap_of({}, on=False)
    assert keymap.act_of("Enter") is None
    assert keymap.label(Act.BOUNDARY) == ""


@pytest.mark.parametrize("changed", [{"success": "Space"}, {"success": "Escape"}, {"dance": "F6"}, {"success": "Qx"}])
def test_that_what_makes_no_sense_in_a_settings_file_changes_nothing(changed: dict[str, str]) -> None:
    assert keymap_of(changed) == keymap_of({})
