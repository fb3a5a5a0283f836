"""The sources of one plan while their devices are open."""

from collections.abc import Callable

from recordings import clock
from recordings.allocation import keep_freed_memory
from recordings.messages import DeviceFault, SourceState
from recordings.pipeline import PicturePipeline
from recordings.plan import RecordingPlan, SourcePlan
from recordings.sound_pipeline import SoundPipeline
from recordings.sources.opening import picture_source, sound_source

ANSWER_S = 6.0
"""No device is waited for longer; one that answers later is welcome."""

Pipeline = PicturePipeline | SoundPipeline


class Lineup:
    """Opens the devices of a plan, replaces one, ends all.

    Args:
        failed: told when the disk or a thread of ours fails; must not wait.
    """

    def __init__(self, plan: RecordingPlan, failed: Callable[[Exception], None]) -> None:
        self.plan = plan
        self._failed = failed
        self._pipelines: dict[str, Pipeline] = {}

    def open(self) -> None:
        """Open all devices at once and wait until each has answered, well or badly."""
        keep_freed_memory()
        for source in self.plan.sources:
            self._open(source)
        give_up_us = clock.now_us() + int(ANSWER_S * 1e6)
        for pipeline in self._pipelines.values():
            pipeline.presence.settled.wait(max(0.0, (give_up_us - clock.now_us()) / 1e6))

    def replace(self, plan: RecordingPlan, source: str) -> Pipeline:
        """Put another device in the place of one; return its pipeline, whose device has answered."""
        self.plan = plan
        before = self._pipelines[source]
        before.end()
        before.give_back()
        pipeline = self._open(plan.source(source))
        pipeline.presence.settled.wait(ANSWER_S)
        return pipeline

    def end(self) -> None:
        """Close the files of pictures, then give all devices back. Sound first: it lies in their files.
        Idempotent.
        """
        for pipeline in self.all():
            pipeline.stop()
        for sound in self.sounds():
            sound.end()
        for picture in self.pictures():
            picture.end()
        for pipeline in self.all():
            pipeline.give_back()

    def all(self) -> list[Pipeline]:
        """Return all pipelines."""
        return list(self._pipelines.values())

    def pictures(self) -> list[PicturePipeline]:
        """Return those of pictures: first what shows the screen, for its file carries the sound."""
        pictures = [each for each in self.all() if isinstance(each, PicturePipeline)]
        return sorted(pictures, key=lambda picture: not picture.plan.shows_screen)

    def sounds(self) -> list[SoundPipeline]:
        """Return those of sound, in the order of the plan: the first may lie in a file of pictures."""
        return [each for each in self.all() if isinstance(each, SoundPipeline)]

    def states(self) -> tuple[SourceState, ...]:
        """Return how each device answered."""
        return tuple(_state(self._pipelines[source.id]) for source in self.plan.sources)

    def faults(self) -> tuple[DeviceFault, ...]:
        """Return what is wrong with those that did not answer well."""
        found = []
        for source, pipeline in self._pipelines.items():
            if fault := pipeline.presence.fault:
                found.append(DeviceFault(source=source, code=fault.code, facts=fault.facts))
            elif not pipeline.presence.is_open:
                found.append(DeviceFault(source=source, code="source_stalled", facts={"source": source}))
        return tuple(found)

    def _open(self, source: SourcePlan) -> Pipeline:
        origin_us = self.plan.origin_us
        pipeline: Pipeline = (
            SoundPipeline(source, sound_source(source), origin_us, self._failed)
            if source.is_sound
            else PicturePipeline(source, picture_source(source), origin_us, self._failed)
        )
        self._pipelines[source.id] = pipeline
        pipeline.open()
        return pipeline


def _state(pipeline: Pipeline) -> SourceState:
    plan, device = pipeline.plan, pipeline.presence.device
    return SourceState(
        id=plan.id,
        kind=plan.kind,
        shows=plan.shows,
        device=plan.device,
        name=device.name if device else "",
        ready=pipeline.presence.is_open,
        width=device.width if device else 0,
        height=device.height if device else 0,
        fps=0 if plan.is_sound else plan.fps,
        rate=device.rate if device else 0,
    )
