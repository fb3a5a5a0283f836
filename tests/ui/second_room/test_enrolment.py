"""The enrolment sheet names the address of the certificate and the words to compare."""

from lab.i18n import use_language
from lab.live.messages import RoomState
from ui.second_room.enrolment import authority_url, code_image, sheet


def test_that_the_sheet_leads_to_the_certificate_and_says_what_to_compare(qapp: object) -> None:
    use_language("en")
    state = RoomState(open=True, urls=("https://192.168.10.5:8770",), fingerprint_words=("amber", "boat"))
    assert authority_url(state) == "https://192.168.10.5:8770/authority.crt"
    words = sheet(state, "Lab <b>of</b> services").toPlainText()
    assert "https://192.168.10.5:8770/authority.crt" in words
    assert "amber boat" in words
    assert "Lab <b>of</b> services" in words
    assert not code_image(authority_url(state)).isNull()
