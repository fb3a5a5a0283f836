"""The consent form on paper: a document of its own, one line to agree to per scope (152-FZ art. 9; GDPR art. 7).

It names the operator, the purpose, the data, what is done with them, who receives them, for how long, and how to take
consent back. It holds a code, no name: the signature is the only thing on it that says who somebody is, and the paper
stays with the operator.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lab.domain.consent import FORM_VERSION, Scope
from lab.domain.retention import TERM_MONTHS
from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports import figures
from lab.reports.html import TEMPLATES, environment

ERASURE_DAYS = 30


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What the form is filled with; the operator's address is written by hand if it is missing."""

    operator: str
    service: str
    code: str
    starts: datetime
    operator_address: str = ""


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One thing to agree to: without a `needed` one there is no session."""

    title: str
    text: str
    needed: bool


def scope_line(scope: Scope) -> ScopeLine:
    """A scope in the words of the form."""
    title, text = {
        Scope.TAKE_PART: (
            _("I take part"),
            _("I try out the service and answer questions. Without this there is no session."),
        ),
        Scope.SCREEN: (_("My screen is recorded"), _("What I see and do in the service, and its sounds.")),
        Scope.FACE: (_("My face is recorded"), _("By a camera; also my hands and the room, if a camera shows them.")),
        Scope.VOICE: (_("My voice is recorded"), _("What I say during the session.")),
        Scope.OBSERVERS: (
            _("Observers may watch live"),
            _("People who make the service see and hear the session from another room. They are not told my name."),
        ),
        Scope.CLIPS_INTERNAL: (
            _("Clips may be shown inside the agency"),
            _("Short pieces of the recording, to the people who make and decide about the service."),
        ),
        Scope.CLIPS_PUBLIC: (
            _("Clips may be published"),
            _("Short pieces of the recording without face, voice and name, outside the agency."),
        ),
        Scope.RECONTACT: (_("I may be asked again"), _("The laboratory may invite me to another session.")),
    }[scope]
    return ScopeLine(title, text, needed=scope is Scope.TAKE_PART)


def render_form(facts: FormFacts, language: str) -> str:
    """The form as one printable HTML page, in one language."""
    with in_language(language):
        css = Markup((TEMPLATES / "consent.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
        return (
            environment()
            .get_template("consent.html")
            .render(
                form=facts,
                version=FORM_VERSION,
                when=figures.day_and_time(facts.starts),
                lines=[scope_line(scope) for scope in Scope],
                erasure_days=ERASURE_DAYS,
                months=TERM_MONTHS,
                lang=language,
                css=css,
            )
        )
