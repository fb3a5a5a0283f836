"""What a source delivers, taken by the test itself."""

import time
from collections.abc import Iterator
from itertools import islice

from recordings.sources.base import Picture, Source
from tests.recordings.recording_here import PATIENCE_S


def pictures(source: Source[Picture]) -> Iterator[Picture]:
    """Every picture of an open source, as long as the test wants more of them."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        picture = source.read()
        if picture is not None:
            yield picture
    raise AssertionError("the awaited picture did not come")


def read(source: Source[Picture], count: int) -> list[Picture]:
    """The next so many pictures of an open source."""
    return list(islice(pictures(source), count))
