"""What can be heard in a finished file, for `recordings.judging`."""

from pathlib import Path

import av

from recordings.judging import span_of
from recordings.listening import tenths_of
from recordings.preflight.perceived import Heard

RATE = 48_000


def listen(path: Path) -> Heard:
    """Decode all sound of a file and measure it. Raises `av.FFmpegError`, OSError."""
    pcm = _decoded(path)
    tenths = tenths_of(pcm, RATE)
    return Heard(len(pcm) / 2 / RATE, span_of(tenths) if tenths else None)


def _decoded(path: Path) -> bytes:
    """All sound of a file as signed 16-bit samples of one channel."""
    pieces = []
    with av.open(str(path)) as container:
        if container.streams.audio:
            to_mono = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(container.streams.audio[0]):
                pieces += [out.to_ndarray().tobytes() for out in to_mono.resample(frame)]
    return b"".join(pieces)
