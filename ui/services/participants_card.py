"""The participants of a round: codes, never names."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from lab.domain.participant import Participant
from lab.i18n import gettext as _
from lab.wording.states import state_words
from ui import theme, words
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card, line
from ui.widgets.boxes import row as row_of
from ui.widgets.buttons import Button
from ui.widgets.texts import fixed, quiet, small

PersonAction = Callable[[Participant], None]


class ParticipantsCard(Card):
    """One row per participant: code, segment, consent, booking, and what is still to be done."""

    def __init__(self, facts: RoundFacts, add: Callable[[], None], consent: PersonAction, book: PersonAction) -> None:
        super().__init__(_("Participants"), name="participants")
        self._facts = facts
        button = Button(_("Add a participant"), add, icon_name="user-plus")
        button.setObjectName("add_participant")
        self.top.addWidget(button)
        if not facts.participants:
            self.add(quiet(_("Nobody yet. Participants are known by codes only: P01, P02 … No names are kept here.")))
        for place, person in enumerate(facts.participants):
            if place:
                self.add(line())
            self.add(self._row(person, consent, book))

    def _row(self, person: Participant, consent: PersonAction, book: PersonAction) -> QFrame:
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
        row.addLayout(text, 1)
        row.addLayout(self._actions(person, consent, book))
        return frame

    def _actions(self, person: Participant, consent: PersonAction, book: PersonAction) -> QHBoxLayout:
        note = Button(_("Consent …"), lambda: consent(person), kind="link")
        note.setAccessibleName(_("Consent of {code}").format(code=person.code))
        buttons = row_of(note, spacing=0)
        if not self._facts.bookings[person.id]:
            to_book = Button(_("Book"), lambda: book(person), kind="link")
            to_book.setAccessibleName(_("Book {code}").format(code=person.code))
            buttons.addWidget(to_book)
        return buttons

    def _facts_of(self, person: Participant) -> list[str]:
        segments = {segment.id: segment.name for segment in self._facts.study.segments}
        facts = [segments.get(person.segment_id or "", _("no segment"))] if segments else []
        if person.consent is None:
            facts.append(_("consent not signed yet"))
        else:
            facts.append(_("consent of {day}").format(day=words.short_date(person.consent.signed_on)))
        bookings = self._facts.bookings[person.id]
        if not bookings:
            facts.append(_("not booked"))
        for booking in bookings:
            day = words.weekday(booking.starts.astimezone().date())
            facts.append(f"{day} {words.clock(booking.starts)} ({state_words(booking.state)})")
        return facts
