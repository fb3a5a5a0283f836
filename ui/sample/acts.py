"""What the scripted participant does in each task of the sample protocol, and what an observer would see in it.

An act is a generator: it yields pauses in seconds, and `Seen` where something happens that the task's tag pad has a
button for. It returns the outcome that a moderator would give. At pace 1 an act takes about four seconds.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from lab.i18n import gettext as _
from ui.sample.document_page import CERTIFICATE, WAIT_MS
from ui.sample.form_page import LOST_ON_BACK
from ui.sample.hands import click, glide, pick, write
from ui.sample.service import SampleService
from ui.sample.start_page import RIGHT


@dataclass(frozen=True, slots=True)
class Seen:
    """Something for the tag pad: the id of the task's button."""

    button: str


Act = Generator[float | Seen, None, str]

READING_S = 0.45
LOADING_S = 2.5


def find_service(service: SampleService) -> Act:
    """Hesitates between entries that sound alike, opens the wrong one, comes back, finds the right one."""
    if service.current != "start":
        service.restore()
    for entry in ("family-support", "monthly-payment"):
        yield from glide(service.start.links[entry])
        yield READING_S / 2
    yield from click(service.start.links["monthly-payment"])
    yield Seen("wrong-entry")
    yield READING_S * 1.5
    yield from click(service.information.back)
    yield from glide(service.start.links["calculator"])
    yield Seen("same-or-different")
    yield READING_S / 2
    yield from click(service.start.links[RIGHT])
    yield READING_S / 2
    return "success"


def fill_form(service: SampleService) -> Act:
    """Fills in the form, sees the wrong date at the check, goes back, and has to enter the account again."""
    if service.current != "form":
        service.restore()
        service.show_page("form")
    form, details = service.form, card()
    for field, text in (details | {"born": _("12.10.2026")}).items():
        yield from write(form.inputs[field], text)
    yield from click(form.onward)
    yield READING_S
    yield from click(service.check.back)
    yield from write(form.inputs["born"], details["born"])
    yield from click(form.onward)
    yield Seen("error-unclear")
    yield READING_S
    yield from glide(form.inputs[LOST_ON_BACK])
    yield Seen("input-lost")
    yield from write(form.inputs[LOST_ON_BACK], details[LOST_ON_BACK])
    yield Seen("entered-again")
    yield from click(form.onward)
    yield from click(service.check.onward)
    return "success"


def attach_document(service: SampleService) -> Act:
    """Loads the document, waits without knowing for what, presses again, and at last sees a number change."""
    if service.current != "document":
        service.restore()
        service.show_page("document")
    page = service.document
    yield from click(page.choose)
    yield from pick(page.files, CERTIFICATE)
    yield from click(page.upload)
    yield READING_S
    yield Seen("waited-blind")
    for _again in range(2):
        yield from click(page.upload)
        yield READING_S / 2
    yield Seen("pressed-again")
    while not page.loaded:
        yield READING_S
    yield from glide(page.count)
    yield from click(page.onward)
    return "assisted"


def read_decision(service: SampleService) -> Act:
    """Reads the refusal, looks for a reason and for a next step, and finds neither."""
    if service.current != "sent":
        service.restore()
        service.show_page("sent")
    yield from click(service.sent.messages)
    yield from glide(service.decision.stamp)
    yield READING_S
    yield from glide(service.decision.text)
    yield Seen("official-language")
    yield READING_S
    yield from click(service.decision.details)
    yield Seen("refusal-unexplained")
    yield READING_S
    yield from glide(service.decision.more)
    yield READING_S
    yield Seen("no-next-step")
    yield from glide(service.decision.close_button)
    yield READING_S
    return "failed"


ACTS: dict[str, Callable[[SampleService], Act]] = {
    "find-service": find_service,
    "fill-form": fill_form,
    "attach-document": attach_document,
    "read-decision": read_decision,
}
"""Acts by the ids of the sample protocol's tasks."""


def card() -> dict[str, str]:
    """The card with the details that lies before the participant, as in the protocol's second task."""
    return {
        "applicant": _("Turner Mary"),
        "child": _("Turner Alice"),
        "born": _("21.10.2026"),
        "insurance": "000-123-456 78",
        "account": "40817 000 0417",
    }


def loading_ms(pace: float) -> int:
    """How long the upload takes while an act runs at this pace, ms: shorter than a person has to bear."""
    return min(WAIT_MS, round(1000 * LOADING_S * pace))
