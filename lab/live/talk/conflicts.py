"""Two events with one id that say different things: the first is kept; what the second says otherwise becomes an edit
of the tag that the first put, if it can.
"""

import hashlib
import logging
from typing import Any

from lab.archive.canonical import canonical
from lab.domain.events import AnyEvent, TagEdited, TagPut

_log = logging.getLogger(__name__)

_FIELDS = ("criterion", "severity", "polarity", "pressed_us", "lead_us", "lag_us", "span_us", "task", "note", "quote")
_CAN_BE_CLEARED = ("criterion", "severity", "task", "note", "quote")


def edit_of(first: AnyEvent, second: AnyEvent) -> TagEdited | None:
    """The edit that makes of the first event what the second says.

    The same two events always give the same edit with the same id, so that a conflict that is told twice is kept once.
    None where the second is no other word on the same tag by the same author: such a conflict is refused.
    """
    if not isinstance(first, TagPut) or not isinstance(second, TagPut) or not _is_same_tag(first, second):
        _log.warning("%s %s came again as something else and is refused", second.type, second.id)
        return None
    values: dict[str, Any] = {name: getattr(second, name) for name in _FIELDS}
    differs = [name for name in _FIELDS if values[name] != getattr(first, name)]
    cleared = tuple(name for name in differs if name in _CAN_BE_CLEARED and values[name] in (None, ""))
    changes = {name: values[name] for name in differs if name not in cleared}
    _log.warning("tag.put %s came again with other words: %s", second.id, ", ".join(differs) or "nothing that counts")
    return TagEdited.model_validate(
        {
            "id": _id_of(second),
            "at_us": second.at_us,
            "author": second.author,
            "annotation": second.annotation,
            "base_version": 1,
            "cleared": cleared,
            **changes,
        }
    )


def _is_same_tag(first: TagPut, second: TagPut) -> bool:
    return (first.annotation, first.author, first.person) == (second.annotation, second.author, second.person)


def _id_of(second: TagPut) -> str:
    return hashlib.sha256(canonical(second.model_dump(mode="json")).encode()).hexdigest()[:32]
