"""Events of every session exactly once and in order, from a room that dies and comes back."""

from collections.abc import Iterator

from lab.live.messages import EventKept, Feed, Hosted, Since


class FeedOrder:
    """Knows the last event that was handed on, of every session."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = known
        self._asked: dict[str, int] = {}

    @property
    def known(self) -> dict[str, int]:
        """Session id → number of the last event handed on."""
        return dict(self._known)

    def reconnected(self) -> None:
        """What was asked for on the lost connection will not come."""
        self._asked.clear()

    def take(self, message: EventKept | Feed) -> Iterator[EventKept | Feed]:
        """What of a message is news: nothing, all, or the rest of a page."""
        known = self._known.get(message.session, 0)
        if isinstance(message, EventKept):
            if message.stamped.seq == known + 1:
                self._known[message.session] = known + 1
                yield message
            return
        news = tuple(stamped for stamped in message.events if stamped.seq > known)
        if news and news[0].seq == known + 1:
            self._known[message.session] = news[-1].seq
            yield message.model_copy(update={"events": news})

    def missing(self, session: str, last_seq: int) -> Since | None:
        """What to ask for when the room is at `last_seq`; None if nothing is missing or it was asked for."""
        known = self._known.get(session, 0)
        if last_seq <= known or self._asked.get(session, -1) >= last_seq:
            return None
        self._asked[session] = last_seq
        return Since(session=session, seq=known)

    def missing_of(self, sessions: tuple[Hosted, ...]) -> Iterator[Since]:
        """What to ask for of all hosted sessions."""
        for hosted in sessions:
            asked = self.missing(hosted.session_id, hosted.last_seq)
            if asked is not None:
                yield asked
