"""What gives way when encoding does not keep up."""

from av import VideoFrame

from recordings.picture_queue import PictureQueue
from recordings.sources.base import Picture


def a_picture(clock_us: int, *, repeat: bool = False) -> Picture:
    """A picture of a moment; nobody looks at its content."""
    return Picture(clock_us, VideoFrame(2, 2, "bgr24"), repeat=repeat)


def taken(queue: PictureQueue[str], count: int) -> list[str | tuple[int, bool]]:
    """The next items: orders as they are, pictures as moment and whether they repeat the one before."""
    items = [queue.get() for _ in range(count)]
    return [(item.clock_us, item.repeat) if isinstance(item, Picture) else item for item in items]


def test_that_the_oldest_picture_gives_way_and_orders_keep_their_place() -> None:
    queue: PictureQueue[str] = PictureQueue(2)
    queue.order("roll")
    assert queue.put(a_picture(1)) is None
    assert queue.put(a_picture(2)) is None
    queue.order("end")
    gone = queue.put(a_picture(3))
    assert gone is not None
    assert gone.clock_us == 1
    assert taken(queue, 4) == ["roll", (2, False), "end", (3, False)]


def test_that_a_repeat_counts_as_new_once_what_it_repeats_is_gone() -> None:
    queue: PictureQueue[str] = PictureQueue(2)
    queue.put(a_picture(1))
    queue.put(a_picture(2, repeat=True))
    queue.put(a_picture(3, repeat=True))
    assert taken(queue, 2) == [(2, False), (3, True)]


def test_that_newness_is_handed_on_as_often_as_its_bearer_is_dropped() -> None:
    queue: PictureQueue[str] = PictureQueue(1)
    queue.put(a_picture(1))
    for moment in (2, 3, 4):
        queue.put(a_picture(moment, repeat=True))
    assert taken(queue, 1) == [(4, False)]


def test_that_a_dropped_repeat_makes_nothing_new() -> None:
    queue: PictureQueue[str] = PictureQueue(2)
    for moment in (1, 2, 3):
        queue.put(a_picture(moment, repeat=True))
    assert taken(queue, 2) == [(2, True), (3, True)]
