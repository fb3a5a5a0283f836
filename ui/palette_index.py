"""What the palette finds in the whole laboratory, whichever screens were shown yet: read in the background."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.standards import short_title
from lab.wording.states import state_words
from ui import words
from ui.desk import Desk
from ui.naming import RoundNames, rounds_by_id, way_to
from ui.palette_entries import PaletteEntry

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class Known:
    """Something in the laboratory, and where it is shown. Otherwise as `PaletteEntry`."""

    text: str
    kind: str
    icon: str
    screen: str
    subject: Mapping[str, str | int] = field(default_factory=dict)
    also: str = ""


def read_index(lab: "Laboratory") -> tuple[Known, ...]:
    """Everything that has a name, from services to standards; newest rounds first."""
    rounds = tuple(reversed(rounds_by_id(lab).values()))
    return (
        *(Known(one.name, _("Service"), "stack", "services", {"service": one.id}) for one in lab.planning.services()),
        *(Known(one.text, _("Round"), "arrows-clockwise", "services", {"round": one.study.id}) for one in rounds),
        *(Known(one.text, _("Round debrief"), "checks", "round_debrief", {"round": one.study.id}) for one in rounds),
        *(known for one in rounds for known in _people(lab, one)),
        *_findings(lab, rounds),
        *_criteria(lab, rounds),
        *_standards(lab),
    )


def _people(lab: "Laboratory", names: RoundNames) -> Iterator[Known]:
    """Participants of a round and their sessions."""
    codes = {}
    for person in lab.planning.participants(names.study.id):
        codes[person.id] = person.code
        subject = {"round": names.study.id, "participant": person.id}
        text = words.MIDDLE_DOT.join((person.code, names.text))
        yield Known(text, _("Participant"), "user", "services", subject)
    for booking in lab.scheduling.bookings_of(names.study.id):
        screen, way = way_to(booking)
        when = f"{words.weekday(booking.starts.astimezone().date())} {words.clock(booking.starts)}"
        text = words.MIDDLE_DOT.join((codes[booking.participant_id], when, names.text))
        also = f"{booking.room} {booking.moderator} {state_words(booking.state)}"
        yield Known(text, _("Session"), "video-camera", screen, way, also)


def _findings(lab: "Laboratory", rounds: tuple[RoundNames, ...]) -> Iterator[Known]:
    by_id = {one.study.id: one for one in rounds}
    for finding in lab.findings.named(by_id):
        names = by_id[finding.round_id]
        text = words.MIDDLE_DOT.join((f"F-{finding.number} {finding.title}", names.text))
        subject = {"round": finding.round_id, "finding": finding.id}
        yield Known(text, _("Finding"), "magnifying-glass-plus", "findings", subject)


def _criteria(lab: "Laboratory", rounds: tuple[RoundNames, ...]) -> Iterator[Known]:
    """Each criterion once, in the newest round that judges it."""
    seen: set[str] = set()
    for names in rounds:
        for criterion in lab.rounds.criteria(names.study):
            if criterion.id not in seen:
                seen.add(criterion.id)
                text = f"{criterion.id} {criterion.title.in_language(language())}"
                subject = {"round": names.study.id, "criterion": criterion.id}
                also = f"{criterion.title.en} {criterion.title.ru}"
                yield Known(text, _("Criterion"), "checks", "findings", subject, also)


def _standards(lab: "Laboratory") -> Iterator[Known]:
    for held in lab.standards.newest():
        standard = held.standard
        also = f"{standard.id} {standard.title.en} {standard.title.ru}"
        yield Known(short_title(standard), _("Standard"), "books", "standards", {"standard": standard.id}, also)


class PaletteIndex(QObject):
    """Keeps the index; `changed` says that it has been read anew.

    Nothing is read before somebody opens the palette, and nothing twice while nothing has changed.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: tuple[Known, ...] = ()
        self._stale = True
        self._reading = False
        desk.bridge.changed.connect(self.forget)

    def forget(self) -> None:
        """Something has changed: read again when it is next asked for."""
        self._stale = True

    def bring_up_to_date(self) -> None:
        """Read the index, if anything has changed since it was read."""
        if self._stale and not self._reading:
            self._stale, self._reading = False, True
            read = self._desk.background.read(partial(read_index, self._desk.lab)).owned_by(self)
            read.on_done(self._take).finally_do(self._has_read).start()

    def entries(self) -> tuple[PaletteEntry, ...]:
        """What can be found, as far as it has been read."""
        return (*self._actions(), *(self._entry(one) for one in self._known))

    def _take(self, known: tuple[Known, ...]) -> None:
        self._known = known
        self.changed.emit()

    def _has_read(self) -> None:
        self._reading = False

    def _entry(self, one: Known) -> PaletteEntry:
        go = partial(self._desk.navigator.go, one.screen, **one.subject)
        return PaletteEntry(one.text, one.kind, one.icon, go, also=one.also)

    def _actions(self) -> tuple[PaletteEntry, ...]:
        go, kind = self._desk.navigator.go, _("Action")
        return (
            PaletteEntry(_("Book a session"), kind, "calendar-plus", partial(go, "schedule", new=1)),
            PaletteEntry(_("Register a service"), kind, "plus", partial(go, "services", new=1)),
            PaletteEntry(_("Client’s path"), kind, "path", partial(go, "path")),
            PaletteEntry(_("Compare two rounds"), kind, "scales", partial(go, "comparison")),
            PaletteEntry(_("Judge a whole round"), kind, "checks", partial(go, "round_debrief")),
            PaletteEntry(_("Write the report"), kind, "file-arrow-down", partial(go, "reports")),
        )
