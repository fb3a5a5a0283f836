"""Every code that the recorder's room raises or reports has a sentence, in both languages, from any facts."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from lab.i18n import in_language
from lab.wording import clap, sentence_for
from lab.wording.recording import SENTENCES
from recordings.device_types import Remedy

ROOT = Path(__file__).parent.parent.parent.parent
MAKERS = {
    "RecordingError": 0,
    "InventoryFault": 0,
    "TrialFault": 0,
    "Failed": "code",
    "DeviceFault": "code",
    "Fault": 0,
    "Trouble": "code",
    "_tell_once": 0,
    "_troubled": 0,
    "_fault": 1,
}
REASONS = {
    "paused",
    "device_changed",
    "file_gone",
    "recorder_restarted",
    "repaired",
    "stopped",
    "terminated",
    "unattended",
}
ENDINGS = {"disk_full", "write_failed", "recorder_fault", "folder_unwritable"}
"""Codes that are chosen by a condition or come out of `code_of`."""

TYPED = {"device_not_named", "screen_region_wrong", "screen_region_outside", "camera_address_wrong"}
"""What the window says of a device that somebody typed in."""


def codes_of(call: ast.Call) -> Iterator[str]:
    """The code that a call names, where it names one."""
    place = MAKERS.get(getattr(call.func, "id", getattr(call.func, "attr", "")))
    given = call.args[place : place + 1] if isinstance(place, int) else []
    given += [word.value for word in call.keywords if word.arg == place]
    for node in given:
        if isinstance(node, ast.Constant):
            yield str(node.value)


def told() -> set[str]:
    """All codes named in `recordings`."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "recordings").rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {code for call in calls for code in codes_of(call)} | set(get_args(Remedy)) | REASONS | ENDINGS | TYPED


FACTS: list[dict[str, object]] = [
    {},
    {
        "device": "default",
        "why": "no answer",
        "path": "/folder",
        "known": ["LEFT"],
        "formats": [".png"],
        "state": "idle",
    },
    {"device": "/dev/video0", "reason": "no answer", "source": "camera", "from_us": 61_000_000, "to_us": 0, "line": 3},
]


def test_that_codes_were_found() -> None:
    assert {"screen_part_unsupported", "stills_failed", "source_stalled", "no_microphone", "media_missing"} <= told()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("code", sorted(told()))
def test_that_every_code_has_its_sentence(code: str, language: str) -> None:
    assert code in SENTENCES or code in clap.SENTENCES
    with in_language(language):
        for facts in FACTS:
            words = sentence_for(code, dict(facts))
            assert words.endswith(".")
            assert "{" not in words
            assert any("а" <= letter <= "я" for letter in words) == (language == "ru")


def test_that_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) - told() == set()


def test_that_a_sentence_names_what_it_is_about() -> None:
    assert "LEFT, RIGHT" in sentence_for("screen_unknown", {"device": "MIDDLE", "known": ["LEFT", "RIGHT"]})
    assert "1:01" in sentence_for("no_picture", {"source": "camera", "from_us": 61_000_000})
    with in_language("ru"):
        assert "устройство по умолчанию" in sentence_for("microphone_silent", {"device": "default"})
