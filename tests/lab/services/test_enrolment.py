"""The sheet says the words of the authority, which a tablet shows when it is enrolled."""

from lab.live.door.certificates import Certificates
from lab.live.door.fingerprint import fingerprint_words
from lab.services.enrolment import enrolment_sheet


def test_that_the_sheet_leads_to_the_authority_and_says_its_words() -> None:
    page = enrolment_sheet("https://192.168.10.5:8770/", "en")
    authority = Certificates.of_this_user().authority().certificate
    assert "https://192.168.10.5:8770/enrolment" in page
    assert " ".join(fingerprint_words(authority)) in page
