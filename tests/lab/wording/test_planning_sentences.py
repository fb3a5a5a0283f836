"""Every code that services and their database raise has a sentence, in both languages, from the facts it brings."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.domain.booking import Booking, Conflict
from lab.domain.errors import LabError, RuleError
from lab.domain.ids import BookingId, ParticipantId, RoundId
from lab.domain.session import SessionState
from lab.i18n import in_language
from lab.wording import sentence, sentences
from lab.wording.fields import fault_words, faults_sentence
from lab.wording.states import state_words

ROOT = Path(__file__).parent.parent.parent.parent
ROOMS = ("lab/database", "lab/services", "lab/domain")
ERRORS = {"WorldError", "InputError", "RuleError"}
SAMPLE: dict[str, object] = {
    "state": SessionState.CLOSED, "from_state": SessionState.CLOSED, "to_state": SessionState.RUNNING,
    "before": "open", "to": "fixed", "needed": 5, "decided": "launch", "gate": "red", "conflicts": (),
    "faults": (("name", "missing"),),
}  # fmt: skip


def raised() -> dict[str, frozenset[str]]:
    """Code → names of the facts that come with it, of every error raised in these rooms."""
    found: dict[str, frozenset[str]] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                    code = node.args[0]
                    if isinstance(code, ast.Constant):
                        found[str(code.value)] = frozenset(str(word.arg) for word in node.keywords)
    return found


CODES = {code: facts for code, facts in raised().items() if not code.startswith("folder_")}


def test_that_errors_were_found() -> None:
    assert {"booking_clashes", "database_newer", "finding_move", "task_already_running"} <= set(CODES)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_that_every_code_has_its_sentence(code: str, language: str) -> None:
    facts = {name: SAMPLE.get(name, f"<{name}>") for name in CODES[code]}
    with in_language(language):
        words = sentence(LabError(code, **facts))
        unknown = sentence(LabError("no such code"))
    assert code in sentences()
    assert words
    assert words.split("(")[0] != unknown.split("(")[0]
    assert "{" not in words


def test_that_a_clash_says_who_and_when() -> None:
    nine = datetime(2026, 11, 23, 9, tzinfo=UTC)
    other = Booking(BookingId("b"), RoundId("r"), ParticipantId("p"), "Room 1", nine, 60, "Anna")
    conflicts = tuple(Conflict(what, who, other) for what, who in (("room", "Room 1"), ("moderator", "Anna")))
    words = sentence(RuleError("booking_clashes", conflicts=conflicts))
    start = f"{nine.astimezone():%H:%M}"
    assert words.startswith(f"Room “Room 1” is taken from {start} to ")
    assert f"Anna moderates another session from {start}" in words


def test_that_all_faults_of_a_form_are_said() -> None:
    words = faults_sentence((("name", "missing"), ("CC-24.why", "too_long")))
    assert words == "Name: Fill this in.\nCC-24, Reason: This is too long: shorten it."


def test_that_every_fault_of_a_field_has_words() -> None:
    codes = set()
    for path in (ROOT / "lab/services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fault":
                codes |= {
                    str(leaf.value) for leaf in ast.walk(node.args[1]) if isinstance(leaf, ast.Constant) and leaf.value
                }
    assert codes
    assert [code for code in sorted(codes) if fault_words(code) == code] == []


def test_that_every_state_has_a_word() -> None:
    assert len({state_words(state) for state in SessionState}) == len(SessionState)
