"""A feed of many events in pages that nobody chokes on."""

from collections.abc import Iterator

from lab.domain.events import Stamped
from lab.live.messages import PAGE

PAGE_BYTES = 256 * 1024


def pages(events: list[Stamped]) -> Iterator[tuple[tuple[Stamped, ...], bool]]:
    """The events in pages, and whether another follows."""
    page: list[Stamped] = []
    size = 0
    for number, stamped in enumerate(events, start=1):
        page.append(stamped)
        size += len(stamped.model_dump_json())
        if len(page) >= PAGE or size >= PAGE_BYTES or number == len(events):
            yield tuple(page), number < len(events)
            page, size = [], 0
