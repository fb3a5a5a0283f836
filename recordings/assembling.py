"""From the recorder's facts to the manifest. The same facts and files always give the same manifest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from recordings.errors import RecordingError
from recordings.fact_log import read_facts
from recordings.facts import Closed, Fact, GapFound, Opened, Paused, SegmentClosed, SegmentOpened
from recordings.manifest import Gap, Manifest, Segment, Track
from recordings.plan import SourcePlan
from recordings.probing import probe

HOLE_US = 250_000
"""A hole between two files of a source that is shorter than this is no gap worth telling."""


@dataclass(frozen=True, slots=True)
class _File:
    """A segment as the facts tell it, and its end."""

    opened: SegmentOpened
    closed: SegmentClosed | None
    segment: Segment | None


def assemble(folder: Path) -> Manifest:
    """Make the manifest of a session folder.

    Files of which no end is noted are read to their last packet; those with nothing in them, or gone, are left out.

    Raises:
        RecordingError: `facts_missing`, `facts_unreadable`, `nothing_recorded`.
    """
    facts = read_facts(folder)
    first = next((fact for fact in facts if isinstance(fact, Opened)), None)
    if first is None:
        raise RecordingError("nothing_recorded", path=str(folder))
    files = list(_files(folder, facts))
    tracks = tuple(track for source in _sources(facts) if (track := _track(source, files)))
    return Manifest(
        origin_us=first.plan.origin_us,
        boot_id=first.boot_id,
        wall=first.wall - timedelta(microseconds=first.at_us),
        ended="normal" if _is_whole(facts, files) else "repaired",
        tracks=tracks,
        gaps=tuple(sorted(_gaps(folder, facts, files, tracks), key=lambda gap: (gap.from_us, gap.source))),
    )


def unclosed(folder: Path, facts: list[Fact]) -> Iterator[tuple[SegmentOpened, SegmentClosed]]:
    """Yield the files of which no end is noted, with the end found by reading them: 0 if nothing is in them."""
    for file in _files(folder, facts):
        if file.closed is None:
            yield file.opened, _ending(file.opened, file.segment)


def _files(folder: Path, facts: Iterable[Fact]) -> Iterator[_File]:
    facts = list(facts)
    ends = {(fact.source, fact.n): fact for fact in facts if isinstance(fact, SegmentClosed)}
    for opened in facts:
        if isinstance(opened, SegmentOpened):
            closed = ends.get((opened.source, opened.n))
            yield _File(opened, closed, _segment(folder, opened, closed))


def _segment(folder: Path, opened: SegmentOpened, closed: SegmentClosed | None) -> Segment | None:
    if closed is None:
        found = probe(folder / opened.file)
        if found is None:
            return None
        duration_us, frames, dropped, duplicates = found.duration_us, found.frames, 0, 0
    elif (closed.duration_us == 0 and closed.frames == 0) or not (folder / opened.file).exists():
        return None
    else:
        duration_us, frames = closed.duration_us, closed.frames
        dropped, duplicates = closed.dropped, closed.duplicates
    return Segment(
        n=opened.n,
        file=opened.file,
        origin_us=opened.origin_us,
        duration_us=duration_us,
        frames=frames,
        dropped=dropped,
        duplicates=duplicates,
        width=opened.width,
        height=opened.height,
        codec=opened.codec,
        encoder=opened.encoder,
    )


def _ending(opened: SegmentOpened, segment: Segment | None) -> SegmentClosed:
    return SegmentClosed(
        seq=1,
        at_us=segment.end_us if segment else opened.origin_us,
        source=opened.source,
        n=opened.n,
        duration_us=segment.duration_us if segment else 0,
        frames=segment.frames if segment else 0,
        dropped=0,
        duplicates=0,
    )


def _sources(facts: Iterable[Fact]) -> list[SourcePlan]:
    """Return all sources that any recorder was to record, each as it was planned last."""
    planned: dict[str, SourcePlan] = {}
    for fact in facts:
        if isinstance(fact, Opened):
            planned.update({source.id: source for source in fact.plan.sources})
    return list(planned.values())


def _track(source: SourcePlan, files: list[_File]) -> Track | None:
    if source.is_sound:
        segments = [_as_sound(file.segment) for file in files if file.segment and _carries(file, source)]
        sound = True
    else:
        own = [file for file in files if file.opened.source == source.id and file.segment]
        segments = [file.segment for file in own if file.segment]
        sound = any(file.opened.sound for file in own)
    if not segments:
        return None
    segments.sort(key=lambda segment: (segment.origin_us, segment.n))
    return Track(
        source=source.id,
        kind=source.kind,
        shows=source.shows,
        device=source.device,
        sound=sound,
        segments=tuple(segments),
    )


def _carries(file: _File, source: SourcePlan) -> bool:
    return file.opened.sound and file.opened.sound_source == source.id


def _as_sound(segment: Segment) -> Segment:
    nothing_seen = {"frames": 0, "dropped": 0, "duplicates": 0, "width": 0, "height": 0}
    return segment.model_copy(update={**nothing_seen, "codec": "aac", "encoder": "aac"})


def _is_whole(facts: list[Fact], files: list[_File]) -> bool:
    """Whether every recorder closed its own work."""
    runs = sum(isinstance(fact, Opened) for fact in facts)
    ends = [fact for fact in facts if isinstance(fact, Closed)]
    well = all(fact.reason != "repaired" for fact in ends)
    return runs == len(ends) and well and all(file.closed for file in files)


def _gaps(folder: Path, facts: list[Fact], files: list[_File], tracks: Iterable[Track]) -> Iterator[Gap]:
    known = [*_noted(facts), *_taken_away(folder, facts, files)]
    yield from known
    for track in tracks:
        for before, after in pairwise(track.segments):
            from_us, to_us = before.end_us, after.origin_us
            covered = any(
                gap.source == track.source and gap.from_us <= from_us + HOLE_US and gap.to_us >= to_us - HOLE_US
                for gap in known
            )
            if to_us - from_us > HOLE_US and not covered:
                reason = _reason(facts, from_us, to_us)
                yield Gap(source=track.source, from_us=from_us, to_us=to_us, reason=reason)


def _noted(facts: Iterable[Fact]) -> Iterator[Gap]:
    for fact in facts:
        if isinstance(fact, GapFound):
            yield Gap(source=fact.source, from_us=fact.from_us, to_us=fact.to_us, reason=fact.reason)


def _taken_away(folder: Path, facts: list[Fact], files: list[_File]) -> Iterator[Gap]:
    """Yield what was recorded into files that are not there any more."""
    for file in files:
        if file.segment is None and not (folder / file.opened.file).exists():
            from_us, to_us = file.opened.origin_us, _end_of_lost(file, facts)
            sources = {file.opened.source, file.opened.sound_source if file.opened.sound else None}
            for source in sorted(source for source in sources if source):
                if to_us > from_us:
                    yield Gap(source=source, from_us=from_us, to_us=to_us, reason="file_gone")


def _end_of_lost(file: _File, facts: list[Fact]) -> int:
    """Return its end as noted, or else where something else of its source, or at last everything, ends."""
    begun_us = file.opened.origin_us
    if file.closed is not None and file.closed.duration_us:
        return begun_us + file.closed.duration_us
    later = [fact.origin_us for fact in facts if isinstance(fact, SegmentOpened) and fact.source == file.opened.source]
    return min((moment for moment in later if moment > begun_us), default=max(fact.at_us for fact in facts))


def _reason(facts: Iterable[Fact], from_us: int, to_us: int) -> str:
    """Return why a source has no file from here to there."""
    between = [fact for fact in facts if from_us - HOLE_US <= fact.at_us <= to_us]
    if any(isinstance(fact, Opened) for fact in between):
        return "recorder_restarted"
    if any(isinstance(fact, Paused) for fact in between):
        return "paused"
    return "device_changed"
