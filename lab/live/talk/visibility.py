"""What each role hears of a session. Nothing goes to a person that has not passed through here.

Nobody hears anything of a session whose participant withdrew, nor an observer of one whose participant did not agree to
observers: only that one runs. Participant and wall hear what stands on the task card, and no word that was said about
anybody. In an independent round an observer hears of others' tags and judgements only from the debrief on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.archive.session_file import SessionPlan
from lab.domain import events
from lab.domain.events import AnyEvent, Stamped
from lab.domain.person import Role
from lab.domain.record import SessionRecord
from lab.domain.session import RUNS, SessionState
from lab.live.messages import ChatSaid, HandRaised
from lab.live.people.principal import Principal
from lab.live.people.roles import NOTING, OBSERVING
from lab.live.talk.ownership import is_own

_STATE = (events.SessionOpened, events.EpochBegan, events.SessionMoved, events.ObserversBlinded)
_CARD = (
    events.TaskStarted, events.TaskRestarted, events.TaskEnded, events.TaskResumed, events.TaskVoided,
    events.TaskRestored,
)  # fmt: skip
"""What says which task runs."""

_TASKS = (*_CARD, events.TaskJudged, events.TaskAssisted, events.TaskAdded, events.TaskCorrected)
_TAGS = (events.TagPut, events.TagEdited, events.TagRetracted, events.TagRestored)
_JUDGEMENTS = (events.JudgementPut, events.JudgementRetracted)
_SAID = (events.ChatSaid, events.HandRaised)

HEARS: Mapping[Role, tuple[type[events.Event], ...]] = {
    Role.OBSERVER: (*_STATE, events.ClockGap, *_TASKS, *_TAGS, *_JUDGEMENTS, *_SAID),
    Role.LEAD: (*_STATE, events.ClockGap, *_TASKS, *_TAGS, *_JUDGEMENTS, *_SAID),
    Role.NOTE_TAKER: (*_STATE, events.ClockGap, *_TASKS, *_TAGS, *_JUDGEMENTS, *_SAID),
    Role.MODERATOR: (*_STATE, events.ClockGap, *_TASKS, *_TAGS, *_JUDGEMENTS, *_SAID, events.AnswersPut),
    Role.PARTICIPANT: (*_STATE, *_CARD, events.AnswersPut),
    Role.WALL: (*_STATE, *_CARD),
}
"""Role → the kinds of events that it hears of at all."""

_PLAIN = frozenset({Role.PARTICIPANT, Role.WALL})

Said = events.ChatSaid | events.HandRaised | ChatSaid | HandRaised


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as far as it decides what is heard of it."""

    plan: SessionPlan
    record: SessionRecord

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing may be told any more."""
        return self.record.state is SessionState.WITHDRAWN or self.record.erased

    @property
    def is_apart(self) -> bool:
        """Whether observers are to judge by themselves at this moment."""
        return self.plan.independent and self.record.state in RUNS | {SessionState.READY}


def may_hear(person: Principal, session: Seen) -> bool:
    """Whether a person hears anything of a session but that it runs."""
    if person.role is None or not person.admitted or session.is_withdrawn:
        return False
    return session.plan.may_be_observed or person.role not in OBSERVING


def heard(person: Principal, session: Seen, stamped: Stamped) -> Stamped | None:
    """An event as this person hears it; None if they do not."""
    event = stamped.event
    if person.role is None or not may_hear(person, session) or not isinstance(event, HEARS[person.role]):
        return None
    if isinstance(event, _SAID) and not is_said_to(person, event):
        return None
    if session.is_apart and person.role is not Role.MODERATOR and not _is_own(person, session.record, event):
        return None
    if person.role in _PLAIN:
        return stamped.model_copy(update={"event": _plain(event)})
    return stamped


def is_said_to(person: Principal, said: Said) -> bool:
    """Whether a person hears what was said: to all observers, to them, to them as the moderator, or by themselves."""
    if person.role not in NOTING:
        return False
    if person.role is Role.MODERATOR or said.person == person.person_id:
        return True
    to = getattr(said, "to", "moderator")
    return to in ("observers", person.person_id)


def _is_own(person: Principal, record: SessionRecord, event: AnyEvent) -> bool:
    """Whether it is no word about what was seen, or this person's own, or about a tag of theirs."""
    if not isinstance(event, (*_TAGS, *_JUDGEMENTS)):
        return True
    known = record.annotations_by_id.get(event.annotation) if isinstance(event, _TAGS) else None
    return is_own(person, known) if known is not None else event.author == person.name


def _plain(event: AnyEvent) -> AnyEvent:
    """An event without how it went and what was said of it."""
    match event:
        case events.SessionMoved() | events.TaskVoided():
            return event.model_copy(update={"reason": ""})
        case events.TaskEnded():
            return event.model_copy(update={"outcome": None})
        case _:
            return event
