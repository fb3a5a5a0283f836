"""What a story over TLS leaves behind: no secret in any address, none in the laboratory folder."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.live.door.certificates import Certificates
from lab.live.messages import Invitation, NewInvitation
from tests.process.room_rig import wait_until
from tests.stories.enrolled import CERTUTIL, is_possible
from tests.stories.observing import Observer, chromium
from tests.stories.second_room import OBSERVER, second_room

TOKEN = """
return new Promise((done) => {
  const opening = indexedDB.open("usability-lab");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("kept").objectStore("kept").get("who");
    asked.onsuccess = () => done(asked.result.token);
  };
});
"""
ADDRESSES = """
const asked = performance.getEntries().map((one) => one.name.split("#")[0]);
return [location.href, document.referrer, ...asked].join(" ");
"""
"""Where the page is, and everything that it asked for: a fragment is not asked for."""


@pytest.mark.skipif(not is_possible(), reason=f"needs {CERTUTIL} (libnss3-tools)")
@pytest.mark.soak
@pytest.mark.timeout(240)
def test_that_no_secret_stands_in_an_address_or_in_what_is_left_behind(tmp_path: Path) -> None:
    with second_room(tmp_path / "lab", tls="own") as room:
        authority = Certificates.of_this_user().authority()
        with chromium(room.host, authority.certificate) as page:
            room.moderator.ask(NewInvitation(id=new_id(), role=Role.OBSERVER))
            invitation = room.moderator.of(Invitation)[-1].url
            observer = Observer(page)
            observer.join(invitation, OBSERVER)
            observer.waits_for("#connection", "Connected")
            room.begin()
            observer.presses("hesitates")
            wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
            token = str(page.run(TOKEN))
            addresses = str(page.run(ADDRESSES))
        room.moderator.move(room.session, SessionState.ABORTED)
        secrets = [token, invitation.partition("#")[2].partition(".")[0]]
        assert min(map(len, secrets)) > 20
        assert "/api/join" in addresses
        assert [secret for secret in secrets if secret in addresses] == []
        key = authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        folder = room.rig.folder.path
        lying = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert OBSERVER.encode() in lying  # it is looked for where it would lie
        assert [secret for secret in secrets if secret.encode() in lying] == []
        assert b"PRIVATE KEY" not in lying
        assert key not in lying
