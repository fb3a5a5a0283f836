"""The session's keys on a real X server: by the place of the key, whatever the layout.

Keys are pressed by their X key codes with xdotool, as a keyboard sends them; the layout is set with setxkbmap.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest

from tests.virtual_display import virtual_display
from ui.keys.chords_x11 import Grabs

ROOT = Path(__file__).parent.parent.parent
TOOLS = ("Xvfb", "xdotool", "setxkbmap")
LONGEST_S = 30
ENTER, SPACE, BACKSPACE, ESCAPE, CAPS_LOCK = 36, 65, 22, 9, 66
F1, F2, F3, F4, F5, F6, F7, F8, F9, F10 = (67 + n for n in range(10))
DIGIT_1, DIGIT_2, DIGIT_9 = 10, 11, 18
KEY_I, KEY_P, KEY_Z = 31, 33, 52

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


def in_soak(layout: str) -> Any:
    """A layout that the short suite leaves out."""
    return pytest.param(layout, marks=pytest.mark.soak)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of our own."""
    with virtual_display() as name:
        yield name


class Window:
    """The board in its process, a keyboard before it, and what it says."""

    def __init__(self, display: str, changed: Mapping[str, str], switch: str) -> None:
        self._env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(ROOT / "tests" / "stories" / "keys_window.py"), json.dumps(changed), switch],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self._env,
        )
        self._said: Queue[dict[str, Any]] = Queue()
        self.alerts: list[str] = []
        self._reader = Thread(target=self._read, name="keys-window")
        self._reader.start()

    def focus(self) -> None:
        """Wait until it is there, and give it the focus."""
        self.until("ready")
        self.tool("search", "--sync", "--name", "keys-story", "windowfocus", "--sync")
        self.until("focus")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            self._said.put(said)
            if "alert" in said:
                self.alerts.append(said["alert"])

    def tool(self, *arguments: str) -> None:
        """Run xdotool."""
        subprocess.run(["xdotool", *arguments], env=self._env, check=True, timeout=LONGEST_S)

    def layout(self, *arguments: str) -> None:
        """Set the keyboard's layout."""
        subprocess.run(["setxkbmap", *arguments], env=self._env, check=True, timeout=LONGEST_S)

    def press(self, *codes: int) -> None:
        """Press and release keys by their codes."""
        self.tool("key", "--clearmodifiers", *(str(code) for code in codes))

    def until(self, key: str) -> dict[str, Any]:
        """What the window says next about this."""
        while True:
            said = self._said.get(timeout=LONGEST_S)
            if key in said:
                return said

    def events(self, number: int) -> list[dict[str, Any]]:
        """The next events that the room keeps."""
        return [self.until("event") for _event in range(number)]

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def open_window(display: str) -> Iterator[Any]:
    windows: list[Window] = []

    def open_one(changed: Mapping[str, str] | None = None, switch: str = "on") -> Window:
        windows.append(Window(display, changed or {}, switch))
        windows[-1].focus()
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()


@pytest.mark.parametrize("layout", ["ru", in_soak("us"), in_soak("us,ru"), "us,ru, the second in force"])
def test_that_the_keys_work_whatever_the_layout(open_window: Any, layout: str) -> None:
    window = open_window()
    window.layout("-option", "", "-option", "grp:caps_toggle", "-layout", layout.partition(", ")[0])
    if "second" in layout:
        window.press(CAPS_LOCK)
    window.press(ENTER, DIGIT_1, DIGIT_2, DIGIT_9, BACKSPACE, F6)
    window.press(F5, F7, ENTER, F8, ENTER, F9, F10)
    started, first, second, ninth, taken, ended = window.events(6)
    assert (started["event"], ended["event"], ended["outcome"]) == ("task.started", "task.ended", "success")
    assert [tag["button"] for tag in (first, second, ninth)] == ["wrong-entry", "which-agency", "pleased"]
    assert taken["event"] == "tag.retracted"
    rest = window.events(7)
    assert [one["outcome"] for one in rest if one["event"] == "task.ended"] == ["assisted", "failed", "gave_up"]
    assert rest[-1]["event"] == "observers.blinded"
    window.press(F1)
    assert window.until("asked")["asked"] == "help"


def test_that_keys_can_be_remapped_by_place_under_a_russian_layout(open_window: Any) -> None:
    window = open_window({"boundary": "KeyB", "tag_1": "KeyZ"})
    window.layout("-option", "", "-layout", "ru")
    key_b, key_z = 56, 52
    window.press(ENTER, DIGIT_1, key_b, key_z)
    assert [event["event"] for event in window.events(2)] == ["task.started", "tag.put"]


def test_that_keys_can_be_switched_off(open_window: Any) -> None:
    window = open_window(switch="off")
    window.layout("-option", "", "-layout", "us")
    window.press(ENTER, DIGIT_1, F6, F3)
    assert window.until("at")["at"] != "note"
    window.press(F2)
    window.until("at")
    window.press(DIGIT_1, ENTER)
    (only,) = window.events(1)
    assert (only["event"], only["note"]) == ("tag.put", "1")


def test_that_keys_rest_while_a_russian_note_is_typed_and_enter_leads_back(open_window: Any) -> None:
    window = open_window()
    window.layout("-option", "", "-layout", "ru")
    window.press(F2)
    assert window.until("at")["at"] == "note"
    window.press(DIGIT_1, DIGIT_2, 24, ENTER)
    (tag,) = window.events(1)
    assert (tag["event"], tag["note"]) == ("tag.put", "12й")
    assert window.until("at")["at"] == "session_board"
    window.press(ENTER)
    assert window.events(1)[0]["event"] == "task.started"


def test_that_space_presses_the_button_with_the_focus(open_window: Any) -> None:
    window = open_window()
    window.layout("-option", "", "-layout", "ru")
    window.press(ENTER)
    window.events(1)
    window.press(F3)
    assert window.until("at")["at"] == "outcome_gave_up"
    window.press(SPACE)
    assert window.events(1)[0]["outcome"] == "gave_up"


def test_that_it_is_said_when_the_keys_go_to_the_participant(open_window: Any, display: str) -> None:
    window = open_window()
    other = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.sample"],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
    )
    try:
        window.tool("search", "--sync", "--name", "Unified Portal", "windowfocus", "--sync")
        assert window.until("focus") == {"focus": False, "notice": True}
        window.tool("search", "--sync", "--name", "keys-story", "windowfocus", "--sync")
        assert window.until("focus") == {"focus": True, "notice": False}
    finally:
        other.terminate()
        other.wait()


@pytest.fixture
def participant(display: str) -> Iterator[None]:
    """A program of the participant's on the same display."""
    other = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.sample"],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
    )
    yield
    other.terminate()
    other.wait()


def chord(window: Window, code: int) -> None:
    """Press a key with Ctrl and Alt."""
    window.tool("keydown", "ctrl", "keydown", "alt", "key", str(code), "keyup", "alt", "keyup", "ctrl")


@pytest.mark.parametrize("layout", [in_soak("us"), "us,ru, the second in force"])
def test_that_chords_steer_the_session_while_the_participant_has_the_keyboard(
    open_window: Any, participant: None, layout: str
) -> None:
    window = open_window(switch="chords")
    window.layout("-option", "", "-option", "grp:caps_toggle", "-layout", layout.partition(", ")[0])
    if "second" in layout:
        window.press(CAPS_LOCK)
    window.tool("search", "--sync", "--name", "Unified Portal", "windowfocus", "--sync")
    assert window.until("focus")["focus"] is False
    window.press(DIGIT_1)
    for code in (ENTER, DIGIT_1, KEY_Z, KEY_I, ENTER, KEY_P):
        chord(window, code)
    started, tag, taken, ended, again, gave_up = window.events(6)
    assert (started["event"], tag["button"], taken["event"]) == ("task.started", "wrong-entry", "tag.retracted")
    assert (ended["outcome"], again["event"], gave_up["outcome"]) == ("assisted", "task.started", "gave_up")


def test_that_without_the_switch_no_chord_is_taken(open_window: Any) -> None:
    window = open_window()
    chord(window, ENTER)
    window.press(ENTER)
    window.events(1)
    window.press(F6)
    assert window.events(1)[0]["outcome"] == "success"


def test_that_chords_of_another_program_are_named(
    open_window: Any, display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    other = Grabs(("Enter",))
    try:
        window = open_window(switch="chords")
        assert window.alerts == ["Another program has these chords already: Ctrl+Alt+Enter."]
        chord(window, DIGIT_1)
        assert window.events(1)[0]["event"] == "tag.put"
    finally:
        other.close()
