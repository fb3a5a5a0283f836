"""When every picture of a media file is shown, found by reading its packets once without decoding them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av.container.input import InputContainer

from recordings.errors import RecordingError
from recordings.media_file import open_media, packets, time_base_of, to_us

Times = npt.NDArray[np.int64]

_ASK_EVERY = 500


def read_picture_times(path: Path, cancelled: Callable[[], bool] | None = None) -> tuple[InputContainer, Times]:
    """Read a file from end to end and list the times of its pictures, µs after its start, rising.

    The container is handed over open: by the reading it has learnt where the key frames of a file without
    cues lie, so that seeking in it no longer reads the file. The caller closes it.

    Raises:
        RecordingError: `cancelled` as soon as `cancelled()` says so; `media_missing`, `media_unreadable`.
    """
    container = open_media(path)
    try:
        return container, _times(container, cancelled)
    except BaseException:
        container.close()
        raise


def _times(container: InputContainer, cancelled: Callable[[], bool] | None) -> Times:
    if not container.streams.video:
        return np.empty(0, np.int64)
    stream = container.streams.video[0]
    unit = time_base_of(stream)
    times: list[int] = []
    for number, packet in enumerate(packets(container, stream)):
        if cancelled is not None and number % _ASK_EVERY == 0 and cancelled():
            raise RecordingError("cancelled")
        assert packet.pts is not None  # `packets` hands out none without
        times.append(to_us(packet.pts, unit))
    return np.unique(np.array(times, np.int64))
