"""What was said in the room before somebody came, or came again: told once more, so that no chat is lost with a line.

Words of a session lie in its journal and go with it; what is said while none is under way is held for the day.
"""

from collections import deque
from collections.abc import Iterable

from lab.domain import events
from lab.domain.events import Stamped
from lab.live.hosted_session import HostedSession
from lab.live.messages import ChatSaid, HandRaised

MOST = 500
"""Of the words that no session's record holds, and of those that are told again to a workstation."""

WORKSTATION_ROLE = "workstation"
PERSON_ROLE = "person"

Word = ChatSaid | HandRaised


class Said:
    """The words that belong to no session, the newest `MOST` of them."""

    def __init__(self) -> None:
        self._loose: deque[ChatSaid] = deque(maxlen=MOST)

    def knows(self, word: str) -> bool:
        """Whether a word of this id is held."""
        return any(one.id == word for one in self._loose)

    def hold(self, word: ChatSaid) -> None:
        """Hold a word for whoever comes later."""
        self._loose.append(word)

    @property
    def loose(self) -> tuple[ChatSaid, ...]:
        """What is held, oldest first."""
        return tuple(self._loose)

    def with_those_of(self, sessions: Iterable[HostedSession]) -> tuple[Word, ...]:
        """What is held and what the records of these sessions hold, oldest first; the newest `MOST`."""
        kept: list[Word] = [word for one in sessions for word in _of(one)]
        return tuple(sorted((*self._loose, *kept), key=lambda word: word.at_us)[-MOST:])


def _of(session: HostedSession) -> Iterable[Word]:
    told = (_as_told(session, stamped) for stamped in session.events)
    return [word for word in told if word is not None]


def _as_told(session: HostedSession, stamped: Stamped) -> Word | None:
    """A word of the record as it was told when it was said."""
    event, at_us = stamped.event, session.epoch.origin_us + stamped.event.at_us
    if isinstance(event, events.HandRaised):
        return HandRaised(
            id=event.id,
            session=session.id,
            author=event.author,
            person=event.person,
            annotation=event.annotation,
            text=event.text,
            at_us=at_us,
        )
    if not isinstance(event, events.ChatSaid):
        return None
    who = session.record.people.get(event.person) if event.person is not None else None
    role = WORKSTATION_ROLE if event.person is None else who.role.value if who is not None else PERSON_ROLE
    return ChatSaid(
        id=event.id,
        author=event.author,
        from_role=role,
        person=event.person,
        to=event.to,
        text=event.text,
        session=session.id,
        at_us=at_us,
    )
