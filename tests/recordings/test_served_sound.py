"""What a real sound server plays and hears: the computer's own sound, and one of several microphones."""

from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest

from recordings import clock, devices, pulse
from recordings.errors import RecordingError
from recordings.messages import Levels, Lost
from recordings.plan import SourcePlan
from recordings.playback import open_recording
from recordings.pulse import ServerSource
from recordings.sound_server_list import sorted_out
from recordings.sources.base import SoundBlock
from recordings.sources.opening import sound_source
from recordings.sources.served_sound import BLOCK_US, ServedSound
from tests import sound_server
from tests.recordings.recording_here import SCREEN, Steered, a_plan
from tests.sound_server import SimulatedConverter, SoundServer, Tone, beeps, tell

VOICE = SourcePlan(id="voice", kind="microphone", device="pulse:mic", shows="voice")
ALOUD = SourcePlan(id="aloud", kind="system_sound", shows="system_sound")

LOUD = 5_000
IN_TIME_US = 20_000
_NO_DATA = -16

needs_a_server = pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")


@pytest.fixture
def loudspeaker() -> bool:
    """What plays is recorded, too."""
    return True


@pytest.fixture
def opened(server: SoundServer) -> Iterator[Callable[[SourcePlan], ServedSound]]:
    """Opens a source, and closes it at the end."""
    sources: list[ServedSound] = []

    def open_one(plan: SourcePlan) -> ServedSound:
        source = sound_source(plan)
        assert isinstance(source, ServedSound)
        sources.append(source)
        source.open()
        return source

    yield open_one
    for source in sources:
        source.close()


def blocks_until(source: ServedSound, found: Callable[[SoundBlock], bool]) -> list[SoundBlock]:
    """All blocks up to one of which something is true."""
    taken: list[SoundBlock] = []
    give_up_us = clock.now_us() + 20_000_000
    while not (taken and found(taken[-1])):
        assert clock.now_us() < give_up_us
        block = source.read()
        taken += [block] if block is not None else []
    return taken


def is_loud(block: SoundBlock) -> bool:
    return max(memoryview(block.pcm).cast("h")) > LOUD


@needs_a_server
def test_that_a_microphone_of_the_server_is_heard_at_its_time(
    server: SoundServer, opened: Callable[[SourcePlan], ServedSound]
) -> None:
    converter = SimulatedConverter(server.pipe, beeps([1.5]))
    heard = blocks_until(opened(VOICE), is_loud)
    converter.stop()
    assert heard[0].fresh
    assert not any(block.fresh for block in heard[1:])
    assert {block.samples for block in heard} == {480}
    assert heard[-1].clock_us == pytest.approx(converter.start_us + 1_500_000, abs=40_000)


@needs_a_server
def test_that_what_plays_is_recorded_and_followed_to_another_loudspeaker(
    server: SoundServer, opened: Callable[[SourcePlan], ServedSound]
) -> None:
    source = opened(ALOUD)
    with Tone(server):
        blocks_until(source, is_loud)
    tell(server, "load-module", "module-null-sink", "sink_name=headphones", "rate=48000", "channels=1")
    tell(server, "set-default-sink", "headphones")
    blocks_until(source, lambda block: block.fresh)
    with Tone(server):
        blocks_until(source, is_loud)


@needs_a_server
def test_that_a_sound_that_stops_to_deliver_says_so_and_ends_at_once(
    server: SoundServer, opened: Callable[[SourcePlan], ServedSound]
) -> None:
    source = opened(ALOUD)
    blocks_until(source, lambda _block: True)
    tell(server, "suspend-sink", "speaker", "1")
    with pytest.raises(RecordingError, match="system_sound_silent"):
        blocks_until(source, is_loud)
    source.close()
    tell(server, "suspend-sink", "speaker", "0")
    source.open()
    blocks_until(source, lambda _block: True)


@needs_a_server
def test_that_microphone_and_computer_are_recorded_at_once(server: SoundServer, tmp_path: Path) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    converter = SimulatedConverter(server.pipe, beeps([]))
    steered = Steered()
    with Tone(server):
        steered.engine.arm(a_plan(folder, SCREEN, VOICE, ALOUD))
        steered.until(lambda: any(levels.levels.get("aloud", -96) > -20 for levels in steered.of(Levels)))
        steered.engine.start()
        begun_us = clock.now_us()
        steered.until(lambda: clock.now_us() - begun_us > 1_500_000)
    steered.engine.stop()
    converter.stop()
    steered.engine.close()
    with open_recording(folder) as recording:
        loud = {track.source: int(track.sound(0, recording.duration_us).max()) for track in recording.sounds}
    assert loud["voice"] < 100
    assert loud["aloud"] > LOUD


@needs_a_server
def test_that_the_inventory_names_what_the_server_offers(server: SoundServer) -> None:
    found = devices.inventory()
    assert [one.id for one in found.microphones] == ["pulse:mic"]
    assert [(one.id, one.name, one.default) for one in found.system_sounds] == [("default", "Null Output", True)]


def test_that_the_default_comes_first_and_several_loudspeakers_are_named() -> None:
    sources = [
        ServerSource("hdmi.monitor", "Monitor of HDMI", 2, 48_000, "hdmi"),
        ServerSource("speaker.monitor", "Monitor of Speakers", 2, 48_000, "speaker"),
        ServerSource("table", "Table", 1, 44_100, None),
        ServerSource("headset", "Headset", 1, 16_000, None),
    ]
    microphones, sounds = sorted_out(sources, "speaker", "headset")
    assert [(one.id, one.name) for one in microphones] == [("pulse:headset", "Headset"), ("pulse:table", "Table")]
    assert [(one.id, one.name) for one in sounds] == [
        ("default", "Speakers"),
        ("hdmi", "HDMI"),
        ("speaker", "Speakers"),
    ]


def test_that_without_a_server_a_sound_fails_in_words_and_the_list_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(RecordingError, match="system_sound_failed"):
        ServedSound(ALOUD).open()
    with pytest.raises(RecordingError, match="microphone_failed"):
        ServedSound(VOICE).open()
    assert devices.inventory().system_sounds == ()


@pytest.fixture
def told_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's first word on how old its sound is comes after the sound, as it does on a busy machine."""
    questions = count()
    load = pulse._library  # nothing public lies between the source and the server's own library

    def late() -> Any:
        library: Any = load()
        answer = library.pa_stream_get_latency
        library.pa_stream_get_latency = lambda *asked: answer(*asked) if next(questions) > 3 else _NO_DATA
        return library

    monkeypatch.setattr(pulse, "_library", late)


@needs_a_server
@pytest.mark.usefixtures("told_late")
def test_that_what_comes_in_pieces_of_two_seconds_lies_at_its_time_from_the_first_piece_on(
    server: SoundServer, opened: Callable[[SourcePlan], ServedSound]
) -> None:
    tell(server, "load-module", "module-sine-source", "source_name=slow", "frequency=180")
    source = opened(VOICE.model_copy(update={"device": "pulse:slow"}))
    opened_us = clock.now_us()
    blocks = blocks_until(source, lambda block: block.clock_us > opened_us + 1_000_000)  # of the second piece
    off_us = [after.clock_us - before.clock_us - BLOCK_US for before, after in pairwise(blocks)]
    assert max(map(abs, off_us)) < IN_TIME_US
    assert opened_us - blocks[0].clock_us > 1_500_000  # it was heard before it was handed out


@needs_a_server
def test_that_what_plays_is_recorded_on_when_its_loudspeaker_is_pulled_out(
    server: SoundServer, opened: Callable[[SourcePlan], ServedSound]
) -> None:
    headphones = tell(server, "load-module", "module-null-sink", "sink_name=headphones", "rate=48000", "channels=1")
    tell(server, "set-default-sink", "headphones")
    source = opened(ALOUD)
    with Tone(server):
        blocks_until(source, is_loud)
    tell(server, "unload-module", headphones)
    blocks_until(source, lambda block: block.fresh)
    with Tone(server):
        blocks_until(source, is_loud)


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def recording_voice(steered: Steered, folder: Path, device: str) -> None:
    """Record a screen and a microphone until half a second is heard."""
    folder.mkdir()
    steered.engine.arm(a_plan(folder, SCREEN, VOICE.model_copy(update={"device": device})))
    steered.engine.start()
    assert steered.engine.lineup is not None
    (heard,) = steered.engine.lineup.sounds()
    steered.until(lambda: heard.captured > 50)


@needs_a_server
@pytest.mark.parametrize(("device", "reason"), [("default", "source_stalled"), ("pulse:mic", "microphone_failed")])
def test_that_a_microphone_that_is_taken_out_is_told_before_its_driver_says_so_and_becomes_no_other(
    server: SoundServer, steered: Steered, tmp_path: Path, device: str, reason: str
) -> None:
    converter = SimulatedConverter(server.pipe, beeps([]))
    recording_voice(steered, tmp_path / "session", device)
    # The speaker's own sound is all that is left: the server could put it in the microphone's place.
    tell(server, "unload-module", "module-pipe-source")
    lost = steered.until(lambda: steered.facts("lost"))[0]
    converter.stop()
    assert isinstance(lost, Lost)
    assert lost.reason == reason


@needs_a_server
def test_that_a_microphone_that_stops_to_deliver_is_told_before_it_is_given_up(
    server: SoundServer, steered: Steered, tmp_path: Path
) -> None:
    converter = SimulatedConverter(server.pipe, beeps([]))
    recording_voice(steered, tmp_path / "session", "pulse:mic")
    converter.stop()
    lost = steered.until(lambda: steered.facts("lost"))[0]
    assert isinstance(lost, Lost)
    assert lost.reason == "source_stalled"
