"""Which session there is to watch, and what of it observers may see and hear."""

from dataclasses import dataclass

from lab.domain.consent import may_record
from lab.domain.session import RUNS
from lab.live.hosted_session import HostedSession
from recordings.messages import TRACK_LOW, TRACK_MAIN, TRACK_SOUND, Observe
from recordings.plan import Shows

_HEARD: frozenset[Shows] = frozenset({"voice", "system_sound"})


@dataclass(frozen=True, slots=True)
class Watched:
    """What there is to watch at a moment.

    Attributes:
        session: None: nothing.
        shows: what of it the participant agreed to.
        blind: nothing of it may be seen or heard.
    """

    session: HostedSession | None = None
    shows: frozenset[Shows] = frozenset()
    blind: bool = False

    @property
    def is_outdated(self) -> bool:
        """Whether observers were blinded, or see again, since. It counts at once, before it is on the disk."""
        return self.session is not None and self.session.record.blinded != self.blind

    def wish(self, tracks: set[int]) -> Observe:
        """What the recorder is to make when somebody takes these tracks."""
        if self.session is None or not tracks:
            return Observe()
        return Observe(
            main=TRACK_MAIN in tracks,
            low=TRACK_LOW in tracks,
            sound=TRACK_SOUND in tracks and bool(self.shows & _HEARD),
            blind=self.blind,
            shows=self.shows,
        )


def watched(session: HostedSession | None) -> Watched:
    """What there is to watch of the session that the recorder has in hand; nothing before it has begun."""
    if session is None or session.state not in RUNS:
        return Watched()
    scopes = session.plan.consent.scopes
    shows = frozenset(source.shows for source in session.plan.sources if may_record(source.shows, scopes))
    return Watched(session, shows, session.record.blinded)
