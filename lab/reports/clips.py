"""Cuts the stills and clips of a report out of the recordings; what cannot be shown is said, not hidden."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lab.domain.errors import WorldError
from lab.domain.timeline import SECOND_US
from lab.reports.evidence import LeftOut, Media, Shot
from lab.reports.side_by_side import Cancelled, Hand, Progress, Stopped, side_by_side
from recordings import clips, playback
from recordings.clips import Caption
from recordings.playback import Recording
from recordings.repair import RecordingError

STILLS = "stills"
CLIPS = "clips"
STILL_WIDTH = 1280
CLIP_WIDTH = 1280

Noted = Callable[[Shot], tuple[tuple[float, float, str], ...]]
"""What was noted within a clip: begin and end in s from its start, and the words."""


class ExportCancelled(Exception):  # noqa: N818 - nothing went wrong
    """The user asked to stop; nothing of the export is left."""


def cut_media(
    wanted: Iterable[Shot],
    folder: Path,
    progress: Progress,
    cancelled: Cancelled,
    noted: Noted = lambda _shot: (),
    *,
    moving: bool = True,
) -> dict[str, Media]:
    """Write stills and clips into `folder`; shot id → what became of it. `progress` is told 0..1. `noted` says what
    stands below the picture of a clip, and when. `moving`: clips as well as stills. Several are cut at once, so all
    three are called from threads; `progress` from one at a time.

    Raises:
        ExportCancelled: at most one picture after `cancelled` says so.
        WorldError: `export_unwritable`.
    """
    shots = tuple(wanted)
    for name in (STILLS, CLIPS) if moving else (STILLS,):
        (folder / name).mkdir(exist_ok=True)
    try:
        made = side_by_side(shots, lambda: _cutter(folder, noted, moving=moving), progress, cancelled)
    except Stopped as stopped:
        raise ExportCancelled from stopped
    progress(1.0)
    return {shot.id: media for shot, media in zip(shots, made, strict=True)}


@contextmanager
def _cutter(folder: Path, noted: Noted, *, moving: bool) -> Iterator[Hand[Shot, Media]]:
    """What cuts one shot after another, by one thread; the recording of the last one stays open for the next."""
    held: dict[Path | None, Recording | None] = {}

    def close() -> None:
        for recording in held.values():
            if recording is not None:
                recording.close()
        held.clear()

    def cut(shot: Shot, progress: Progress, cancelled: Cancelled) -> Media:
        place = shot.session.folder
        if place not in held:
            close()
            held[place] = _opened(shot)
        captions = _captions(shot, noted) if moving else None
        made = _cut(shot, held[place], folder, progress, cancelled, captions)
        progress(1.0)
        return made

    try:
        yield cut
    finally:
        close()


def _opened(shot: Shot) -> Recording | None:
    """The recording of the shot's session; None when there is none that can be read."""
    if shot.session.folder is None or not shot.session.folder.is_dir():
        return None
    try:
        return playback.open_recording(shot.session.folder)
    except RecordingError:
        return None


def _captions(shot: Shot, noted: Noted) -> tuple[Caption, ...]:
    start_us = shot.span.start_us
    return tuple(
        Caption(start_us + round(begin * SECOND_US), start_us + round(end * SECOND_US), words)
        for begin, end, words in noted(shot)
    )


def _cut(
    shot: Shot,
    recording: Recording | None,
    folder: Path,
    progress: Progress,
    cancelled: Cancelled,
    captions: tuple[Caption, ...] | None,
) -> Media:
    """The shot's files; without `captions`, only its still."""
    if shot.picture is None:
        return Media()
    if recording is None:
        return Media(left_out=(LeftOut.RECORDING_MISSING,))
    try:
        return _written(shot, shot.picture, recording, folder, progress, cancelled, captions)
    except RecordingError as error:
        if error.code == "cancelled":
            raise Stopped from error
        if error.code == "clip_unwritable":
            raise WorldError("export_unwritable", path=str(folder), reason=error.facts.get("reason", "")) from error
        unrecorded = error.code in {"no_picture", "source_unknown", "span_empty"}
        return Media(left_out=(LeftOut.NOT_RECORDED if unrecorded else LeftOut.UNREADABLE,))


def _written(
    shot: Shot,
    picture: str,
    recording: Recording,
    folder: Path,
    progress: Progress,
    cancelled: Cancelled,
    captions: tuple[Caption, ...] | None,
) -> Media:
    """The still at the anchor and the clip around it, which ends where the recording ends."""
    still, clip = f"{STILLS}/{shot.id}.jpg", f"{CLIPS}/{shot.id}.mp4"
    frame = clips.still(recording, picture, shot.evidence.anchor_us, folder / still, max_width=STILL_WIDTH)
    span = shot.span
    end_us = min(span.end_us, recording.duration_us)
    if captions is None or end_us <= span.start_us:
        return Media(still, None, frame.width, frame.height)
    sources = {track.source for track in recording.tracks}
    cut = clips.cut(
        recording,
        span.start_us,
        end_us,
        folder / clip,
        picture,
        inset=shot.inset if shot.inset in sources else None,
        sound=bool(shot.sounds),
        heard=shot.sounds,
        max_width=CLIP_WIDTH,
        progress=progress,
        cancelled=cancelled,
        captions=captions,
        clicks=shot.clicks,
    )
    return Media(still, clip, cut.width, cut.height, cut.sound)
