"""How the laboratory's own tablets are enrolled: the sheet that leads to the certificate of its authority."""

from lab.live.door.certificates import Certificates
from lab.live.door.sheet import sheet


def enrolment_sheet(url: str, language: str) -> str:
    """The sheet as one HTML page to be printed: the words on it are those of the authority, which the tablet shows.

    Args:
        url: of the room's page.

    Raises:
        WorldError: the authority's files cannot be read or made.
    """
    authority = Certificates.of_this_user().authority()
    return sheet(url.rstrip("/"), authority.certificate, language, whole=True)
