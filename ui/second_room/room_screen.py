"""The observers' room: opened for the day, closed again; who is there, how one comes in, whether it can be reached."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from lab.domain.errors import LabError
from lab.i18n import gettext as _
from lab.i18n import ngettext, pgettext
from lab.settings import LabSettings
from lab.wording import sentence, sentence_for
from ui import theme, words
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.participant_screen import seen_by_participant
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, clear
from ui.second_room.certificate_card import CertificateCard
from ui.second_room.chat import EVERYBODY
from ui.second_room.door_watch import fault_words
from ui.second_room.entrance import EntranceCard
from ui.second_room.leaving import queued_words
from ui.second_room.network_card import NetworkCard
from ui.second_room.observers_panel import ADMIT_KEYS, CHAT_KEYS
from ui.second_room.opening import Opening, OpeningCard, plain_warning
from ui.second_room.people_list import PeopleList
from ui.second_room.talk_card import TalkCard
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.texts import body, toned

if TYPE_CHECKING:
    from lab.live.messages import HandRaised, NetworkFound, RoomState


class SecondRoomScreen(Screen):
    """Who observes, and how do they come in?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "second_room", _("Observers’ room"))
        self.company = desk.room.company
        self._shown_open: bool | None = None
        self._settings: LabSettings | None = None
        self.opening: OpeningCard | None = None
        self.entrance: EntranceCard | None = None
        self.people: PeopleList | None = None
        self.talk: TalkCard | None = None
        self.close_room = Button(_("Close the room"), self._ask_to_close, icon_name="lock-key")
        self.close_room.setObjectName("close_room")
        self.action_row.addWidget(self.close_room)
        self.trouble = toned(body(""), "bad")
        self.trouble.setObjectName("room_trouble")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self._content = QVBoxLayout()
        self._content.setSpacing(theme.MARGIN)
        self.body.addLayout(self._content)
        self.body.addStretch(1)
        self.company.changed.connect(self._changed_room)
        self.company.said.connect(self._show_talk)
        self.company.forgotten.connect(self._show_talk)
        for keys, do in ((ADMIT_KEYS, self.company.admit_next), (CHAT_KEYS, self._write)):
            QShortcut(QKeySequence(keys), self, do)
        self.company.opening_refused.connect(self._refused)
        self.company.network_found.connect(self._found)

    # -- showing

    def load(self) -> LabSettings:
        """How the room was opened last."""
        return self.desk.lab.settings

    def concerns(self, change: Any) -> bool:
        """Settings that were changed elsewhere: what is chosen here is not taken from under the hand."""
        return bool(change.kind == "settings") and not self.isVisible()

    def show_loaded(self, loaded: Any) -> None:
        """Show the room as it stands, and look at the network."""
        self._settings = loaded
        self._shown_open = None
        self._changed_room()

    def _changed_room(self) -> None:
        if self._settings is None:
            return
        self._say_how_it_stands()
        if self._shown_open != self.company.is_open:
            pressed_here = self.opening is not None and self.opening.open.hasFocus()
            self._shown_open = self.company.is_open
            self._build()
            if pressed_here and self.entrance is not None:
                self.entrance.copy.setFocus()  # else the focus falls upon what closes the room again
            self.company.check_network()
        state = self.company.state
        if self.opening is not None and state is not None and state.fault is not None:
            self.opening.show_trouble(sentence_for(state.fault, state.facts))
        self._show_certificate()
        self.trouble.setText(fault_words(self.company) if self.company.is_open else "")
        self.trouble.setVisible(bool(self.trouble.text()))

    def _say_how_it_stands(self) -> None:
        company = self.company
        self.close_room.setVisible(company.is_open)
        if not company.is_open:
            self.set_subtitle(pgettext("room", "closed"))
            return
        there, waiting = sum(one.state == "here" for one in company.inside), len(company.lobby)
        parts = [pgettext("room", "open"), ngettext("{n} person", "{n} people", there).format(n=there)]
        if waiting:
            parts.append(ngettext("{n} waits", "{n} wait", waiting).format(n=waiting))
        self.set_subtitle(words.MIDDLE_DOT.join(parts))

    def _build(self) -> None:
        """Once for a closed room, once for an open one: nothing is made anew under the hand while it stays so."""
        clear(self._content)
        self._certificate = QVBoxLayout()
        self._certified: RoomState | None = None
        self.opening = self.entrance = self.people = None
        self.talk = TalkCard(self.company, self._exposed)
        self.talk.tag_wanted.connect(self._to_tag)
        columns = Columns(3, 2)
        left, right = columns.columns
        network = NetworkCard(self.company)
        if self.company.is_open:
            state = self.company.state
            assert state is not None
            if state.tls == "plain":
                self._content.addWidget(plain_warning())
            self.entrance = EntranceCard(self.company)
            left.addWidget(self.entrance)
            right.addWidget(self._people_card())
            right.addWidget(self.talk)
            right.addWidget(network)
            if state.tls != "plain":
                left.addLayout(self._certificate)
        else:
            assert self._settings is not None
            self.opening = OpeningCard(_preset(self._settings))
            self.opening.open_wanted.connect(self._open)
            self.opening.look_wanted.connect(self.company.check_network)
            left.addWidget(self.opening)
            right.addWidget(network)
            right.addWidget(self.talk)
        self._show_talk()
        self._content.addWidget(columns)

    def _show_certificate(self) -> None:
        """That which is in use: it is renewed, and made anew for another address."""
        state = self.company.state
        if state is None or not state.fingerprint:
            return
        shown = self._certified
        if shown is None or (shown.fingerprint, shown.urls) != (state.fingerprint, state.urls):
            self._certified = state
            clear(self._certificate)
            self._certificate.addWidget(CertificateCard(self.desk, state))

    def _show_talk(self) -> None:
        """What was said can be read when the room is closed, too."""
        if self.talk is not None:
            self.talk.setVisible(self.company.is_open or bool(self.company.chat))

    def _exposed(self) -> bool:
        return seen_by_participant(self.window(), self.desk.room.recorded_sources())

    def _people_card(self) -> Card:
        card = Card(_("Who is there"), name="people_card")
        self.people = PeopleList(self.company)
        self.people.written_to.connect(self._write)
        everybody = boxed(row(Button(_("Remove everybody"), self._ask_to_remove_all, icon_name="x", kind="link"), 1))
        self.people.shown.connect(lambda: everybody.setVisible(bool(self.company.lobby or self.company.inside)))
        card.add(self.people, everybody)
        self.people.show_people()
        return card

    # -- doing

    def _open(self, opening: Opening) -> None:
        """What was chosen is proposed again the next day."""
        assert self._settings is not None
        kept = self._settings.model_copy(update={
            "room_interface": opening.interface, "room_tls": opening.tls, "room_certificate": opening.certificate,
            "room_key": opening.key,
        })  # fmt: skip
        if kept != self._settings:
            self.desk.background.write(lambda: self.desk.lab.change_settings(kept)).owned_by(self).start()
        self.company.open(opening.interface, opening.port, opening.tls, opening.certificate, opening.key)

    def _write(self, person: str = EVERYBODY) -> None:
        if self.talk is not None and self.company.is_open:
            self.talk.chat.write_to(person)

    def _to_tag(self, hand: "HandRaised") -> None:
        self.desk.navigator.go("session", session=hand.session, annotation=str(hand.annotation))

    def _found(self, found: "NetworkFound") -> None:
        if self.opening is not None:
            self.opening.show_interfaces(found.interfaces)
        network = self.findChild(NetworkCard)
        if network is not None:
            network.show_found(found)

    def _refused(self, error: LabError) -> None:
        if self.opening is not None:
            self.opening.show_trouble(sentence(error))

    def _ask_to_close(self) -> None:
        close = Choice(_("Close the room"), self.company.close)
        question = _("Close the room? Whoever is there is cut off; what they tagged is kept.")
        queued = queued_words(self.company)
        if queued:
            question += " " + queued + " " + _("It stays on their devices until the room is open again.")
        self.desk.alerts.ask(question, close, key="second_room")

    def _ask_to_remove_all(self) -> None:
        remove = Choice(_("Remove everybody"), self.company.remove_all)
        question = _("Remove everybody from the room? They can join again with the PIN, and wait until you admit them.")
        self.desk.alerts.ask(question, remove, key="second_room")

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """What can be done about the room now."""
        kind = _("Observers")
        if not self.company.is_open:
            return (PaletteEntry(_("Open the observers’ room"), kind, "lock-open", self._go),)
        return (
            PaletteEntry(_("Close the observers’ room"), kind, "lock-key", self._ask_to_close),
            PaletteEntry(_("Chat with the observers"), kind, "chat-circle", self._to_chat, CHAT_KEYS),
            PaletteEntry(_("New PIN"), kind, "arrow-clockwise", self.company.new_pin),
        )

    def _to_chat(self) -> None:
        self._go()
        self._write()

    def _go(self) -> None:
        self.desk.navigator.go("second_room")


def _preset(settings: LabSettings) -> Opening:
    return Opening(
        settings.room_interface, settings.room_port, settings.room_tls, settings.room_certificate, settings.room_key
    )
