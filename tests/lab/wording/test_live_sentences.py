"""Every code that the room, the session folder and the laboratory folder raise or tell has a sentence in both
languages, and the sentence names what it is about.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from lab import wording
from lab.i18n import in_language
from lab.wording import live, sentence_for

ROOT = Path(__file__).parent.parent.parent.parent / "lab"
PLACE_OF_CODE = {"WorldError": 0, "RuleError": 0, "InputError": 0, "Lie": 1, "set": 1, "happened": 1}


def codes() -> Iterator[str]:
    for path in [*(ROOT / "archive").glob("*.py"), *(ROOT / "live").glob("*.py"), ROOT / "folder.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                place = PLACE_OF_CODE.get(name)
                given = node.args[place : place + 1] if place is not None else []
                yield from (str(word.value) for word in given if isinstance(word, ast.Constant))


CODES = sorted(set(codes()))


def test_that_the_codes_were_found() -> None:
    assert {"journal_broken", "file_changed", "folder_on_network", "nothing_heard", "recorder_started_again"} <= set(
        CODES
    )


def test_that_no_code_of_the_room_has_another_sentence_elsewhere() -> None:
    """It would hide the alarm's own."""
    others = {
        code for room in wording.ROOMS if room != "live" for code in import_module(f"lab.wording.{room}").SENTENCES
    }
    assert others & set(live.SENTENCES) == set()


@pytest.mark.parametrize("code", CODES)
def test_that_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    assert code in wording.sentences()
    facts: dict[str, object] = {}
    english = sentence_for(code, facts)
    with in_language("ru"):
        russian = sentence_for(code, facts)
    assert english
    assert english != russian
    assert code not in (english, russian)
