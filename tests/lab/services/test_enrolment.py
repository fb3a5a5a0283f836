"""The sheet says the words of the authority, which a tablet shows when it is enrolled."""

from datetime import UTC, datetime

from lab.folder import config_folder
from lab.live.door.certificates import FOLDER, Certificates
from lab.live.door.fingerprint import fingerprint_words
from lab.services.enrolment import enrolment_sheet


def test_that_the_sheet_leads_to_the_authority_and_says_its_words() -> None:
    page = enrolment_sheet("https://192.168.10.5:8770/", "en")
    authority = Certificates(config_folder() / FOLDER, now=lambda: datetime.now(UTC)).authority().certificate
    assert "https://192.168.10.5:8770/enrolment" in page
    assert " ".join(fingerprint_words(authority)) in page
