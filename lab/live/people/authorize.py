"""The one function that decides who may do what; asked by every route, every handshake and every message.

What the table does not allow is forbidden. It says who may ask at all: whether a session takes what is asked, in its
present state, is decided by `lab.domain.legality`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lab.domain.errors import RuleError
from lab.live.people.principal import Principal
from lab.live.people.roles import EVERY_ROLE, NOTING, OBSERVING, WATCHING, Role


class Action(StrEnum):
    """Everything that can be asked of the room."""

    SEE_ROOM = "see_room"
    JOIN = "join"
    KNOW_ONESELF = "know_oneself"
    LISTEN = "listen"
    LEAVE = "leave"
    GREET = "greet"
    PING = "ping"
    MEASURE_CLOCK = "measure_clock"
    REPORT_VIEW = "report_view"
    CATCH_UP = "catch_up"
    WATCH = "watch"
    CHAT = "chat"
    RAISE_HAND = "raise_hand"
    TAG = "tag"
    JUDGE = "judge"
    SETTLE = "settle"
    ANSWER = "answer"
    TAKE_LEAD = "take_lead"
    TIME_TASKS = "time_tasks"
    CORRECT_TASKS = "correct_tasks"
    STEER = "steer"
    BLIND = "blind"
    KEEP_DOOR = "keep_door"
    APPOINT_MODERATOR = "appoint_moderator"
    HOST = "host"
    END_SESSION = "end_session"
    USE_DEVICES = "use_devices"
    OPEN_ROOM = "open_room"
    SHUT_DOWN = "shut_down"


class Watched(Protocol):
    """What must be known of a session."""

    @property
    def may_be_observed(self) -> bool:
        """Whether the participant agreed to observers."""
        ...


@dataclass(frozen=True, slots=True)
class Leave:
    """Who may.

    Attributes:
        anybody: also who has shown no token.
        workstation: the laboratory's own programs.
        lobby: persons of any role who wait to be let in.
        roles: of persons who were let in.
        muted: those of them who are muted, too.
    """

    anybody: bool = False
    workstation: bool = False
    lobby: bool = False
    roles: frozenset[Role] = frozenset()
    muted: bool = True


_PRESENT = Leave(lobby=True, roles=EVERY_ROLE)
_OWN = Leave(workstation=True)
_MODERATORS = Leave(workstation=True, roles=frozenset({Role.MODERATOR}))

TABLE: Mapping[Action, Leave] = {
    Action.SEE_ROOM: Leave(anybody=True),
    Action.JOIN: Leave(anybody=True),
    Action.KNOW_ONESELF: _PRESENT,
    Action.LISTEN: Leave(workstation=True, lobby=True, roles=EVERY_ROLE),
    Action.LEAVE: _PRESENT,
    Action.GREET: Leave(workstation=True, lobby=True, roles=EVERY_ROLE),
    Action.PING: Leave(workstation=True, lobby=True, roles=EVERY_ROLE),
    Action.MEASURE_CLOCK: _PRESENT,
    Action.REPORT_VIEW: Leave(roles=EVERY_ROLE),
    Action.CATCH_UP: Leave(workstation=True, roles=EVERY_ROLE),
    Action.WATCH: Leave(workstation=True, roles=WATCHING),
    Action.CHAT: Leave(workstation=True, roles=NOTING, muted=False),
    Action.RAISE_HAND: Leave(roles=NOTING, muted=False),
    Action.TAG: Leave(workstation=True, roles=NOTING),
    Action.JUDGE: Leave(workstation=True, roles=NOTING),
    Action.SETTLE: _MODERATORS,
    Action.ANSWER: Leave(workstation=True, roles=frozenset({Role.MODERATOR, Role.PARTICIPANT})),
    Action.TAKE_LEAD: Leave(roles=frozenset({Role.OBSERVER, Role.LEAD})),
    Action.TIME_TASKS: Leave(workstation=True, roles=frozenset({Role.LEAD, Role.MODERATOR})),
    Action.CORRECT_TASKS: _MODERATORS,
    Action.STEER: _MODERATORS,
    Action.BLIND: _MODERATORS,
    Action.KEEP_DOOR: _MODERATORS,
    Action.APPOINT_MODERATOR: _OWN,
    Action.HOST: _OWN,
    Action.END_SESSION: _OWN,
    Action.USE_DEVICES: _OWN,
    Action.OPEN_ROOM: _OWN,
    Action.SHUT_DOWN: _OWN,
}
"""Whoever is muted still tags, judges and takes notes: what they saw is evidence, and nothing of it may be lost."""


def authorize(principal: Principal | None, action: Action, session: Watched | None = None) -> None:
    """Return if this is allowed.

    Args:
        principal: None: nobody that the room knows.
        session: in which it is to be done; None: in none.

    Raises:
        RuleError: `not_allowed`.
    """
    leave = TABLE.get(action, Leave())
    if not (leave.anybody or (principal is not None and _may(principal, leave, session))):
        raise RuleError("not_allowed", action=action.value)


def _may(principal: Principal, leave: Leave, session: Watched | None) -> bool:
    if principal.kind == "workstation":
        return leave.workstation
    if principal.kind != "person":
        return False
    if not principal.admitted:
        return leave.lobby and session is None
    if principal.muted and not leave.muted:
        return False
    # Whom the participant did not agree to see them hears and says nothing of the session.
    if session is not None and principal.role in OBSERVING and not session.may_be_observed:
        return False
    return principal.role in leave.roles
