"""`lab record` with devices that answer nonsense or nothing, and on disks that fill up: said before the start, or said
while the rest goes on.
"""

import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recordings import playback
from tests import sound_server
from tests.recordings.rtsp_camera import rtsp_camera
from tests.small_disk import make_read_only, small_disk
from tests.sound_server import SoundServer, tell
from tests.stories.command import LAB, assert_refused, environment, lab

pytestmark = pytest.mark.display

NONSENSE = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + b"this is no picture " * 500
FILLS_UP = "340m"
FILLER = 60 << 20


@contextmanager
def camera_that_answers(answer: bytes) -> Iterator[str]:
    """The address of a network camera that says `answer` to everybody and then nothing more."""
    talking: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                talking.append(connection)
                connection.sendall(answer)

        thread = threading.Thread(target=serve, name="camera")
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/stream"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in talking:
                connection.close()


@pytest.mark.soak
@pytest.mark.parametrize("answer", [b"", NONSENSE], ids=["nothing", "nonsense"])
def test_that_a_camera_that_does_not_talk_sense_is_said_and_the_screen_recorded(
    tmp_path: Path, display: str, answer: bytes
) -> None:
    with camera_that_answers(answer) as url:
        done = lab("record", "--camera", url, "--go-on", "--seconds", "1", "--out", tmp_path, display=display)
        alone = lab("record", "--camera", url, "--screen", "none", "--seconds", "1", "--out", tmp_path / "alone")
    assert done.returncode == 3
    assert url in done.stderr
    assert "Traceback" not in done.stderr
    assert [file["source"] for file in json.loads(done.stdout)["files"]] == ["screen"]
    assert_refused(alone, 3, url)


def test_that_nobody_at_the_camera_s_address_is_said(tmp_path: Path, display: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"rtsp://127.0.0.1:{server.getsockname()[1]}/stream"
    done = lab("record", "--camera", url, "--go-on", "--seconds", "1", "--out", tmp_path, display=display)
    assert done.returncode == 3
    assert done.stderr.count(url) == 1
    assert json.loads(done.stdout)["files"]


PASSWORD = "bicycle"
WRONG_CAMERAS = {
    "wrong password": ("moderator:bicycle", "/live", 2, "does not accept this name and password"),
    "no such stream": ("moderator:car:bicycle", "/nowhere", 2, "has no stream of this address"),
}


@pytest.mark.parametrize("wrong", WRONG_CAMERAS)
def test_that_what_is_wrong_with_a_network_camera_is_said_without_its_password(tmp_path: Path, wrong: str) -> None:
    login, path, code, words = WRONG_CAMERAS[wrong]
    with rtsp_camera("moderator:car:bicycle") as camera:
        url, shown = camera.url(path, login), camera.url(path, "***")
        done = lab("record", "--camera", url, "--screen", "none", "--microphone", "none", "--out", tmp_path / "out")
    assert_refused(done, code, words, shown)
    assert PASSWORD not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_that_a_network_camera_is_recorded_and_its_password_is_in_nothing_that_is_said_or_written(
    tmp_path: Path,
) -> None:
    with rtsp_camera("moderator:bicycle") as camera:
        url = camera.url(login="moderator:bicycle")
        none = ["--screen", "none", "--microphone", "none"]
        done = lab("record", "--camera", url, *none, "--seconds", "1", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    (file,) = json.loads(done.stdout)["files"]
    assert file["frames"] > 10
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert PASSWORD not in done.stdout + done.stderr
    assert PASSWORD.encode() not in written


def test_that_nothing_is_recorded_when_a_device_that_was_named_does_not_deliver(tmp_path: Path, display: str) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Welcome to your camera</html>"
    with camera_that_answers(page) as url:
        done = lab("record", "--camera", url, "--seconds", "1", "--out", tmp_path / "out", display=display)
    assert_refused(done, 3, url, "--go-on")
    assert list(tmp_path.iterdir()) == []


WRONG = {
    "unknown screen": (["--screen", "nonsense"], "There is no screen “nonsense”. Known are: screen."),
    "unknown camera": (["--camera", "/dev/nonsense"], "/dev/nonsense"),
    "a file for a camera": (["--camera", __file__], "is a file"),
    "a camera without a device": (["--camera", "77"], "77"),
    "outside the screen": (["--screen", "640x480+1000+400"], "1280 × 800"),
    "a part without a pixel": (["--screen", "0x0+0+0"], "too small"),
    "no pictures": (["--fps", "0"], "from 1 to 120"),
    "too many pictures": (["--fps", "240"], "from 1 to 120"),
    "one wrong of two": (["--screen", "0", "--screen", "nonsense"], "nonsense"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_that_wrong_input_is_said_before_anything_is_written(tmp_path: Path, display: str, wrong: str) -> None:
    said, words = WRONG[wrong]
    kinds = () if "--fps" in said else ("--screen", "--camera", "--microphone")
    others = [part for kind in kinds if kind not in said for part in (kind, "none")]
    done = lab("record", *said, *others, "--seconds", "1", "--out", tmp_path / "new" / "out", display=display)
    assert_refused(done, 2, words)
    assert list(tmp_path.iterdir()) == []


def test_that_all_that_is_wrong_is_said_at_once_in_the_language_of_the_system(tmp_path: Path, display: str) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Welcome to your camera</html>"
    with small_disk(tmp_path / "disk", "5m") as disk, camera_that_answers(page) as url:
        wrong = ["--screen", "nonsense", "--screen", "640x480+1000+400", "--camera", url, "--fps", "240"]
        done = lab("record", *wrong, "--out", disk / "new" / "out", display=display, around={"LANGUAGE": "ru"})
        assert list(disk.iterdir()) == []
    assert_refused(done, 3, "240", "«nonsense»", "640x480+1000+400", url, "300")
    sentences = done.stderr.splitlines()
    assert len(sentences) == 5
    assert all(any("а" <= letter <= "я" for letter in said) for said in sentences)


@pytest.fixture
def telephone(tmp_path: Path) -> Iterator[SoundServer]:
    """A sound server with a microphone of 8,000 samples a second, `pulse:headset`."""
    with sound_server.sound_server(tmp_path / "sound") as server:
        for module in ("null-sink sink_name=far", "remap-source source_name=headset master=far.monitor"):
            tell(server, "load-module", *f"module-{module} rate=8000 channels=1".split())
        yield server


needs_a_server = pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")
ALONE = ["--screen", "none", "--camera", "none", "--microphone"]


@pytest.mark.soak
@needs_a_server
def test_that_a_microphone_that_hears_like_a_telephone_or_is_unknown_is_not_recorded(
    tmp_path: Path, telephone: SoundServer
) -> None:
    out = tmp_path / "out"
    narrow = lab("record", *ALONE, "pulse:headset", "--seconds", "1", "--out", out, around=telephone.environment)
    assert_refused(narrow, 3, "8000", "--go-on")
    unknown = lab("record", *ALONE, "pulse:nonsense", "--seconds", "1", "--out", out, around=telephone.environment)
    assert_refused(unknown, 2, "nonsense", "Known are")
    assert not out.exists()


@needs_a_server
@pytest.mark.soak
def test_that_a_microphone_that_hears_like_a_telephone_is_recorded_by_whoever_wants_it_so(
    tmp_path: Path, telephone: SoundServer
) -> None:
    asked = [*ALONE, "pulse:headset", "--go-on", "--seconds", "4", "--out", str(tmp_path / "out")]
    done = lab("record", *asked, around=telephone.environment)
    assert done.returncode == 0, done.stderr
    assert "8000" in done.stderr
    assert [file["source"] for file in json.loads(done.stdout)["files"]] == ["microphone"]


def test_that_a_microphone_nobody_knows_is_named(tmp_path: Path) -> None:
    none = ["--screen", "none", "--camera", "none"]
    done = lab("record", *none, "--microphone", "nonsense", "--seconds", "1", "--out", tmp_path / "out")
    assert_refused(done, 3 if "PortAudio" in done.stderr else 2, "nonsense")
    assert list(tmp_path.iterdir()) == []


def test_that_a_part_of_odd_size_is_recorded_and_said(tmp_path: Path, display: str) -> None:
    none = ["--camera", "none", "--microphone", "none"]
    done = lab("record", "--screen", "641x481+7+9", *none, "--seconds", "0.5", "--out", tmp_path, display=display)
    assert done.returncode == 0, done.stderr
    assert "640x480" in done.stderr
    assert [file["source"] for file in json.loads(done.stdout)["files"]] == ["screen"]


def test_that_nothing_to_record_is_wrong_input(tmp_path: Path) -> None:
    none = [part for option in ("--screen", "--camera", "--microphone") for part in (option, "none")]
    assert_refused(lab("record", *none, "--seconds", "1", "--out", tmp_path), 2, "lab devices")


def test_that_a_recording_is_not_begun_on_a_full_disk(tmp_path: Path, display: str) -> None:
    with small_disk(tmp_path / "disk", "5m") as disk:
        done = lab("record", "--seconds", "5", "--out", disk / "out", display=display)
        assert_refused(done, 3, str(disk / "out"), "full")
        assert list(disk.iterdir()) == []


def test_that_a_recording_is_not_begun_on_a_disk_without_a_byte_left(tmp_path: Path, display: str) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        with pytest.raises(OSError, match="No space"), (disk / "filler").open("wb", buffering=0) as filler:
            while filler.write(bytes(4096)):
                continue
        done = lab("record", "--seconds", "5", "--out", disk, display=display)
        assert_refused(done, 3, str(disk), "full")
        assert [path.name for path in disk.iterdir()] == ["filler"]


@pytest.mark.soak
def test_that_a_recording_is_not_begun_on_a_disk_that_cannot_be_written(tmp_path: Path, display: str) -> None:
    with small_disk(tmp_path / "disk", "5m") as disk:
        make_read_only(disk)
        assert_refused(lab("record", "--out", disk, display=display), 3, str(disk), "written")
        assert_refused(lab("record", "--out", disk / "out", display=display), 3, str(disk / "out"), "written")


def test_that_a_disk_that_fills_up_ends_the_recording_and_loses_none_of_it(tmp_path: Path, display: str) -> None:
    with small_disk(tmp_path / "disk", FILLS_UP) as disk:
        out = disk / "out"
        recording = subprocess.Popen(
            [LAB, "record", "--seconds", "60", "--out", out],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(display),
        )  # fmt: skip
        try:
            while not ((screen := out / "screen.mkv").exists() and screen.stat().st_size > 1_000):
                assert recording.poll() is None
                time.sleep(0.05)
            with (disk / "filler").open("wb") as filler:
                filler.write(bytes(FILLER))
            told, said = recording.communicate(timeout=60)
        finally:
            recording.kill()
            recording.wait()
        assert_refused(subprocess.CompletedProcess([], recording.returncode, told, said), 3, str(out), "full")
        with playback.open_recording(out) as recorded:
            assert recorded.track("screen").frame_at(recorded.duration_us) is not None
