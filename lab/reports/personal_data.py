"""The free texts of a round, searched for people; and the round without them, as it leaves the laboratory.

Every report, table and clip is made of the facts of a round, so it is they that are cleaned: once, before any of them.
Who works for the laboratory or answers for the service stands under a report by design, in fields of their own; what
is searched is what people typed.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import partial
from typing import Any

from lab.domain.annotation import Edit
from lab.domain.finding import Finding
from lab.domain.personal_data.scanning import traces_in
from lab.domain.personal_data.secrets import HIDDEN, without_secrets
from lab.domain.personal_data.traces import Kind, Trace, masked
from lab.domain.unit import Unit
from lab.i18n import in_language
from lab.reports.facts import Masking, RoundFacts, SessionFacts
from lab.wording.personal_data import mask_of

FREE = frozenset({
    "title", "statement", "expected", "recommendation", "note", "quote", "retract_reason", "reason", "why", "text",
    "conditions", "name", "life_situation", "set_aside", "source", "unit",
})  # fmt: skip
"""Fields that people type into."""
SEARCHED = (
    "service", "study", "sessions", "findings", "held_back", "earlier", "verdicts", "actions", "decisions",
    "inspections", "amendments", "poolings", "rule_changes", "before", "artefacts", "taken_back",
)  # fmt: skip
"""Of the facts; the rest was shipped or computed."""
_UNSEARCHED = frozenset({"recording", "sources", "clicks", "answers_by_place", "claps"})
"""What machines wrote down in a session."""
_PEOPLE = frozenset({"moderator", "observers", "called", "author", "judge", "rater", "by", "accepted_by", "owner"})
"""Fields that name somebody whom the laboratory knows."""
_AROUND = 30
"""Characters of the text that a hit is shown with, before and after it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: finding F-3, session P04, criterion CC-24, or "" for the round; and which field it is."""

    subject: str
    field: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of free text that tells who somebody is.

    Attributes:
        id: the same as long as the text is the same.
        words: the piece; `***` of a secret, which is shown to nobody.
        before, after: what stands around it.
    """

    id: str
    place: Place
    kind: Kind
    words: str
    before: str
    after: str

    @property
    def can_be_kept(self) -> bool:
        """Whether a reason can let it stay; a secret is masked whatever is said."""
        return self.kind is not Kind.SECRET


@dataclass(frozen=True, slots=True)
class Handling:
    """What a person said about the hits: id → why it is kept; `keep_all` is a reason for all. The rest is masked."""

    kept: Mapping[str, str] = field(default_factory=dict)
    keep_all: str = ""

    def reason(self, hit: Hit) -> str:
        """Why a hit is kept; empty where it is masked."""
        return self.kept.get(hit.id, self.keep_all).strip() if hit.can_be_kept else ""


_Change = Callable[[str, Place], str]


def hits_in(facts: RoundFacts) -> tuple[Hit, ...]:
    """Everything in the free texts of a round that tells who somebody is, in the order of the round."""
    found: list[Hit] = []
    known = _known_people(facts)

    def look(text: str, place: Place) -> str:
        found.extend(hit for hit, _trace in _hits(text, place, known))
        return text

    _changed(facts, look)
    return tuple({hit.id: hit for hit in found}.values())


def cleaned(facts: RoundFacts, handling: Handling, language: str) -> RoundFacts:
    """The facts with every hit masked that nobody keeps; what was done is noted in them."""
    known = _known_people(facts)
    gone: dict[str, Kind] = {}
    kept: dict[str, tuple[str, str, str, str]] = {}

    def clean(text: str, place: Place) -> str:
        traces = []
        for hit, trace in _hits(text, place, known):
            reason = handling.reason(hit)
            if reason:
                kept[hit.id] = (hit.kind.value, place.subject, place.field, reason)
            else:
                gone[hit.id] = hit.kind
                traces.append(trace)
        return masked(text, traces, lambda trace: mask_of(trace.kind)) if traces else text

    with in_language(language):
        changed = _changed(facts, clean)
    counted = Counter(kind.value for kind in gone.values())
    return replace(changed, masking=Masking(tuple(sorted(counted.items())), tuple(kept.values())))


def _hits(text: str, place: Place, known: tuple[str, ...]) -> Iterator[tuple[Hit, Trace]]:
    for trace in traces_in(text, known) if text else ():
        named = "\0".join((place.subject, place.field, text, str(trace.start)))
        yield (
            Hit(
                hashlib.sha256(named.encode()).hexdigest()[:16],
                place,
                trace.kind,
                HIDDEN if trace.kind is Kind.SECRET else trace.words,
                without_secrets(text[: trace.start])[-_AROUND:],
                without_secrets(text[trace.end :])[:_AROUND],
            ),
            trace,
        )


def _changed(facts: RoundFacts, change: _Change) -> RoundFacts:
    """The facts with every free text changed."""
    parts = {name: _rebuilt(getattr(facts, name), "", change) for name in SEARCHED}
    return replace(facts, **{name: part for name, part in parts.items() if part is not getattr(facts, name)})


def _rebuilt(value: Any, subject: str, change: _Change) -> Any:
    """The same thing, itself where nothing in it changed."""
    if isinstance(value, Edit):
        return _edit(value, subject, change)
    if is_dataclass(value) and not isinstance(value, type):
        return _with_texts(value, _subject(value, subject), change)
    if isinstance(value, tuple):
        parts = tuple(_rebuilt(one, subject, change) for one in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, Mapping):
        pairs = {key: _rebuilt(one, subject, change) for key, one in value.items()}
        return pairs if any(pairs[key] is not value[key] for key in pairs) else value
    return value


def _with_texts(value: Any, subject: str, change: _Change) -> Any:
    new: dict[str, Any] = {}
    for one in fields(value):
        old = getattr(value, one.name)
        if one.name in _UNSEARCHED:
            continue
        # A unit of an inspection is a page or document as somebody named it, and is called its subject once settled.
        place = Place(subject, "unit" if isinstance(value, Unit) and one.name == "subject" else one.name)
        free = isinstance(old, str) and place.field in FREE
        made = change(old, place) if free else _rebuilt(old, subject, change)
        if made is not old and made != old:
            new[one.name] = made
    return replace(value, **new) if new else value


def _edit(edit: Edit, subject: str, change: _Change) -> Edit:
    """An edit keeps earlier words of a note under the name of their field."""
    changes = tuple(
        (name, change(told, Place(subject, name)) if name in FREE and isinstance(told, str) else told)
        for name, told in edit.changes
    )
    return replace(edit, changes=changes) if changes != edit.changes else edit


def _subject(value: object, outer: str) -> str:
    """What a reader knows the place by: a finding, a session, else a criterion."""
    if isinstance(value, Finding):
        return f"F-{value.number}"
    if isinstance(value, SessionFacts):
        return value.held.code
    return outer or str(getattr(value, "criterion", None) or "")


def _known_people(facts: RoundFacts) -> tuple[str, ...]:
    """Names in the fields that name people. An owner may be a department: only what looks like a name is one."""
    found: set[str] = set()
    for name in SEARCHED:
        _collect(getattr(facts, name), found)
    return tuple(sorted(found))


def _collect(value: Any, into: set[str]) -> None:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name in _UNSEARCHED:
                continue
            told = getattr(value, one.name)
            if one.name in _PEOPLE:
                into.update(filter(partial(_is_a_name, one.name), (told,) if isinstance(told, str) else told or ()))
            else:
                _collect(told, into)
    elif isinstance(value, tuple):
        for one in value:
            _collect(one, into)
    elif isinstance(value, Mapping):
        for one in value.values():
            _collect(one, into)


def _is_a_name(field_name: str, told: str) -> bool:
    return told[:1].isupper() and (field_name != "owner" or "." in told)
