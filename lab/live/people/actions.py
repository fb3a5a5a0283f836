"""What each message and each route asks for, in the words of the one table.

Both lists are whole: a message or a route that stands in neither is asked for by nobody (a test counts them).
"""

from collections.abc import Mapping

from lab.domain import events
from lab.domain.errors import RuleError
from lab.domain.session import SessionState
from lab.live import messages
from lab.live.messages import ClientMessage
from lab.live.people.authorize import Action
from lab.live.people.roles import Role

OF_MESSAGE: Mapping[type[messages.Spoken], Action] = {
    messages.Hello: Action.GREET,
    messages.Ping: Action.PING,
    messages.Since: Action.CATCH_UP,
    messages.WantStills: Action.USE_DEVICES,
    messages.Host: Action.HOST,
    messages.Move: Action.END_SESSION,
    messages.ChooseDevice: Action.USE_DEVICES,
    messages.Rearm: Action.USE_DEVICES,
    messages.CheckDevices: Action.USE_DEVICES,
    messages.Blind: Action.BLIND,
    messages.Shutdown: Action.SHUT_DOWN,
    messages.OpenRoom: Action.OPEN_ROOM,
    messages.CloseRoom: Action.OPEN_ROOM,
    messages.CheckNetwork: Action.OPEN_ROOM,
    messages.NewInvitation: Action.KEEP_DOOR,
    messages.NewPin: Action.KEEP_DOOR,
    messages.Admit: Action.KEEP_DOOR,
    messages.Remove: Action.KEEP_DOOR,
    messages.RemoveAll: Action.KEEP_DOOR,
    messages.MutePerson: Action.KEEP_DOOR,
    messages.GiveRole: Action.KEEP_DOOR,
    messages.TakeLead: Action.TAKE_LEAD,
    messages.Chat: Action.CHAT,
    messages.RaiseHand: Action.RAISE_HAND,
    messages.ClockSamples: Action.MEASURE_CLOCK,
    messages.ViewerReport: Action.REPORT_VIEW,
}
"""Every message but `Put`, for which `OF_EVENT` speaks. Of some, what they say decides besides: see `action_of`."""

OF_EVENT: Mapping[type[events.Event], Action] = {
    events.TagPut: Action.TAG,
    events.TagEdited: Action.TAG,
    events.TagRetracted: Action.TAG,
    events.TagRestored: Action.TAG,
    events.JudgementPut: Action.JUDGE,
    events.JudgementRetracted: Action.JUDGE,
    events.AnswersPut: Action.ANSWER,
    events.TaskStarted: Action.TIME_TASKS,
    events.TaskRestarted: Action.TIME_TASKS,
    events.TaskEnded: Action.TIME_TASKS,
    events.TaskResumed: Action.TIME_TASKS,
    events.TaskJudged: Action.TIME_TASKS,
    events.TaskAssisted: Action.CORRECT_TASKS,
    events.TaskVoided: Action.CORRECT_TASKS,
    events.TaskRestored: Action.CORRECT_TASKS,
    events.TaskAdded: Action.CORRECT_TASKS,
    events.TaskCorrected: Action.CORRECT_TASKS,
    events.CheckOverridden: Action.USE_DEVICES,
    events.ClapTested: Action.USE_DEVICES,
}
"""What people may put, each kind. The lead begins and ends tasks and says how they went; what counts as help and what
does not count at all is the moderator's."""

_STEERED = frozenset({SessionState.RUNNING, SessionState.PAUSED, SessionState.DEBRIEF})
"""Where a second device may bring a session. Its end, and above all its erasure, is said at the workstation."""

OF_ROUTE: Mapping[tuple[str, str], Action] = {
    ("GET", "/api/room"): Action.SEE_ROOM,
    ("POST", "/api/join"): Action.JOIN,
    ("GET", "/api/me"): Action.KNOW_ONESELF,
    ("POST", "/api/ws-ticket"): Action.LISTEN,
    ("POST", "/api/leave"): Action.LEAVE,
    ("POST", "/api/events"): Action.LISTEN,
    ("GET", "/api/feed"): Action.LISTEN,
    ("GET", "/api/media"): Action.WATCH,
    ("GET", "/api/still"): Action.WATCH,
    ("WS", "/ws/events"): Action.LISTEN,
    ("WS", "/ws/media"): Action.WATCH,
}
"""Every route that has to do with people: `WS` is a handshake. What `/api/events` brings is asked for by message."""


def action_of(message: ClientMessage) -> Action:
    """What a message asks for. Raises RuleError `event_of_the_room` if it puts what only the room notes."""
    match message:
        case messages.Put():
            return _put(message.event)
        case messages.Move() if message.to in _STEERED:
            return Action.STEER
        case messages.Admit() | messages.GiveRole() | messages.NewInvitation() if message.role is Role.MODERATOR:
            return Action.APPOINT_MODERATOR
    return OF_MESSAGE[type(message)]


def session_of(message: ClientMessage) -> str | None:
    """In which session a message asks for something; None: in none."""
    return getattr(message, "session", None)


def _put(event: events.AnyEvent) -> Action:
    action = OF_EVENT.get(type(event))
    if action is None:
        raise RuleError("event_of_the_room", type=event.type)
    if isinstance(event, events.JudgementPut | events.JudgementRetracted) and event.adjudicates:
        return Action.SETTLE
    return action
