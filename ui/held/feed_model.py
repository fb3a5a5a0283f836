"""The feed: every tag of the session, the newest on top; the same tag again within half a minute counts as ×2. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.domain.annotation import Annotation
from lab.domain.timeline import SECOND_US

TOGETHER_US = 30 * SECOND_US


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One line: the newest of the tags that it stands for, and how many there are."""

    tag: Annotation
    count: int = 1


def feed(annotations: Iterable[Annotation], *, author: str | None = None) -> tuple[FeedLine, ...]:
    """The lines of the feed; with `author`, only that person's."""
    lines: list[FeedLine] = []
    for tag in sorted(annotations, key=lambda one: one.anchor_us):
        if author is not None and tag.author != author:
            continue
        before = lines[-1] if lines else None
        if before is not None and _same(before.tag, tag):
            lines[-1] = FeedLine(tag, before.count + 1)
        else:
            lines.append(FeedLine(tag))
    return tuple(reversed(lines))


def _same(before: Annotation, after: Annotation) -> bool:
    said = (before.author, before.button, before.criterion, before.severity, before.note, before.quote)
    again = (after.author, after.button, after.criterion, after.severity, after.note, after.quote)
    return said == again and after.anchor_us - before.anchor_us <= TOGETHER_US
