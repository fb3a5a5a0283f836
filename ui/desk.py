"""What every screen receives: the services, the room, the ways to work in the background and to speak to the user."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.memory import Memory
from ui.preferences import Preferences

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory
    from ui.room_link import RoomLink


class Navigator(Protocol):
    """Brings the user to a screen."""

    def go(self, screen: str, **subject: str | int) -> None:
        """Show the screen and tell it what to show (ids, a moment). Raises KeyError for an unknown screen."""

    def back(self) -> None:
        """Show the screen that was shown before."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools on every screen's desk.

    Attributes:
        lab: the services of the open laboratory folder, and the folder.
        room: the line to `lab.live`; it starts the room when it is first needed.
        preferences: of the person at this workstation; `preferences.changed` says when.
        memory: what lists were left like.
    """

    lab: "Laboratory"
    room: "RoomLink"
    bridge: Bridge
    background: Background
    alerts: Alerts
    preferences: Preferences
    navigator: Navigator
    memory: Memory = field(default_factory=Memory)
