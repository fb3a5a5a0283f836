"""What the room does when its door opens or closes: everybody hears it, and the chains of the sessions keep it."""

from lab.domain.events import AnyEvent, RoomClosed, RoomOpened
from lab.domain.ids import new_id
from lab.live.door.opening import Opening
from lab.live.hosted_session import HostedSession
from lab.live.room import Room
from lab.live.session_clock import AUTHOR


class DoorNotes:
    """Notes for one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        room.on_hosted.append(self._hosted)

    def changed(self, before: Opening, now: Opening) -> None:
        """The door stands in another way."""
        self._room.opening = now
        self._room.tell_state()
        if (before.own, before.tls, before.interface) == (now.own, now.tls, now.interface):
            return
        for session in self._room.sessions:
            if before.own is not None:
                self._keep(session, before, opened=False)
            if now.own is not None:
                self._keep(session, now, opened=True)

    def _hosted(self, session: HostedSession) -> None:
        """A session that begins while the door is open has it in its chain all the same."""
        if self._room.opening.own is not None:
            self._keep(session, self._room.opening, opened=True)

    def _keep(self, session: HostedSession, opening: Opening, *, opened: bool) -> None:
        kind = RoomOpened if opened else RoomClosed
        event: AnyEvent = kind(
            id=new_id(),
            at_us=session.epoch.now_us(),
            author=AUTHOR,
            interface=opening.interface[:200],
            tls=opening.tls,
        )
        self._room.noting.keep(session, event)
