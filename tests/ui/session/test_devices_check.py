"""The devices check says what is absent, what each source shows, and takes devices that are in no list."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from lab.live.messages import Alarm, RecorderCondition
from lab.services.clap_tests import ClapTests
from lab.services.session_view import Inventory, SourcePlan
from lab.wording.sources import shown_name
from recordings.devices import Camera, InventoryFault, Microphone, Screen, SystemSound
from tests.ui.held.stage import SESSION, Room, sample_plan
from ui.background import Background
from ui.held.running import RunningSession
from ui.session.devices_check import DevicesCheck

SCREEN = Screen("S0", "S0", 0, 0, 1920, 1080, primary=True)
WEBCAM = Camera("/dev/video0", "Webcam")
MICROPHONE = Microphone("0", "Table", 1, 48_000, default=True)
LAPTOP = Inventory((SCREEN,), (WEBCAM,), (MICROPHONE,), ())
BARE = Inventory(
    (SCREEN,),
    (),
    (),
    (
        InventoryFault("no_camera", "connect_camera"),
        InventoryFault("portaudio_missing", "install_portaudio", {"reason": "not found"}),
    ),
)
SCREEN_SOURCE = SourcePlan(id="screen", kind="screen", device="S0", shows="screen")
CAMERA_SOURCE = SourcePlan(id="camera", kind="camera", device="/dev/video0", shows="face")
SOUND_SOURCE = SourcePlan(id="microphone", kind="microphone", device="0", shows="voice")
Check = Callable[..., DevicesCheck]


@pytest.fixture
def check(qtbot: QtBot, tmp_path: Path) -> Iterator[Check]:
    background = Background(lambda _error: None)

    def make(found: Inventory, *sources: SourcePlan, **plan: Any) -> DevicesCheck:
        session = RunningSession(sample_plan(sources=list(sources), **plan), Room(), "Anna")
        made = DevicesCheck(session, found, background, ClapTests(tmp_path))
        made.sources_changed.connect(lambda _sources: None)
        qtbot.addWidget(made)
        made.resize(1072, 700)
        made.show()
        return made

    yield make
    background.close()


def delivers(made: DevicesCheck, *sources: SourcePlan) -> None:
    """The recorder says that these deliver."""
    states = [
        {"id": one.id, "kind": one.kind, "shows": one.shows, "device": one.device, "name": "", "ready": True}
        | ({} if one.is_sound else {"width": 1920, "height": 1080, "fps": 30})
        for one in sources
    ]
    told = {"session": SESSION, "state": "armed", "sources": states}
    made._session.hear(RecorderCondition.model_validate(told))


def armed(made: DevicesCheck) -> list[tuple[SourcePlan, ...]]:
    """Everything that the check asks to be armed from now on."""
    asked: list[tuple[SourcePlan, ...]] = []
    made.sources_changed.connect(asked.append)
    return asked


def pick(made: DevicesCheck, place: str, words: str) -> None:
    """Choose a device by its words."""
    box = made.rows[place].device  # type: ignore[index]
    number = box.findText(words)
    assert number >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(number)
    box.activated.emit(number)


def test_that_each_absent_device_is_said_in_its_row_with_its_remedy(check: Check) -> None:
    made = check(BARE, SCREEN_SOURCE)
    assert made.rows["camera"].state.text() == "No camera was found. Connect one and look again."
    assert "libportaudio2" in made.rows["microphone"].state.text()


def test_that_the_summary_names_what_is_absent_though_the_rest_delivers(check: Check) -> None:
    made = check(BARE, SCREEN_SOURCE)
    delivers(made, SCREEN_SOURCE)
    assert made.summary.text() == "What is chosen delivers. Not recorded: Camera, Microphone."
    assert made.summary.property("tone") == "careful"


def test_that_everything_delivers_only_when_nothing_is_absent(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    delivers(made, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    assert made.summary.text() == "Everything delivers."
    made.show_inventory(LAPTOP)
    assert made.summary.text() == "Everything delivers."


def amiss(made: DevicesCheck, code: str, *, over: bool = False, **facts: object) -> None:
    """The room tells an alarm, or its end."""
    made._session.hear(Alarm(session=SESSION, code=code, subject=str(facts.get("source", "")), facts=facts, over=over))


def test_that_a_dead_microphone_is_said_in_its_row_until_it_lives(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    delivers(made, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    amiss(made, "nothing_heard", source="microphone", shows="voice")
    assert made.rows["microphone"].state.text().startswith("Sound: nothing is heard, not even the room.")
    assert made.rows["camera"].state.text().startswith("delivers")
    assert made.summary.text() == "Everything delivers, but not as it should. It would be recorded like this."
    amiss(made, "nothing_heard", source="microphone", shows="voice", over=True)
    assert made.rows["microphone"].state.text() == "Say a sentence: nothing was heard yet."
    assert made.summary.text() == "Everything delivers."


def test_that_an_alarm_of_no_device_is_said_beside_the_start(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    delivers(made, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    amiss(made, "disk_low", megabytes=900, path="/sessions")
    assert made.summary.text() == "The disk is nearly full: 900 MB are free. Delete what is not needed."


def test_that_a_camera_becomes_the_participants_screen_only_by_choice_and_with_a_sentence(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, CAMERA_SOURCE, setup="own_device")
    assert "device of their own" in made.note.text()
    asked = armed(made)
    pick(made, "screen", "Camera: Webcam")
    assert [(one.id, one.kind, one.shows) for one in asked[0]] == [("screen", "camera", "screen")]
    assert "under the consent to the screen" in made.note.text()
    assert made.rows["camera"].device.currentText() == "none"


def test_that_a_network_camera_is_named_by_its_address(check: Check, qtbot: QtBot) -> None:
    made = check(BARE, SCREEN_SOURCE)
    asked = armed(made)
    row = made.rows["camera"]
    pick(made, "camera", "Other…")
    assert row.typed.isVisible()
    qtbot.keyClicks(row.typed, "nonsense")
    qtbot.keyClick(row.typed, Qt.Key.Key_Return)
    assert "“nonsense” is no camera" in row.state.text()
    assert asked == []
    row.typed.clear()
    qtbot.keyClicks(row.typed, "rtsp://10.0.0.7/live")
    use = row.findChild(QPushButton, "use_camera")
    assert use is not None
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert [(one.id, one.device, one.shows) for one in asked[0]] == [
        ("screen", "S0", "screen"),
        ("camera", "rtsp://10.0.0.7/live", "face"),
    ]
    assert not row.typed.isVisible()


def test_that_the_password_of_a_network_camera_is_shown_nowhere(check: Check, qtbot: QtBot) -> None:
    made = check(BARE, SCREEN_SOURCE)
    asked = armed(made)
    row = made.rows["camera"]
    pick(made, "camera", "Other…")
    qtbot.keyClicks(row.typed, "rtsp://anna:bicycle@10.0.0.7/live")
    qtbot.keyClick(row.typed, Qt.Key.Key_Return)
    assert asked[0][1].device == "rtsp://***@10.0.0.7/live"
    assert row.device.currentText() == "Camera: rtsp://***@10.0.0.7/live"
    assert row.typed.text() == ""


def test_that_a_part_of_the_screen_is_named_by_its_place(check: Check, qtbot: QtBot) -> None:
    made = check(LAPTOP, SCREEN_SOURCE)
    asked = armed(made)
    pick(made, "screen", "Other…")
    qtbot.keyClicks(made.rows["screen"].typed, "1280x720+100+50")
    qtbot.keyClick(made.rows["screen"].typed, Qt.Key.Key_Return)
    assert [(one.kind, one.device) for one in asked[0]] == [("screen", "1280x720+100+50")]


def test_that_sound_may_be_the_computers_own(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, SOUND_SOURCE)
    asked = armed(made)
    shows = made.rows["microphone"].shows
    shows.setCurrentIndex(shows.findData("system_sound"))
    shows.activated.emit(shows.currentIndex())
    assert [one.shows for one in asked[0]] == ["screen", "system_sound"]


def test_that_only_what_was_agreed_to_can_be_shown(check: Check) -> None:
    consent = sample_plan().consent.model_copy(update={"scopes": ("take_part", "screen")})
    made = check(LAPTOP, SCREEN_SOURCE, consent=consent)
    assert not made.rows["camera"].device.isEnabled()
    assert made.rows["microphone"].device.isEnabled()
    asked = armed(made)
    pick(made, "microphone", "Table")
    assert [one.shows for one in asked[0]] == ["screen", "system_sound"]


def test_that_the_same_device_chosen_again_still_delivers(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE)
    delivers(made, SCREEN_SOURCE)
    asked, said = armed(made), made.rows["screen"].state.text()
    assert "1920" in said
    pick(made, "screen", "Other…")
    pick(made, "screen", "Screen S0, 1920 × 1080")
    assert made.rows["screen"].state.text() == said
    assert asked == []


def test_that_an_empty_name_is_answered_with_an_example(check: Check, qtbot: QtBot) -> None:
    made = check(LAPTOP, SCREEN_SOURCE)
    pick(made, "screen", "Other…")
    qtbot.keyClick(made.rows["screen"].typed, Qt.Key.Key_Return)
    words = made.rows["screen"].state.text()
    assert "1280x720+0+0" in words
    assert "“”" not in words


BOTH = Inventory(
    (SCREEN, Screen("S1", "S1", 1920, 0, 1280, 1024, primary=False)),
    (WEBCAM, Camera("/dev/video2", "Ceiling")),
    (MICROPHONE, Microphone("1", "Lapel", 1, 48_000, default=False)),
    (),
    (SystemSound("default", "Speakers", default=True),),
)


def add(made: DevicesCheck, place: str) -> None:
    """Ask for a further source in the menu."""
    action = next(one for one in made.more.menu_of_places.actions() if one.objectName() == f"add_{place}")
    action.trigger()


def test_that_further_sources_are_added_and_armed_in_the_order_of_the_plan(check: Check) -> None:
    made = check(BOTH, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    asked = armed(made)
    assert not made.rows["screen-2"].isVisible()
    for place, words in (
        ("system_sound", "What the computer plays (now: Speakers)"),
        ("microphone-2", "Lapel"),
        ("camera-2", "Camera: Ceiling"),
        ("screen-2", "Screen S1, 1280 × 1024"),
    ):
        add(made, place)
        pick(made, place, words)
        assert made.rows[place].isVisible()  # type: ignore[index]
    assert [(one.id, one.kind, one.device, one.shows) for one in asked[-1]] == [
        ("screen", "screen", "S0", "screen"),
        ("screen-2", "screen", "S1", "screen"),
        ("camera", "camera", "/dev/video0", "face"),
        ("camera-2", "camera", "/dev/video2", "room"),
        ("microphone", "microphone", "0", "voice"),
        ("microphone-2", "microphone", "1", "voice"),
        ("system_sound", "system_sound", "default", "system_sound"),
    ]
    assert not made.more.isVisible()
    delivers(made, *asked[-1])
    assert made.summary.text() == "Everything delivers."


def test_that_a_further_source_is_removed_and_can_be_added_again(check: Check, qtbot: QtBot) -> None:
    lapel = SourcePlan(id="microphone-2", kind="microphone", device="1", shows="voice")
    made = check(BOTH, SCREEN_SOURCE, SOUND_SOURCE, lapel)
    asked = armed(made)
    row = made.rows["microphone-2"]
    assert row.isVisible()
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert [one.id for one in asked[-1]] == ["screen", "microphone"]
    assert not row.isVisible()
    add(made, "microphone-2")
    assert row.isVisible()
    assert row.device.currentText() == "none"


def test_that_each_sound_has_its_own_level_and_is_heard_by_itself(check: Check) -> None:
    aloud = SourcePlan(id="system_sound", kind="system_sound", shows="system_sound")
    made = check(BOTH, SCREEN_SOURCE, SOUND_SOURCE, aloud)
    delivers(made, SCREEN_SOURCE, SOUND_SOURCE, aloud)
    made._session.levels_changed.emit({"microphone": -80.0, "system_sound": -20.0})
    assert made.rows["system_sound"].state.text() == "The computer’s sound arrives."
    assert "Say a sentence" in made.rows["microphone"].state.text()


def test_that_what_was_not_agreed_to_is_not_offered(check: Check) -> None:
    consent = sample_plan().consent.model_copy(update={"scopes": ("take_part", "voice")})
    made = check(BOTH, SOUND_SOURCE, consent=consent)
    assert [one.objectName() for one in made.more.menu_of_places.actions()] == ["add_microphone-2"]


def test_that_a_second_source_is_named_as_the_second() -> None:
    assert [shown_name("voice", "microphone"), shown_name("voice", "microphone-2")] == ["sound", "sound 2"]


def choose(made: DevicesCheck, name: str) -> None:
    """Choose how pictures are recorded, as the menu of the quiet line offers it."""
    made.footage.change.click()
    action = next(one for one in made.footage.choices.actions() if one.objectName() == name)
    action.trigger()
    made.footage.choices.hide()


def looks(sources: tuple[SourcePlan, ...]) -> dict[str, tuple[str, bool]]:
    return {one.id: (one.quality, one.sharp_colours) for one in sources}


def test_that_the_screens_of_a_session_get_the_chosen_quality(check: Check) -> None:
    made = check(LAPTOP, SCREEN_SOURCE, CAMERA_SOURCE, SOUND_SOURCE)
    asked = armed(made)
    usual = made.footage.words.text()
    choose(made, "quality_archive")
    choose(made, "sharp_colours")
    assert [looks(sources)["screen"] for sources in asked] == [("archive", False), ("archive", True)]
    assert {looks(sources)["camera"] for sources in asked} == {("balanced", False)}
    assert usual.startswith("Balanced, about ")
    assert usual.endswith(" GB an hour")
    assert made.footage.words.text().startswith("Archive, sharp colours, about ")
    choose(made, "quality_archive")
    assert len(asked) == 2  # it is so already


def test_that_another_device_is_recorded_as_the_one_before(check: Check) -> None:
    small = SCREEN_SOURCE.model_copy(update={"quality": "small"})
    made = check(LAPTOP, small)
    asked = armed(made)
    pick(made, "camera", "Camera: Webcam")
    assert looks(asked[0]) == {"screen": ("small", False), "camera": ("small", False)}


def test_that_how_pictures_are_recorded_is_asked_only_where_a_screen_is(check: Check) -> None:
    made = check(LAPTOP, SOUND_SOURCE)
    assert not made.footage.isVisibleTo(made)
    pick(made, "screen", "Screen S0, 1920 × 1080")
    assert made.footage.isVisibleTo(made)
