"""Cameras that speak RTSP: pictures of their time, and in words what is wrong with those that deliver none."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings import capture, clock, manifest
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.sources.network_camera import NetworkCamera
from recordings.sources.synthetic import pattern_clock_us
from tests.recordings.filming import rgb_of
from tests.recordings.reading import read
from tests.recordings.recording_here import CAMERA, SCREEN, Steered, a_plan
from tests.recordings.rtsp_camera import HEIGHT, WIDTH, RtspCamera, rtsp_camera

LOGIN = "moderator:bicycle"
PASSWORD = "bicycle"
FIVE_SECONDS_US = 5_000_000


@pytest.fixture
def camera() -> Iterator[RtspCamera]:
    """A camera that lets everybody in."""
    with rtsp_camera() as camera:
        yield camera


@pytest.fixture
def locked_camera() -> Iterator[RtspCamera]:
    """A camera that wants a name and a password."""
    with rtsp_camera(LOGIN) as camera:
        yield camera


def a_source(address: str, fps: int = 30) -> NetworkCamera:
    return NetworkCamera(SourcePlan(id="camera", kind="camera", device=address, shows="face", fps=fps))


def test_that_a_camera_over_rtsp_delivers_all_pictures_at_their_time(camera: RtspCamera) -> None:
    source = a_source(camera.url())
    device = source.open()
    pictures = read(source, 30)
    source.close()
    assert (device.name, device.width, device.height) == (camera.url(), WIDTH, HEIGHT)
    shown_us = [pattern_clock_us(rgb_of(picture.frame)) for picture in pictures]
    first = camera.sent_us.index(shown_us[0])
    assert shown_us == camera.sent_us[first : first + len(shown_us)]
    late_us = [picture.clock_us - shown for picture, shown in zip(pictures, shown_us, strict=True)]
    assert min(late_us) >= 0
    assert max(late_us) < 500_000


def test_that_a_camera_over_rtsp_that_is_faster_than_asked_for_is_thinned_out(camera: RtspCamera) -> None:
    source = a_source(camera.url(), fps=5)
    source.open()
    times = [picture.clock_us for picture in read(source, 4)]
    source.close()
    assert (times[-1] - times[0]) / 3 >= 150_000


def check_fault(address: str, code: str) -> RecordingError:
    """It cannot be opened, and says why within five seconds and without the password."""
    source, begun_us = a_source(address), clock.now_us()
    with pytest.raises(RecordingError) as fault:
        source.open()
    source.close()
    assert fault.value.code == code
    assert clock.now_us() - begun_us < FIVE_SECONDS_US
    assert PASSWORD not in str(fault.value)
    assert fault.value.__cause__ is None
    return fault.value


def test_that_a_camera_that_wants_a_password_is_opened_with_it_and_with_no_other(locked_camera: RtspCamera) -> None:
    check_fault(locked_camera.url(), "camera_login_refused")
    check_fault(locked_camera.url(login="moderator:car"), "camera_login_refused")
    source = a_source(locked_camera.url(login=LOGIN))
    assert source.open().name == locked_camera.url(login="***")
    source.close()


def test_that_a_stream_that_the_camera_does_not_have_is_told(camera: RtspCamera) -> None:
    check_fault(camera.url("/nowhere", LOGIN), "camera_path_unknown")


def test_that_a_camera_that_takes_the_call_and_says_nothing_is_told(camera: RtspCamera) -> None:
    camera.mute.set()
    check_fault(camera.url(login=LOGIN), "camera_unanswered")


@pytest.mark.parametrize(
    "address", ["rtsp://", "rtsp://host:port/live", "gopher://host/live", "rtsp://a:bicycle@/live"]
)
def test_that_what_can_be_no_address_is_told(address: str) -> None:
    check_fault(address, "camera_address_wrong")


@pytest.mark.parametrize("how", ["unplugged", "mute"])
def test_that_a_camera_that_falls_silent_is_lost_and_can_be_opened_again(camera: RtspCamera, how: str) -> None:
    source = a_source(camera.url())
    source.open()
    if how == "mute":
        camera.mute.set()
    else:
        camera.unplug()
    with pytest.raises(RecordingError, match="camera_silent"):
        read(source, 1000)
    source.close()
    camera.mute.clear()
    camera.plug()
    source.open()
    assert read(source, 3)
    source.close()


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def test_that_a_camera_with_a_password_is_recorded_returns_and_leaves_the_password_nowhere(
    locked_camera: RtspCamera,
    steered: Steered,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(capture, "RETRY_S", 0.1)
    folder = tmp_path / "session"
    folder.mkdir()
    camera = CAMERA.model_copy(update={"kind": "camera", "device": locked_camera.url(login=LOGIN), "fps": 20})
    steered.engine.arm(a_plan(folder, SCREEN, SourcePlan.model_validate(camera.model_dump())))
    steered.engine.start()
    steered.until((folder / "camera.mkv").exists)
    locked_camera.unplug()
    steered.until(lambda: steered.facts("lost") and steered.facts("segment_closed"))
    locked_camera.plug()
    steered.until((folder / "camera.002.mkv").exists)
    steered.engine.stop()
    made = manifest.read(folder)
    assert [gap.source for gap in made.gaps] == ["camera"]
    (track,) = [track for track in made.tracks if track.source == "camera"]
    assert track.device == locked_camera.url(login="***")
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    said = "".join(report.model_dump_json() for report in steered.reports)
    assert PASSWORD.encode() not in written
    for told in (said, caplog.text, *capfd.readouterr()):
        assert PASSWORD not in told
