"""The thread that makes the observers' sound."""

from collections.abc import Callable

from recordings import clock
from recordings.media_words import TRACK_SOUND, Emit
from recordings.messages import Observe
from recordings.observers.fmp4 import SOUND_SCALE
from recordings.observers.mixing import Mixer, Voice
from recordings.observers.sound import SoundTrack
from recordings.observers.turns import Turns
from recordings.observers.wish import Wanted, Wish, veil
from recordings.sound_pipeline import SoundPipeline
from recordings.sources.base import SoundBlock

LONGEST_WAIT_S = 0.02
"""A packet is due every 21 ms, also when no device delivers."""

MOST_BEHIND = SOUND_SCALE
"""Samples; who is further behind than that was held up, and goes on with the present."""


class ObserversSound:
    """Works while sound is wanted, sleeps else. Blind, it goes on with silence: a player that waits shows no slate.

    Args:
        sounds: gives the sources that are open now.
        origin_us: machine clock at session time 0.
        emit: takes a message; must not wait.
        failed: told when no sound can be made; it is tried again and again. Must not wait.
    """

    def __init__(
        self,
        wish: Wish,
        sounds: Callable[[], list[SoundPipeline]],
        origin_us: int,
        emit: Emit,
        failed: Callable[[Exception | None], None],
    ) -> None:
        self._wish = wish
        self._sounds = sounds
        self._origin_us = origin_us
        self._emit = emit
        self._failed = failed
        self._served = Wanted()
        self._voices: dict[SoundPipeline, Voice] = {}
        self._mixer: Mixer | None = None
        self._track: SoundTrack | None = None
        self._turns = Turns("observers-sound", self._turn, wish.sound, self._stumbled)

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._turns.close()

    def _stumbled(self, error: Exception) -> None:
        self._failed(error)
        self._served = Wanted(-1)

    def _turn(self) -> float | None:
        wanted = self._wish.now
        if wanted != self._served:
            self._begin(wanted)
        if not wanted.observe.sound:
            return None
        self._listen(wanted.observe)
        self._say()
        self._failed(None)
        return LONGEST_WAIT_S

    def _begin(self, wanted: Wanted) -> None:
        before, self._served = self._served, wanted
        if wanted.shows_else_than(before) or wanted.observe.sound != before.observe.sound:
            self._fall_silent()
        if wanted.observe.sound and self._track is None:
            self._emit(*veil(TRACK_SOUND, clock.now_us() - self._origin_us, wanted.observe))
            self._start()

    def _start(self) -> None:
        starts = max(0, self._now())
        self._mixer, self._track = Mixer(starts), SoundTrack(starts)

    def _fall_silent(self) -> None:
        """Forget all that was heard."""
        for pipeline in self._voices:
            pipeline.heard = None
        self._voices.clear()
        self._mixer = self._track = None

    def _listen(self, wish: Observe) -> None:
        """Have ears at every source that may be heard, be it the one of a moment ago or another in its place."""
        sources = [] if wish.blind else [one for one in self._sounds() if one.plan.shows in wish.shows]
        for gone in self._voices.keys() - set(sources):
            gone.heard = None
            del self._voices[gone]
        for source in sources:
            if source not in self._voices:
                self._voices[source] = voice = Voice(self._origin_us)
                source.heard = self._ear(voice)
        for voice in self._voices.values():
            voice.gather()

    def _ear(self, voice: Voice) -> Callable[[SoundBlock], None]:
        def hear(block: SoundBlock) -> None:
            voice.hear(block)
            self._wish.sound.set()

        return hear

    def _say(self) -> None:
        """Encode all that is heard."""
        now = self._now()
        assert self._mixer is not None
        if now - self._mixer.starts > MOST_BEHIND:
            self._start()
        assert self._track is not None
        while (samples := self._mixer.next(list(self._voices.values()), now)) is not None:
            for header, payload in self._track.messages(samples):
                self._emit(header, payload)

    def _now(self) -> int:
        return (clock.now_us() - self._origin_us) * SOUND_SCALE // 1_000_000
