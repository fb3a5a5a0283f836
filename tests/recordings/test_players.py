"""Finished and killed recordings, and their MP4 copies, play and seek in the players that people have."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from tempfile import TemporaryDirectory

import av
import pytest

from recordings.remux import to_mp4
from tests.recordings.filming import Film, beeps, number_in, rgb_of, write_film
from tests.recordings.media_page import media_page

pytestmark = pytest.mark.soak

SECONDS, SEEK_S, PER_SECOND = 20, 12.0, 25
NAMES = ("finished.mkv", "killed.mkv", "finished.mp4", "killed.mp4")
KINDS = {".mkv": "video/x-matroska", ".mp4": "video/mp4"}
PATIENCE_S = 60.0
NOBODY = 65534


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def media() -> Iterator[Path]:
    """The four files; every picture says its number, 25 in a second. Anybody may read them."""
    shots = [(number * 1000 // PER_SECOND, number) for number in range(SECONDS * PER_SECOND)]
    with TemporaryDirectory(prefix="players") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for killed in (False, True):
            path = folder / ("killed.mkv" if killed else "finished.mkv")
            sound = [(0, beeps([1_000_000], SECONDS * 1_000_000))]
            write_film(path, Film(shots, sound=sound, width=480, height=270, gop=100, killed=killed))
            to_mp4(path, path.with_suffix(".mp4"))
        yield folder


@contextmanager
def running(command: Sequence[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program with all its children, which end with it."""
    inherited = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    process = subprocess.Popen(
        command,
        env={**inherited, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):  # all of them have left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def in_browser(command: Sequence[str], home: Path, file: Path) -> dict[str, object]:
    """What a browser made of a file; `command` is followed by the address."""
    home.chmod(0o700)
    with media_page(file, KINDS[file.suffix], SEEK_S) as (address, said), running([*command, address], home):
        try:
            return said.get(timeout=PATIENCE_S)
        except Empty:
            return {"error": "the browser said nothing"}


def played_and_sought(said: dict[str, object]) -> bool:
    played, sought = said.get("played"), said.get("sought")
    assert isinstance(played, float | int), said
    assert isinstance(sought, float | int), said
    return said["error"] == "" and said["width"] == 480 and played > 0.8 and abs(sought - SEEK_S) < 0.6


@needs("chromium")
@pytest.mark.parametrize("name", NAMES)
def test_that_chromium_plays_and_seeks(media: Path, tmp_path: Path, name: str) -> None:
    flags = ("--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking",
             "--autoplay-policy=no-user-gesture-required", f"--user-data-dir={tmp_path / 'profile'}")  # fmt: skip
    said = in_browser(["chromium", *flags], tmp_path, media / name)
    assert played_and_sought(said), said


@needs("firefox-esr")
@pytest.mark.parametrize("name", NAMES)
def test_that_firefox_plays_and_seeks(media: Path, tmp_path: Path, name: str) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    quiet = {"media.autoplay.default": 0, "datareporting.policy.dataSubmissionEnabled": False, "app.update.auto": False,
             "network.captive-portal-service.enabled": False, "browser.aboutwelcome.enabled": False}  # fmt: skip
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in quiet.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    said = in_browser(["firefox-esr", "--headless", "--no-remote", "--profile", str(profile)], tmp_path, media / name)
    assert played_and_sought(said), said


@needs("vlc")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("start_s", [0.0, SEEK_S])
def test_that_vlc_shows_the_pictures_of_the_moment(media: Path, name: str, start_s: float) -> None:
    with TemporaryDirectory(prefix="vlc") as home:
        pictures = Path(home)
        pictures.chmod(0o777)
        command = ["vlc", "--intf=dummy", "--no-audio", "--vout=dummy", "--avcodec-hw=none", "--video-filter=scene",
                   "--scene-format=png", "--scene-ratio=1", f"--scene-path={home}", f"--start-time={start_s}",
                   f"--stop-time={start_s + 2}", "--play-and-exit", str(media / name), "vlc://quit"]  # fmt: skip
        user = NOBODY if os.geteuid() == 0 else None  # VLC does not run as root
        ended = subprocess.run(
            command, env={**os.environ, "HOME": home}, user=user, capture_output=True, timeout=PATIENCE_S, check=False
        )
        shown = sorted(_number_of(path) for path in pictures.glob("*.png"))
    assert len(shown) > 10, ended.stderr[-500:]
    assert abs(shown[0] - start_s * PER_SECOND) <= PER_SECOND
    assert shown[-1] <= (start_s + 3) * PER_SECOND


def _number_of(path: Path) -> int:
    with av.open(str(path)) as container:
        return number_in(rgb_of(next(container.decode(video=0))))


@pytest.mark.parametrize("name", NAMES)
def test_that_qt_plays_and_seeks(media: Path, tmp_path: Path, name: str) -> None:
    tmp_path.chmod(0o700)
    command = [sys.executable, "-P", "-m", "tests.recordings.qt_playing", str(media / name), str(round(SEEK_S * 1000))]
    here = str(Path(__file__).parents[2])
    variables = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": here}
    ended = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, timeout=PATIENCE_S, check=False
    )
    said = json.loads(ended.stdout)
    assert played_and_sought(said), said


def test_that_only_a_killed_matroska_file_knows_no_duration(media: Path) -> None:
    known = {}
    for name in NAMES:
        with av.open(str(media / name)) as container:
            known[name] = container.duration is not None
    assert known == {name: name != "killed.mkv" for name in NAMES}
