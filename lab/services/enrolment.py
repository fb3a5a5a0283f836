"""How the laboratory's own tablets are enrolled: the sheet that leads to the certificate of its authority."""

from datetime import UTC, datetime

from lab.folder import config_folder
from lab.live.door.certificates import FOLDER, Certificates
from lab.live.door.sheet import sheet


def enrolment_sheet(url: str, language: str) -> str:
    """The sheet as one HTML page to be printed: the words on it are those of the authority, which the tablet shows.

    Args:
        url: of the room's page.

    Raises:
        WorldError: the authority's files cannot be read or made.
    """
    authority = Certificates(config_folder() / FOLDER, now=lambda: datetime.now(UTC)).authority()
    return sheet(url.rstrip("/"), authority.certificate, language, whole=True)
