"""Passwords in the addresses of cameras: hidden wherever an address goes, known to whoever opens the camera."""

import os
import stat
from pathlib import Path

import pytest

from recordings import camera_logins
from recordings.camera_logins import STORE_VARIABLE, hidden, revealed
from recordings.errors import RecordingError
from recordings.plan import RecordingPlan, SourcePlan

ADDRESSES = {
    "rtsp://moderator:bicycle@10.0.0.7:554/live?channel=1": "rtsp://***@10.0.0.7:554/live?channel=1",
    "RTSPS://bicycle@host/": "RTSPS://***@host/",
    "http://a:b@c:bicycle@host/x": "http://***@host/x",
    "http://10.0.0.7/video.cgi?user=ann&pwd=bicycle&size=2": "http://10.0.0.7/video.cgi?user=***&pwd=***&size=2",
    "http://10.0.0.7/video?access_token=bicycle#top": "http://10.0.0.7/video?access_token=***#top",
}
OPEN = ("rtsp://10.0.0.7/live", "/dev/video0", "0", "default", "http://host/a@b")


@pytest.mark.parametrize("address", ADDRESSES)
def test_that_what_is_secret_in_an_address_is_hidden_and_comes_back(address: str) -> None:
    shown = ADDRESSES[address]
    assert hidden(address) == shown
    assert hidden(shown) == shown
    assert revealed(shown) == address
    assert revealed(address) == address


@pytest.mark.parametrize("device", OPEN)
def test_that_what_holds_no_secret_stays_as_it_is(device: str) -> None:
    assert hidden(device) == device == revealed(device)


def test_that_another_process_of_the_same_person_knows_the_address_and_nobody_else_can_read_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(camera_logins, "_known", {})
    shown = [hidden(address) for address in ADDRESSES]
    monkeypatch.setattr(camera_logins, "_known", {})
    assert [revealed(address) for address in shown] == list(ADDRESSES)
    (store,) = Path(os.environ[STORE_VARIABLE]).glob("camera-logins*")
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_that_an_address_whose_password_is_forgotten_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "after a restart"))
    with pytest.raises(RecordingError, match="camera_login_forgotten"):
        revealed("rtsp://***@elsewhere/live")


def test_that_no_plan_ever_holds_a_password(tmp_path: Path) -> None:
    source = SourcePlan(id="camera", kind="camera", device="rtsp://moderator:bicycle@10.0.0.7/live", shows="face")
    plan = RecordingPlan(folder=tmp_path, origin_us=0, sources=(source,))
    changed = plan.with_device("camera", "http://10.0.0.8/video?password=bicycle")
    assert "bicycle" not in plan.model_dump_json() + repr(plan) + changed.model_dump_json()
    assert source.device == "rtsp://***@10.0.0.7/live"
