"""Who is in the second room and what they say, as this window knows it; and the moderator's verbs on them.

Lives as long as the window, whichever screen is shown: the chat is read where the moderator happens to be.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.domain.person import Role
from ui.bridge import Bridge
from ui.memory import Memory

if TYPE_CHECKING:
    from lab.live.messages import (
        ChatSaid,
        HandRaised,
        Message,
        PersonState,
        Request,
        RoomState,
        TlsMode,
    )


_CHAT_READ, _HANDS_AWAY = "chat_read", "hands_put_away"
_AWAY_REMEMBERED = 100
"""Of hands that were put away, so many stay away when a window that is started again hears of them."""


class Asking(Protocol):
    """So much of `lab.live.client.RoomClient` as the second room needs."""

    def request(self, message: "Request") -> "Future[Any]":
        """Ask for something."""


class Company(QObject):
    """The second room, seen from the workstation.

    Messages are told apart by their `type`, so that a window that never dials the room need not load them.

    Args:
        line: the line to the room; the first call begins to dial it.
        memory: keeps what was read, and which hands were put away, for the next window.

    Attributes:
        state: of the second listener; None until the room has told it. people: everybody who joined.
        chat: what was said, oldest first; the room tells it again to a window that is new.
        hands: raised, and not yet put away; oldest first.
        connected: whether the room answers; what is known is the last that it said.

    Signals:
        changed: the door, or who is there. said: ChatSaid. hands_changed. invited: Invitation.
        unread_changed. forgotten: some of what was said is gone, with a session that was withdrawn.
        network_found: NetworkFound, after `check_network`.
        refused: LabError of a verb that the room refused. opening_refused: LabError; the room did not open.
    """

    changed = Signal()
    said = Signal(object)
    hands_changed = Signal()
    unread_changed = Signal()
    forgotten = Signal()
    invited = Signal(object)
    network_found = Signal(object)
    refused = Signal(object)
    opening_refused = Signal(object)
    _opening_answered = Signal(object)
    _answered = Signal(object)

    def __init__(self, bridge: Bridge, line: Callable[[], Asking], memory: Memory) -> None:
        super().__init__()
        self._line = line
        self._memory = memory
        self._unread: list[str] = []
        self._mine: set[str] = set()
        self._known: set[str] = set()
        self.state: RoomState | None = None
        self.people: tuple[PersonState, ...] = ()
        self.chat: list[ChatSaid] = []
        self.hands: list[HandRaised] = []
        self.connected = True
        self._hear_of: dict[str, Callable[[Any], object]] = {
            "room_state": self._door,
            "people": self._people,
            "chat_said": self._said,
            "hand_raised": self._raised,
            "invitation": self.invited.emit,
            "network_found": self.network_found.emit,
        }
        bridge.message.connect(self.hear)
        bridge.connected.connect(self._connection)
        self._answered.connect(self.refused)
        self._opening_answered.connect(self.opening_refused)

    # -- what is so

    @property
    def is_open(self) -> bool:
        """Whether persons can come in."""
        return self.state is not None and self.state.open

    @property
    def lobby(self) -> "tuple[PersonState, ...]":
        """Who waits to be admitted, the first one first."""
        return tuple(sorted((one for one in self.people if one.state == "lobby"), key=lambda one: one.since))

    @property
    def inside(self) -> "tuple[PersonState, ...]":
        """Who was admitted and is not removed, by name; those who are away at the end."""
        admitted = (one for one in self.people if one.state in ("here", "away"))
        return tuple(sorted(admitted, key=lambda one: (one.state == "away", one.name.casefold())))

    @property
    def unread(self) -> int:
        """How much of what was said nobody here has seen."""
        return len(self._unread)

    def is_unread(self, word: str) -> bool:
        """Whether nobody here has seen this yet."""
        return word in self._unread

    # -- what the room says

    def hear(self, message: "Message") -> None:
        """Take a message of the room, whatever it is."""
        hear = self._hear_of.get(message.type)
        if hear is not None:
            hear(message)

    def _door(self, state: "RoomState") -> None:
        self.state = state
        self.changed.emit()

    def _people(self, message: Any) -> None:
        self.people = tuple(message.people)
        self.changed.emit()

    def _said(self, said: "ChatSaid") -> None:
        """What comes again after a lost line is shown once; what an earlier window has read is no news."""
        if said.id in self._known:
            return
        self._known.add(said.id)
        self.chat.append(said)
        if said.id == self._memory.recall(_CHAT_READ):
            self._unread.clear()
            self.unread_changed.emit()
        elif said.id not in self._mine and said.from_role != "workstation":
            self._unread.append(said.id)
            self.unread_changed.emit()
        self.said.emit(said)

    def _raised(self, hand: "HandRaised") -> None:
        if hand.id in self._known:
            return
        self._known.add(hand.id)
        if hand.id not in self._memory.recall(_HANDS_AWAY).split():
            self.hands.append(hand)
            self.hands_changed.emit()

    def forget(self, session: str) -> None:
        """Of a session that is withdrawn no word stays, not even in memory."""
        self.chat = [one for one in self.chat if one.session != session]
        self.hands = [one for one in self.hands if one.session != session]
        held = {one.id for one in self.chat}
        self._unread = [one for one in self._unread if one in held]
        self.forgotten.emit()
        self.hands_changed.emit()
        self.unread_changed.emit()

    def _connection(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self.changed.emit()

    # -- what the moderator does here

    def read(self) -> None:
        """All that was said has been seen."""
        if self.chat:
            self._memory.keep(_CHAT_READ, self.chat[-1].id)
        if self._unread:
            self._unread.clear()
            self.unread_changed.emit()

    def put_away(self, hand: str) -> None:
        """A raised hand was seen to."""
        self.hands = [one for one in self.hands if one.id != hand]
        away = [one for one in self._memory.recall(_HANDS_AWAY).split() if one != hand]
        self._memory.keep(_HANDS_AWAY, " ".join([*away, hand][-_AWAY_REMEMBERED:]))
        self.hands_changed.emit()

    # -- what is asked of the room

    def open(self, interface: str, port: int, tls: "TlsMode", certificate: str = "", key: str = "") -> None:
        """Let persons come in. `certificate`, `key`: paths, of an imported certificate."""
        from lab.live.messages import OpenRoom

        self._ask(
            OpenRoom(
                id=new_id(), interface=interface, port=port, tls=tls, certificate=certificate or None, key=key or None
            ),
            self._opening_answered.emit,
        )

    def close(self) -> None:
        """Let nobody in any more, and turn everybody out."""
        from lab.live.messages import CloseRoom

        self._ask(CloseRoom(id=new_id()))

    def check_network(self) -> None:
        """Look at interfaces and listener; `network_found` brings what was found."""
        from lab.live.messages import CheckNetwork

        self._ask(CheckNetwork(id=new_id()))

    def new_pin(self) -> None:
        """Make another PIN."""
        from lab.live.messages import NewPin

        self._ask(NewPin(id=new_id()))

    def invite(self, role: Role) -> None:
        """Make an invitation for one person; `invited` brings it."""
        from lab.live.messages import NewInvitation

        self._ask(NewInvitation(id=new_id(), role=Role(role)))

    def admit(self, person: str, role: Role) -> None:
        """Let somebody in who waits."""
        from lab.live.messages import Admit

        self._ask(Admit(id=new_id(), person=person, role=Role(role)))

    def admit_next(self) -> None:
        """Let the first in who waits, in the role of their invitation."""
        waiting = self.lobby
        if waiting:
            self.admit(waiting[0].id, waiting[0].role)

    def remove(self, person: str, reason: str = "") -> None:
        """Turn somebody out, or refuse whoever waits."""
        from lab.live.messages import Remove

        self._ask(Remove(id=new_id(), person=person, reason=reason))

    def remove_all(self) -> None:
        """Turn everybody out."""
        from lab.live.messages import RemoveAll

        self._ask(RemoveAll(id=new_id()))

    def mute(self, person: str, *, on: bool) -> None:
        """Refuse what somebody says, or hear them again."""
        from lab.live.messages import MutePerson

        self._ask(MutePerson(id=new_id(), person=person, on=on))

    def give_role(self, person: str, role: Role) -> None:
        """Let somebody be something else in the room."""
        from lab.live.messages import GiveRole

        self._ask(GiveRole(id=new_id(), person=person, role=Role(role)))

    def say(self, text: str, to: str = "observers") -> None:
        """Say something to the observers, or to one person (their id). Nothing is said of blanks."""
        from lab.live.messages import Chat

        words = text.strip()
        if words:
            message = Chat(id=new_id(), to=to, text=words)
            self._mine.add(message.id)
            self._ask(message)

    def _ask(self, message: "Request", refuse: Callable[[LabError], None] | None = None) -> None:
        tell = refuse or self._answered.emit
        self._line().request(message).add_done_callback(lambda future: self._report(future, tell))

    @staticmethod
    def _report(future: "Future[Any]", tell: Callable[[LabError], None]) -> None:
        """In a thread of the client: bring a refusal to the GUI thread."""
        try:
            error = future.exception()
        except CancelledError:
            return
        if isinstance(error, LabError):
            tell(error)
        elif error is not None:
            raise error
