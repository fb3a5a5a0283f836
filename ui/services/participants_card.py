"""The participants of a round: codes, never names."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from lab.domain.participant import Participant
from lab.i18n import gettext as _
from lab.wording.states import state_words
from ui import theme, words
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card, Flow, line
from ui.widgets.buttons import Button
from ui.widgets.texts import fixed, quiet, small

PersonAction = Callable[[Participant], None]


@dataclass(frozen=True, slots=True)
class PersonActions:
    """What can be done about a participant."""

    consent: PersonAction
    book: PersonAction
    segment: PersonAction


class ParticipantsCard(Card):
    """One row per participant: code, segment, consent, booking, and what is still to be done."""

    def __init__(self, facts: RoundFacts, add: Callable[[], None], actions: PersonActions) -> None:
        super().__init__(_("Participants"), name="participants")
        self._facts = facts
        self._actions = actions
        button = Button(_("Add a participant"), add, icon_name="user-plus")
        button.setObjectName("add_participant")
        self.top.addWidget(button)
        if not facts.participants:
            self.add(quiet(_("Nobody yet. Participants are known by codes only: P01, P02 … No names are kept here.")))
        for place, person in enumerate(facts.participants):
            if place:
                self.add(line())
            self.add(self._row(person))

    def _row(self, person: Participant) -> QFrame:
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
        row.setSpacing(theme.MARGIN)
        code = fixed(person.code, "strong")
        code.setMinimumWidth(theme.scaled(48))
        row.addWidget(code)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(small(words.MIDDLE_DOT.join(self._facts_of(person))))
        text.addWidget(self._buttons(person))
        row.addLayout(text, 1)
        return frame

    def _buttons(self, person: Participant) -> Flow:
        note = Button(_("Consent …"), lambda: self._actions.consent(person), kind="link")
        note.setAccessibleName(_("Consent of {code}").format(code=person.code))
        buttons = Flow(spacing=0)
        if self._facts.study.segments:
            segment = Button(_("Segment …"), lambda: self._actions.segment(person), kind="link")
            segment.setAccessibleName(_("Segment of {code}").format(code=person.code))
            segment.setObjectName(f"segment_of_{person.code}")
            buttons.add(segment)
        if person.withdrawn is not None:
            return buttons
        buttons.add(note)
        if not self._facts.bookings[person.id]:
            to_book = Button(_("Book"), lambda: self._actions.book(person), kind="link")
            to_book.setAccessibleName(_("Book {code}").format(code=person.code))
            buttons.add(to_book)
        return buttons

    def _facts_of(self, person: Participant) -> list[str]:
        segments = {segment.id: segment.name for segment in self._facts.study.segments}
        facts = [segments.get(person.segment_id or "", _("no segment"))] if segments else []
        if person.withdrawn is not None:
            said = _("withdrawn: consent taken back on {day}, noted by {by}")
            return [*facts, said.format(day=words.short_date(person.withdrawn.on), by=person.withdrawn.by)]
        if person.consent is None:
            facts.append(_("consent not signed yet"))
        else:
            said = _("self-trial of {day}, no participant") if person.consent.self_trial else _("consent of {day}")
            facts.append(said.format(day=words.short_date(person.consent.signed_on)))
        bookings = self._facts.bookings[person.id]
        if not bookings:
            facts.append(_("not booked"))
        for booking in bookings:
            day = words.weekday(booking.starts.astimezone().date())
            facts.append(f"{day} {words.clock(booking.starts)} ({state_words(booking.state)})")
        return facts
