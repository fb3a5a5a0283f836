"""The enrolment sheet: how a device of the laboratory learns to trust its authority; to be printed, or read there.

One page in one language, whole in itself but for its style sheet where it is served. Nothing on it is secret.
"""

from importlib import resources
from pathlib import Path

import segno
from cryptography import x509
from cryptography.x509.oid import NameOID

from lab.i18n import in_language
from lab.live.door.fingerprint import fingerprint, fingerprint_words
from lab.templates import templates

TEMPLATES = Path(__file__).parent / "templates"


def sheet(url: str, authority: x509.Certificate, language: str, *, whole: bool = False) -> str:
    """The page as HTML.

    Args:
        url: of the room's page, without a slash at the end.
        whole: with its style inside, for a file; else it asks the room for it.
    """
    page = templates(TEMPLATES).get_template("enrolment.html")
    with in_language(language):
        return page.render(
            url=url,
            language=language,
            style=_style() if whole else "",
            code=_code(f"{url}/enrolment?language={language}"),
            words=" ".join(fingerprint_words(authority)),
            fingerprint=fingerprint(authority),
            name=_name(authority),
        )


def _style() -> str:
    return (resources.files("lab.live") / "page" / "style" / "enrolment.css").read_text(encoding="utf-8")


def _code(url: str) -> str:
    """A QR code as a drawing in the page, of whatever size the page gives it."""
    return str(segno.make(url, error="m", micro=False).svg_inline(border=4, light="#fff", title=url, omitsize=True))


def _name(authority: x509.Certificate) -> str:
    named = authority.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else "Usability Lab"
