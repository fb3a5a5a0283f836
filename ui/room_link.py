"""The window's line to the room (`lab.live`): made when it is first needed; a dead room is started again by dialling.

What the room says arrives as signals of the bridge.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lab.folder import LabFolder
from ui.background import Background
from ui.bridge import Bridge
from ui.memory import Memory
from ui.preferences import Preferences
from ui.second_room.company import Company
from ui.standing import Standing

if TYPE_CHECKING:
    from lab.domain.events import Stamped
    from lab.live.client import RoomClient
    from lab.live.messages import Message
    from ui.held.participant_screen import Shown


class RoomLink:
    """Owns the one `RoomClient` of this window. `company`: who is in the second room, and what is asked of it."""

    def __init__(self, folder: LabFolder, bridge: Bridge, preferences: Preferences, memory: Memory) -> None:
        self._folder = folder
        self._bridge = bridge
        self._preferences = preferences
        self._client: RoomClient | None = None
        self._closed = False
        self._heard: dict[str, list[Stamped]] = {}
        self._withdrawn: set[str] = set()
        self._standing = Standing()
        self.company = Company(bridge, lambda: self.client, memory)
        bridge.message.connect(self._note)

    @property
    def client(self) -> "RoomClient":
        """The client; the first call begins to dial, and starts the room if it does not run."""
        if self._client is None:
            from lab.live.client import RoomClient
            from lab.live.starter import ensure_room

            self._client = RoomClient(
                lambda: ensure_room(self._folder),
                self._preferences.person.name or "window",
                self._bridge.room_said,
                self._bridge.room_picture,
                self._bridge.room_connection,
            )
        return self._client

    @property
    def dialled(self) -> bool:
        """Whether the room was needed yet."""
        return self._client is not None

    def dial_what_runs(self, background: Background) -> None:
        """Speak to a room that runs already: observers may be in it since before this window was opened."""

        def find() -> bool:
            from lab.live.starter import find_room

            return find_room(self._folder) is not None

        # What was found is told a turn later: a window that was closed meanwhile dials nobody.
        background.read(find).on_done(lambda runs: runs and not self._closed and self.client).start()

    def heard(self, session: str) -> "tuple[Stamped, ...]":
        """Every event of a session that the room has told this window, in order; for a screen that is opened later.

        Asked on the GUI thread it leaves no hole: what is told afterwards arrives as a signal of the bridge.
        """
        return tuple(self._heard.get(session, ()))

    def standing(self) -> "tuple[Message, ...]":
        """What the room said last of sessions, recorder and health, and its alarms that are not over."""
        return self._standing.messages()

    def recorded_sources(self) -> "Sequence[Shown]":
        """What the recorder shows or writes, as the room said it last: there the participant may see this window."""
        conditions = (one.sources for one in self._standing.messages() if one.type == "recorder")
        return next(conditions, ())

    @property
    def hosts(self) -> bool:
        """Whether the room hosts a session, as it said last: then it goes on without a window."""
        return any(one.type == "sessions" and one.sessions for one in self._standing.messages())

    def _note(self, message: object) -> None:
        kind = getattr(message, "type", "")
        if kind == "event":
            self._keep(message.session, (message.stamped,))  # type: ignore[attr-defined]
        elif kind == "feed":
            self._keep(message.session, message.events)  # type: ignore[attr-defined]
        else:
            self._standing.note(message)  # type: ignore[arg-type]

    def _keep(self, session: str, events: "tuple[Stamped, ...]") -> None:
        """Of a session that is withdrawn nothing that was said stays in memory, and nothing more is kept."""
        if session in self._withdrawn:
            return
        if any(getattr(stamped.event, "to_state", "") == "withdrawn" for stamped in events):
            self._withdrawn.add(session)
            self._heard.pop(session, None)
            self.company.forget(session)
        else:
            self._heard.setdefault(session, []).extend(events)

    def close(self) -> None:
        """Hang up; the room goes on as long as it hosts a session."""
        self._closed = True
        if self._client is not None:
            self._client.close()
            self._client = None
