"""A device of the laboratory gets the authority's certificate, and a sheet that says how, in both languages."""

import asyncio
import plistlib
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from lab.folder import LabFolder
from lab.live.door.app import application
from lab.live.door.fingerprint import fingerprint_words
from lab.live.door.opening import Opening
from lab.live.door.own import Own
from lab.live.door.sheet import sheet
from lab.live.room import Room
from tests.lab.live.door.asgi import ask
from tests.lab.live.door.opened import Opened

OWN = Own("192.168.1.5", ("192.168.1.5", "lab.local"), 8770, secure=True)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    made = Room(LabFolder.create(tmp_path / "lab"), pid=1)
    made.door = Opened(tmp_path).door
    made.opening = Opening(OWN, "own")
    return made


def test_that_the_certificate_comes_in_both_shapes(room: Room) -> None:
    assert room.door is not None
    authority = asyncio.run(room.door.authority())
    app = application(room)
    plain = ask(app, "/authority.crt")
    assert plain.headers["content-type"] == "application/x-x509-ca-cert"
    assert x509.load_pem_x509_certificate(plain.body) == authority
    profile = ask(app, "/authority.mobileconfig")
    assert profile.headers["content-type"] == "application/x-apple-aspen-config"
    content = plistlib.loads(profile.body)["PayloadContent"][0]
    assert content["PayloadType"] == "com.apple.security.root"
    assert content["PayloadContent"] == authority.public_bytes(Encoding.DER)
    assert ask(app, "/authority.mobileconfig").body == profile.body


@pytest.mark.parametrize("tls", ["imported", "plain"])
def test_that_nobody_is_enrolled_where_another_vouches_or_nobody(room: Room, tls: str) -> None:
    room.opening = Opening(OWN, tls)  # type: ignore[arg-type]
    assert [ask(application(room), path).status for path in ("/enrolment", "/authority.crt")] == [404, 404]


def test_that_the_sheet_speaks_the_devices_language_and_names_the_same_words(room: Room) -> None:
    assert room.door is not None
    words = " ".join(fingerprint_words(asyncio.run(room.door.authority())))
    app = application(room)
    pages = {
        "ru": ask(app, "/enrolment?language=ru"),
        "en": ask(app, "/enrolment", headers={"accept-language": "de, en"}),
    }
    for language, page in pages.items():
        text = page.body.decode()
        assert f'<html lang="{language}">' in text
        assert words in text
        assert f"{OWN.url}/enrolment" in text
        assert "viewBox" in text  # a drawing without one is cut off on paper
        assert not re.search(r"<script|<style| style=", text)
    assert b"\xd0" not in pages["en"].body.replace("Русский".encode(), b"")


def test_that_the_sheet_as_a_file_needs_nobody(tmp_path: Path) -> None:
    authority = Opened(tmp_path).certificates.authority().certificate
    text = sheet("https://192.168.1.5:8770", authority, "en", whole=True)
    assert "@page" in text
    assert '<link rel="stylesheet"' not in text
