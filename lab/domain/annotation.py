"""An annotation (short: tag): what somebody saw, with its edits kept and its retraction visible.

An annotation and its changes come together whatever the order in which they arrive: the changes are put into one order
(`stamp`) and applied in it, so that of every field the change with the highest stamp wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lab.domain.events import Polarity, TagEdited, TagPut, TagRestored, TagRetracted
from lab.domain.timeline import Span, clip_span

_EDITED = ("criterion", "severity", "polarity", "pressed_us", "lead_us", "lag_us", "span_us", "task", "note", "quote")
_EMPTY = {"criterion": None, "severity": None, "task": None, "note": "", "quote": ""}

OUT_OF_SCOPE = "out-of-scope"
"""Id of the button for a wish that cannot lawfully or possibly be met: what it marks is kept, and is no defect."""


Change = TagEdited | TagRetracted | TagRestored
"""What can happen to an annotation after it was put."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of an annotation: who, when, the fields and their new values."""

    author: str
    at_us: int
    changes: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was seen at one moment, in its present state.

    Attributes:
        pressed_us: when the key went down; `shown_us`: media time on the author's screen, None at the workstation.
        uncertainty_us: how far off the moment may be, because of the clocks.
        span_us: length of a held annotation; 0 for a moment.
        words: of the button, by language.
        version: 1 as put, plus one for every edit.
        history: every edit, in the order of their stamps.
        saw: others' annotations of the same criterion or button that its author had seen when they put it.
        person: who its author is in the second room; None at the workstation.
        put, changes: what it is made from, changes in the order of their stamps.
    """

    id: str
    author: str
    pressed_us: int
    lead_us: int
    lag_us: int
    shown_us: int | None = None
    uncertainty_us: int = 0
    span_us: int = 0
    task: str | None = None
    attempt: str | None = None
    button: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    criterion: str | None = None
    severity: int | None = None
    polarity: Polarity = "negative"
    note: str = ""
    quote: str = ""
    version: int = 1
    retracted: bool = False
    retract_reason: str = ""
    history: tuple[Edit, ...] = ()
    saw: tuple[str, ...] = ()
    person: str | None = None
    put: TagPut | None = field(default=None, repr=False, compare=False)
    changes: tuple[Change, ...] = field(default=(), repr=False, compare=False)

    @property
    def anchor_us(self) -> int:
        """The moment it means: what was on the author's screen, else when the key went down."""
        return self.pressed_us if self.shown_us is None else self.shown_us

    @property
    def end_us(self) -> int:
        """Where what was seen ends; of a moment, the moment."""
        return self.anchor_us + self.span_us

    @property
    def clip(self) -> Span:
        """What a clip of it shows; a held annotation is shown whole."""
        return clip_span(self.anchor_us, self.lead_us, self.lag_us + self.span_us)

    @property
    def is_impossible_wish(self) -> bool:
        """A wish that cannot be met: kept, and counted for or against nothing."""
        return self.button == OUT_OF_SCOPE

    @property
    def is_against(self) -> bool:
        """Whether it speaks against the service: bad, and no wish that cannot be met."""
        return self.polarity == "negative" and not self.is_impossible_wish

    @property
    def is_coded(self) -> bool:
        """Whether it has a criterion, and a severity where one is due; a wish that cannot be met needs neither."""
        if self.is_impossible_wish:
            return True
        return self.criterion is not None and (self.polarity == "positive" or self.severity is not None)

    def text(self, language: str) -> str:
        """The shortest thing to say of it: note, else quote, else the button's words."""
        return self.note or self.quote or self.words.get(language) or self.words.get("en", "")


def annotation_of(event: TagPut, changes: Iterable[Change] = ()) -> Annotation:
    """The annotation that an event puts, after these changes; they may have come in any order."""
    ordered = tuple(sorted(changes, key=stamp))
    annotation = Annotation(
        id=event.annotation,
        author=event.author,
        pressed_us=event.pressed_us,
        lead_us=event.lead_us,
        lag_us=event.lag_us,
        shown_us=event.shown_us,
        uncertainty_us=event.uncertainty_us,
        span_us=event.span_us,
        task=event.task,
        attempt=event.attempt,
        button=event.button,
        words=dict(event.words),
        criterion=event.criterion,
        severity=event.severity,
        polarity=event.polarity,
        note=event.note,
        quote=event.quote,
        version=1 + len(ordered),
        saw=event.saw,
        person=event.person,
        put=event,
        changes=ordered,
    )
    for change in ordered:
        annotation = _after(annotation, change)
    return annotation


def changed(annotation: Annotation, change: Change) -> Annotation:
    """The annotation after one more change, which may be older than others it knows. The same change again is none."""
    assert annotation.put is not None
    if any(change.id == known.id for known in annotation.changes):
        return annotation
    return annotation_of(annotation.put, (*annotation.changes, seen_at(change, annotation.version)))


def seen_at(change: Change, version: int) -> Change:
    """A change from before observers does not say which version its author saw: the one that there was."""
    return change if change.base_version is not None else change.model_copy(update={"base_version": version})


def stamp(change: Change) -> tuple[int, int, str]:
    """What decides between two changes of one field, and between taking back and putting back: the higher wins."""
    return (change.base_version or 0) + 1, change.at_us, change.id


def _after(annotation: Annotation, change: Change) -> Annotation:
    match change:
        case TagEdited():
            return _edited(annotation, change)
        case TagRetracted():
            return replace(annotation, retracted=True, retract_reason=change.reason)
        case TagRestored():
            return replace(annotation, retracted=False, retract_reason="")


def _edited(annotation: Annotation, event: TagEdited) -> Annotation:
    changes = {name: getattr(event, name) for name in _EDITED if getattr(event, name) is not None}
    changes.update({name: _EMPTY[name] for name in event.cleared})
    if "pressed_us" in changes:
        changes["shown_us"] = None  # somebody said where it belongs: what the author's screen showed no longer counts
    edit = Edit(event.author, event.at_us, tuple(changes.items()))
    return replace(annotation, **changes, history=(*annotation.history, edit))
