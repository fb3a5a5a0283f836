"""What the room said last and still holds: for a screen that is opened, or built anew, in the middle of a session."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.live.messages import Alarm, Message, Welcome

STATES = frozenset({"sessions", "recorder", "health"})
"""Kinds of messages of which only the last one holds."""


class Standing:
    """Remembers the last word about sessions, recorder and health, and every alarm that is not over.

    Messages are told apart by their `type`, so that a window that never dials the room need not load them.
    """

    def __init__(self) -> None:
        self._last: dict[str, Message] = {}
        self._alarms: dict[tuple[str | None, str, str], Alarm] = {}

    def note(self, message: "Message") -> None:
        """Take a message of the room, whatever it is."""
        if message.type == "welcome":
            self._greet(message)
        elif message.type in STATES:
            self._last[message.type] = message
        elif message.type == "alarm":
            key = (message.session, message.code, message.subject)
            self._alarms.pop(key, None)
            if not (message.over or message.past):
                self._alarms[key] = message

    def messages(self) -> "tuple[Message, ...]":
        """All of it, as the room said it."""
        return (*self._last.values(), *self._alarms.values())

    def _greet(self, welcome: "Welcome") -> None:
        """A room that is dialled anew tells all that is amiss after its welcome."""
        from lab.live.messages import Sessions

        self._alarms.clear()
        self._last = {"sessions": Sessions(sessions=welcome.sessions), "recorder": welcome.recorder}
