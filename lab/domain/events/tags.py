"""Annotations (short: tags): put, edited, taken back, put back."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events.base import Event, Id, Length, Moment, Polarity, Severity, Words

Version = Annotated[int, Field(ge=0, le=10**9)]
"""Of an annotation: 1 as it was put."""


class TagPut(Event):
    """An annotation. Its anchor is `shown_us` or else `pressed_us`.

    Attributes:
        pressed_us: when the key went down.
        shown_us: media time on the author's screen; None at the workstation.
        span_us: length of a held annotation, 0 for a moment.
        button: id of the pad's button, if one was used; `words` are that button's words.
        saw: others' annotations of the same criterion or button that the author's page had shown within 10 s before or
            after, when the key went down.
        clock_offset_us: by which the page's clock was carried to the session's; None at the workstation.
        person: who the author is in the second room; None at the workstation.
    """

    BODY = frozenset({"note", "quote"})
    type: Literal["tag.put"] = "tag.put"
    annotation: Id
    pressed_us: Moment
    shown_us: Moment | None = None
    uncertainty_us: Moment = 0
    lead_us: Moment
    lag_us: Moment
    span_us: Length = 0
    task: Id | None = None
    attempt: Id | None = None
    button: Id | None = None
    words: dict[str, str] = Field(default_factory=dict)
    criterion: Id | None = None
    severity: Severity | None = None
    polarity: Polarity = "negative"
    note: Words = ""
    quote: Words = ""
    saw: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    clock_offset_us: Moment | None = None
    person: Id | None = None


class TagEdited(Event):
    """Fields of an annotation change; None leaves a field, `cleared` empties it.

    Attributes:
        base_version: version of the annotation that the author saw. Per field the edit with the highest one wins, then
            the later, then the one with the higher id.
    """

    BODY = frozenset({"note", "quote"})
    type: Literal["tag.edited"] = "tag.edited"
    annotation: Id
    base_version: Version
    criterion: Id | None = None
    severity: Severity | None = None
    polarity: Polarity | None = None
    pressed_us: Moment | None = None
    lead_us: Moment | None = None
    lag_us: Moment | None = None
    span_us: Length | None = None
    task: Id | None = None
    cleared: tuple[Literal["criterion", "severity", "task", "note", "quote"], ...] = ()
    note: Words | None = None
    quote: Words | None = None


class TagRetracted(Event):
    """An annotation is taken back; it stays in the record as taken back. No edit brings it back, only its restoration.

    Attributes:
        base_version: as of an edit; None (records from before observers): the version of that moment.
    """

    BODY = frozenset({"reason"})
    type: Literal["tag.retracted"] = "tag.retracted"
    annotation: Id
    base_version: Version | None = None
    reason: Words = ""


class TagRestored(Event):
    """An annotation that was taken back is put back as it was. `base_version`: as of a retraction."""

    type: Literal["tag.restored"] = "tag.restored"
    annotation: Id
    base_version: Version | None = None
