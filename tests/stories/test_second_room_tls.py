"""Observers come by TLS as people really do: on an enrolled tablet, on a guest's laptop, by an address typed short."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.live.door.certificates import Certificates
from lab.live.messages import Invitation, NewInvitation
from tests.process.room_rig import wait_until
from tests.stories.enrolled import CERTUTIL, is_possible
from tests.stories.observing import BROWSERS, Browser, Observer
from tests.stories.second_room import OBSERVER, SecondRoom, second_room
from tests.stories.test_second_room import FIRST, driven, tags_loses_the_room_and_returns

ALERTS = "return [...document.querySelectorAll('[role=alert]')].map((one) => one.innerText).join('')"
needs_certutil = pytest.mark.skipif(not is_possible(), reason=f"needs {CERTUTIL} (libnss3-tools)")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[SecondRoom]:
    with second_room(tmp_path / "lab", tls="own") as made:
        yield made


CHROMIUM_AND_FIREFOX = pytest.mark.parametrize(
    "browser", [pytest.param("chromium", marks=pytest.mark.soak), driven("firefox")]
)


def _there(name: str) -> Browser:
    made = BROWSERS[name]
    if any(shutil.which(needed) is None for needed in made.needs):
        pytest.skip(f"needs {', '.join(made.needs)}")
    return made


@needs_certutil
@CHROMIUM_AND_FIREFOX
@pytest.mark.timeout(240)
def test_that_an_enrolled_device_joins_tags_loses_the_room_and_returns(room: SecondRoom, browser: str) -> None:
    made = _there(browser)
    with made.open(room.host, Certificates.of_this_user().authority().certificate) as page:
        observer = Observer(page)
        observer.join(f"http://{room.short}/", OBSERVER, room.pin)
        assert page.run("return [location.href, window.isSecureContext]") == [f"https://{room.short}/", True]
        tags_loses_the_room_and_returns(room, observer)


@CHROMIUM_AND_FIREFOX
@pytest.mark.timeout(240)
def test_that_a_guest_who_goes_past_the_warning_tags_all_the_same(room: SecondRoom, browser: str) -> None:
    made = _there(browser)
    with made.open(room.host) as page:
        observer = Observer(page)
        page.insist(f"https://{room.short}/")
        observer.fill_in(OBSERVER, room.pin)
        room.admit()
        observer.waits_for("#connection", "Connected")
        room.begin()
        observer.presses(FIRST)
        wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
        observer.waits_for("#connection", "Saved")
        assert page.run(ALERTS) == ""


@needs_certutil
@pytest.mark.soak
@pytest.mark.timeout(240)
def test_that_an_invitation_survives_an_address_without_tls(room: SecondRoom) -> None:
    with _there("chromium").open(room.host, Certificates.of_this_user().authority().certificate) as page:
        room.moderator.ask(NewInvitation(id=new_id(), role=Role.NOTE_TAKER))
        invitation = room.moderator.of(Invitation)[-1].url
        assert invitation.startswith("https://")
        observer = Observer(page)
        observer.join(invitation.replace("https://", "http://"), OBSERVER)
        wait_until(lambda: room.role_of(OBSERVER) == "note_taker", "who was invited in the room")
        assert page.run("return location.href") == f"https://{room.short}/"
