"""Can the media of a session be read: the first and the last picture of every segment, some sound of every track."""

from collections.abc import Iterator
from pathlib import Path

from lab.archive import folder_layout
from lab.domain.errors import Facts
from recordings import playback
from recordings.playback import Track
from recordings.repair import RecordingError

_SOUND_US = 100_000


def unreadable_media(folder: Path, erased: tuple[str, ...] = ()) -> Iterator[tuple[str, Facts]]:
    """Files of the recording that cannot be played, and why. Erased files are not looked for."""
    if not (folder / folder_layout.MANIFEST).exists():
        return
    try:
        recording = playback.open_recording(folder)
    except RecordingError as error:
        yield folder_layout.MANIFEST, {"reason": error.code, **error.facts}
        return
    with recording:
        for track in recording.tracks:
            described = next(one for one in recording.manifest.tracks if one.source == track.source)
            for segment in described.segments:
                if segment.file in erased:
                    continue
                reason = _fault(track, segment.origin_us, segment.end_us, pictures=segment.frames)
                if reason is not None:
                    yield segment.file, {"reason": reason, "source": track.source}


def _fault(track: Track, from_us: int, to_us: int, *, pictures: int) -> str | None:
    """Why one segment (session clock) cannot be played; None if it can."""
    try:
        if pictures:
            first, last = track.decoded_after(from_us - 1), track.decoded_at(to_us)
            if first is None or last is None or not from_us <= first.time_us <= last.time_us <= to_us:
                return "no_picture"
        elif track.has_sound:
            track.sound(from_us, min(to_us, from_us + _SOUND_US))
    except RecordingError as error:
        return error.code
    except (OSError, ValueError) as error:
        return str(error)
    return None
