"""What is said past the participant: chat between moderator and observers, and raised hands. Kept in the session's
record, and heard by those it is meant for.
"""

from typing import TYPE_CHECKING

from lab.domain import events
from lab.domain.errors import RuleError
from lab.domain.session import RUNS, SessionState
from lab.live.hosted_session import HostedSession
from lab.live.messages import Acknowledged, Chat, ChatSaid, HandRaised, RaiseHand
from lab.live.people.principal import Principal
from lab.live.people.roles import NOTING, Role
from lab.live.talk.said import WORKSTATION_ROLE
from recordings import clock

if TYPE_CHECKING:
    from lab.live.room import Room

TO_ALL = frozenset({"observers", "moderator"})


async def say(room: "Room", chat: Chat, speaker: Principal, name: str) -> Acknowledged:
    """Say something to the observers, to the moderator, or (the moderator alone) to one person. Said twice with one id,
    it is heard once.

    Raises:
        RuleError: `not_allowed`: an observer speaks to one person, or somebody to one who must not hear it;
            `person_unknown`.
        WorldError: it is not on the disk.
    """
    moderates = speaker.kind == "workstation" or speaker.role is Role.MODERATOR
    if chat.to not in TO_ALL and (not moderates or room.people.known(chat.to).role not in NOTING):
        raise RuleError("not_allowed", type=chat.type)
    session = _under_way(room.sessions)
    seqs: tuple[int, ...] = ()
    is_new = not room.talk.said.knows(chat.id)
    word = ChatSaid(
        id=chat.id,
        author=name,
        from_role=speaker.role.value if speaker.role else WORKSTATION_ROLE,
        person=speaker.person_id,
        to=chat.to,
        text=chat.text,
        session=session.id if session is not None else None,
        at_us=clock.now_us(),
    )
    if session is not None:
        event = events.ChatSaid(
            id=chat.id, at_us=session.epoch.now_us(), author=name, person=speaker.person_id, to=chat.to, text=chat.text
        )
        is_new, seqs = await _kept(session, event)
    elif is_new:
        room.talk.said.hold(word)
    if is_new:
        room.broadcast(word)
    return Acknowledged(id=chat.id, session=session.id if session else None, seqs=seqs)


async def raise_hand(room: "Room", hand: RaiseHand, speaker: Principal, name: str) -> Acknowledged:
    """Bring something before the moderator. Raises RuleError `session_not_hosted`, WorldError."""
    session = room.session(hand.session)
    event = events.HandRaised(
        id=hand.id,
        at_us=session.epoch.now_us(),
        author=name,
        person=speaker.person_id,
        annotation=hand.annotation,
        text=hand.text,
    )
    is_new, seqs = await _kept(session, event)
    if is_new:
        room.broadcast(
            HandRaised(
                id=hand.id,
                session=session.id,
                author=name,
                person=speaker.person_id,
                annotation=hand.annotation,
                text=hand.text,
                at_us=clock.now_us(),
            )
        )
    return Acknowledged(id=hand.id, session=session.id, seqs=seqs)


async def _kept(session: HostedSession, event: events.ChatSaid | events.HandRaised) -> tuple[bool, tuple[int, ...]]:
    """Whether it was kept just now, and its number. What came before keeps the time at which it came first."""
    known = session.kept(event.id)
    if known is not None:
        same = known.event.model_copy(update={"at_us": event.at_us})
        if same != event:
            raise RuleError("event_id_taken", id=event.id, seq=known.seq)
        return False, (known.seq,)
    return True, ((await session.keep(event)).seq,)


def _under_way(sessions: tuple[HostedSession, ...]) -> HostedSession | None:
    """The session to whose record a word belongs: the one that runs, else one in debrief."""
    for states in (RUNS, {SessionState.DEBRIEF}):
        for session in sessions:
            if session.state in states:
                return session
    return None
