"""The form of a booking, new or planned. It checks while it is filled in and explains conflicts at their fields."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QDateTime, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit

from lab.domain.booking import Booking, Conflict, Setup, Warned
from lab.domain.errors import InputError, LabError, RuleError
from lab.domain.ids import BookingId, ParticipantId, RoundId, new_id
from lab.i18n import gettext as _
from lab.services.scheduling import Place
from lab.wording import sentence, sentence_for
from lab.wording.schedule import conflict_sentence
from ui import words
from ui.schedule.week import Week
from ui.widgets.form import Form, moment_field
from ui.widgets.marks import state_line
from ui.widgets.texts import small

NEW_PARTICIPANT = ""
_CHECK_AFTER_MS = 250
_LONGEST = 720


class BookingForm(Form):
    """`edited` says that something changed and then rested: time to check."""

    edited = Signal()

    def __init__(self, week: Week, starts: datetime, moderator: str, planned: Booking | None = None) -> None:
        super().__init__()
        self._week = week
        self._planned = planned
        self._rest = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._rest.timeout.connect(self.edited)
        if planned is None:
            self._whom()
        self._when_and_where(planned.starts if planned else starts, planned)
        self._who(moderator, planned)
        self._warnings = small("")
        self._warning_box = state_line("", "warning-circle", "careful")
        self.column.addWidget(self._warning_box)
        self._warning_box.hide()
        self._watch()

    # -- fields

    def _whom(self) -> None:
        choices = [(one.study.id, one.text) for one in self._week.rounds]
        self._round = self.add_choice("round", _("Round"), choices)
        self._participant = self.add_choice("participant", _("Participant"), [])
        self._round.currentIndexChanged.connect(lambda _index: self._fill_participants())
        self._fill_participants()

    def _fill_participants(self) -> None:
        self._participant.clear()
        self._participant.addItem(_("A new participant"), NEW_PARTICIPANT)
        booked = {one.participant.id for one in self._week.bookings}
        for person in self._week.participants.get(self._round.currentData(), ()):
            note = _(" (booked this week)") if person.id in booked else ""
            self._participant.addItem(person.code + note, person.id)

    def _when_and_where(self, starts: datetime, planned: Booking | None) -> None:
        self._starts: QDateTimeEdit = moment_field()
        moment = starts.astimezone()
        self._starts.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())))
        self.add("starts", _("Start"), self._starts)
        usual = self._week.limits.session_minutes
        self._minutes = self.add_number("minutes", _("Minutes"), planned.minutes if planned else usual, 5, _LONGEST)
        self._minutes.setSingleStep(5)
        self._room = QComboBox()
        self._room.setEditable(True)
        self._room.addItems(list(self._week.rooms))
        self._room.setEditText(planned.room if planned else (self._week.rooms[0] if self._week.rooms else ""))
        self.add("room", _("Room"), self._room)

    def _who(self, moderator: str, planned: Booking | None) -> None:
        self.add_text("moderator", _("Moderator"), planned.moderator if planned else moderator)
        self.add_text(
            "observers", _("Observers"), ", ".join(planned.observers) if planned else "",
            hint=_("Names, separated by commas; may be left empty."),
        )  # fmt: skip
        self._setup = self.add_choice(
            "setup", _("How the room is arranged"), [(one.value, words.setup(one)) for one in Setup],
            (planned.setup if planned else Setup.OWN_DEVICE).value,
        )  # fmt: skip
        self._pilot = self.add_check(
            "pilot", _("Pilot: a rehearsal that is never counted"), value=planned.pilot if planned else False
        )

    def _watch(self) -> None:
        self._starts.dateTimeChanged.connect(lambda _moment: self._rest.start())
        self._minutes.valueChanged.connect(lambda _minutes: self._rest.start())
        self._room.editTextChanged.connect(lambda _text: self._rest.start())
        for name in ("moderator", "observers"):
            self.fields[name].textChanged.connect(lambda _text: self._rest.start())  # type: ignore[attr-defined]
        if self._planned is None:
            self._participant.currentIndexChanged.connect(lambda _index: self._rest.start())

    def choose(self, round_id: str, participant_id: str = "") -> None:
        """Begin with this round and this participant."""
        self._round.setCurrentIndex(max(0, self._round.findData(round_id)))
        self._participant.setCurrentIndex(max(0, self._participant.findData(participant_id)))

    def choose_room(self, room: str) -> None:
        """Begin with this room."""
        self._room.setEditText(room)

    # -- values

    @property
    def round_id(self) -> RoundId:
        """The chosen round."""
        return RoundId(str(self._round.currentData()))

    @property
    def participant_id(self) -> ParticipantId | None:
        """The chosen participant; None: a new one."""
        chosen = str(self._participant.currentData() or "")
        return ParticipantId(chosen) if chosen else None

    def place(self) -> Place:
        """Where and when."""
        seconds = self._starts.dateTime().toSecsSinceEpoch()
        observers = tuple(name.strip() for name in self.text("observers").split(",") if name.strip())
        return Place(
            room=self._room.currentText(),
            starts=datetime.fromtimestamp(seconds).astimezone().replace(second=0),
            minutes=self._minutes.value(),
            moderator=self.text("moderator"),
            observers=observers,
            pilot=self._pilot.isChecked(),
            setup=Setup(str(self._setup.currentData())),
        )

    def booking(self) -> Booking:
        """What would be booked: the planned booking changed, or a draft with an id of its own."""
        place = self.place()
        values = {
            "room": place.room.strip(), "starts": place.starts, "minutes": place.minutes,
            "moderator": place.moderator.strip(), "observers": place.observers, "pilot": place.pilot,
            "setup": place.setup,
        }  # fmt: skip
        if self._planned is not None:
            return replace(self._planned, **values)  # type: ignore[arg-type]
        participant = self.participant_id or ParticipantId(new_id())
        return Booking(BookingId(new_id()), self.round_id, participant, **values)  # type: ignore[arg-type]

    # -- answers

    def show_checked(self, warned: tuple[Warned, ...]) -> None:
        """Nothing refuses it; say what strains the laboratory."""
        self.clear_faults()
        text = " ".join(sentence_for(one.code, one.facts) for one in warned)
        self._show_warning(text)

    def show_refused(self, error: LabError) -> str:
        """Explain at the fields why it cannot be; what belongs to no field comes back as a sentence."""
        self._show_warning("")
        if isinstance(error, InputError):
            return self.show_faults(error)
        self.clear_faults()
        found = error.facts.get("conflicts", ()) if isinstance(error, RuleError) else ()
        clashes: tuple[Conflict, ...] = found  # type: ignore[assignment]
        elsewhere = [] if clashes else [sentence(error)]
        for clash in clashes:
            self.show_fault(clash.what if clash.what in self.fields else "starts", conflict_sentence(clash))
        return " ".join(elsewhere)

    def _show_warning(self, text: str) -> None:
        old = self._warning_box
        self._warning_box = state_line(text, "warning-circle", "careful")
        self.column.replaceWidget(old, self._warning_box)
        old.deleteLater()
        self._warning_box.setVisible(bool(text))


Check = Callable[[Booking], tuple[Warned, ...]]
