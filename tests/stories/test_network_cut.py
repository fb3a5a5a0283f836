"""Four observers lose the network while they tag, two hundred times each: what they noted is there once, everywhere.

The wire drops everything for a while, then tears what drains at random places; pages are loaded again meanwhile.
"""

import random
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import TagPut
from lab.domain.folding import fold
from lab.domain.person import Role
from lab.domain.session import SessionState
from tests.lab.live.page.severed import wire_to
from tests.lab.reports.chromium import CHROMIUM
from tests.stories.second_room import second_room
from tests.stories.watchers import Watcher, browser_behind, folded, in_time, pages_of

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

PEOPLE = (("Oleg", Role.OBSERVER), ("Vera", Role.OBSERVER), ("Nina", Role.NOTE_TAKER), ("Anna", Role.MODERATOR))
EACH = 200
BY_KEY = 10
CUT_S, LONG_CUT_S = 5.0, 600.0
DRAINED_WITHIN_S = 240.0


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("cut_s", "torn"), [(CUT_S, False), (CUT_S, True), (LONG_CUT_S, True)], ids=["5s", "5s-torn", "600s-torn"]
)
def test_that_eight_hundred_tags_of_four_pages_through_a_cut_are_kept_once_and_seen_alike(
    tmp_path: Path, cut_s: float, torn: bool
) -> None:
    draw = random.Random(int(cut_s) + torn)

    def bytes_until_it_tears() -> int:
        return round(10 ** draw.uniform(3, 5.6))

    with (
        second_room(tmp_path / "lab", sources=()) as room,
        wire_to(room.port, homes=8) as wire,
        browser_behind(room, wire.port) as browser,
    ):
        room.moderator.move(room.session, SessionState.RUNNING)
        contexts = pages_of(browser, len(PEOPLE))
        pages = [Watcher(context, room, *person) for context, person in zip(contexts, PEOPLE, strict=True)]
        shared = pages[0].tag(EACH, EACH + 8)

        def is_alike() -> bool:
            wanted = folded(fold(read_events(room.folder)))
            return all(page.state() == wanted for page in pages)

        in_time(lambda: len(room.tags()) == len(shared) and is_alike(), "the shared tags on every page", 60)
        shared_before = {one.annotation for one in room.tags()}

        wire.cut()
        cut_at = time.monotonic()
        said = [page.said for page in pages]
        noted: list[str] = []
        for page in pages:
            page.press(BY_KEY)
            noted += page.tag(BY_KEY, EACH)
        pages[0].edit(shared, "its author means this")
        pages[3].edit(shared, "the moderator means that")
        queued = [page.said - before for page, before in zip(pages, said, strict=True)]
        for page, count in zip(pages, queued, strict=True):
            in_time(lambda page=page, count=count: page.has_queued(count), "what was noted, on the device", 60)
        pages[0].leave()
        time.sleep(max(0.0, cut_s - (time.monotonic() - cut_at)))

        wire.tears_after = bytes_until_it_tears if torn else None
        wire.mend()
        mended_at = time.monotonic()
        in_time(lambda: pages[2].has_queued_at_most(queued[2] - 20), "some of it sent", DRAINED_WITHIN_S)
        wire.tears_after = None  # a page's own files come whole; what is torn is what drains
        pages[0].come_again()
        pages[2].reload()
        wire.tears_after = bytes_until_it_tears if torn else None
        in_time(lambda: pages[1].has_queued_at_most(queued[1] - 150), "most of it sent", DRAINED_WITHIN_S)
        for page in pages:
            in_time(lambda page=page: page.has_queued_at_most(0), f"{page.name}'s all sent", DRAINED_WITHIN_S)
        drained_s = time.monotonic() - mended_at
        tears, wire.tears_after = wire.torn, None
        in_time(is_alike, "the same state on every page as in the journal", 60)
        settled_s = time.monotonic() - mended_at
        refused = [one for page in pages for one in page.connection["refused"]]
        faults = [fault for page in pages for fault in page.faults]
        kept = read_events(room.folder)
        room.moderator.move(room.session, SessionState.ABORTED)
    print(
        f"\ncut {cut_s:.0f} s: {sum(queued)} messages queued in four pages, drained {drained_s:.1f} s after it, "
        f"the same everywhere after {settled_s:.1f} s, {tears} connections torn meanwhile"
    )
    puts = Counter(one.event.annotation for one in kept if isinstance(one.event, TagPut))
    cut_off = {annotation: times for annotation, times in puts.items() if annotation not in shared_before}
    assert (len(cut_off), set(cut_off.values())) == (len(PEOPLE) * EACH, {1})
    assert set(noted) <= set(cut_off)
    assert len({one.event.id for one in kept}) == len(kept)
    assert refused == []
    assert (faults, torn) == ([], tears > 0)
    assert verify(room.folder).ok
