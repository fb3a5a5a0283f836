"""An annotation (short: tag): what somebody saw, with its edits kept and its retraction visible."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lab.domain.events import Polarity, TagEdited, TagPut, TagRestored, TagRetracted
from lab.domain.timeline import Span, clip_span

_EDITED = ("criterion", "severity", "polarity", "pressed_us", "lead_us", "lag_us", "span_us", "task", "note", "quote")
_EMPTY = {"criterion": None, "severity": None, "task": None, "note": "", "quote": ""}

OUT_OF_SCOPE = "out-of-scope"
"""Id of the button for a wish that cannot lawfully or possibly be met: what it marks is kept, and is no defect."""


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
        history: every edit, oldest first.
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


def annotation_of(event: TagPut) -> Annotation:
    """The annotation that an event puts."""
    return Annotation(
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
    )


def edited(annotation: Annotation, event: TagEdited) -> Annotation:
    """The annotation after an edit. Of two edits of one field the later in the journal wins; both are kept."""
    changes = {name: getattr(event, name) for name in _EDITED if getattr(event, name) is not None}
    changes.update({name: _EMPTY[name] for name in event.cleared})
    if "pressed_us" in changes:
        changes["shown_us"] = None  # somebody said where it belongs: what the author's screen showed no longer counts
    edit = Edit(event.author, event.at_us, tuple(changes.items()))
    return replace(annotation, **changes, version=annotation.version + 1, history=(*annotation.history, edit))


def retracted(annotation: Annotation, event: TagRetracted) -> Annotation:
    """The annotation after it was taken back."""
    return replace(annotation, retracted=True, retract_reason=event.reason, version=annotation.version + 1)


def restored(annotation: Annotation, _event: TagRestored) -> Annotation:
    """The annotation after it was put back: as it was before it was taken back, edits and author included."""
    return replace(annotation, retracted=False, retract_reason="", version=annotation.version + 1)
