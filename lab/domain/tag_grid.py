"""The live grid: participants of a round across, what was tagged down, one mark per person who hit it. Pure.

Tags are gathered by what they say: within a task by their criterion, or, while they have none, by the button that was
pressed. Tags with neither share one row: they wait to be coded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lab.domain.annotation import Annotation
from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState


class Sort(StrEnum):
    """What the tags of a row are."""

    AGAINST = "against"
    IN_FAVOUR = "in_favour"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class GridPerson:
    """A column: a participant of the round.

    Attributes:
        code: such as P04. session: None until one is prepared. record: what happened in it.
    """

    code: str
    session: SessionId | None = None
    record: SessionRecord = field(default_factory=SessionRecord)

    @property
    def has_begun(self) -> bool:
        """Whether the session ran."""
        return self.record.started_us is not None

    @property
    def is_here(self) -> bool:
        """Whether the session is under way."""
        return self.record.state in (SessionState.RUNNING, SessionState.PAUSED)


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row gathers. `criterion` goes before `button`: only one of the two is there, or neither."""

    task: str | None
    sort: Sort
    criterion: str | None = None
    button: str | None = None


@dataclass(frozen=True, slots=True)
class GridMark:
    """What one participant hit.

    Attributes:
        tags: their ids, by time. authors: who saw it, each once.
        severity: the highest that somebody gave; None if nobody did. first_us: when it was seen first, session time.
    """

    tags: tuple[str, ...]
    authors: tuple[str, ...]
    severity: int | None
    first_us: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row.

    Attributes:
        words: of the button that was pressed most often, by language; empty where no button has any.
        marks: code → what that participant hit. exposed: codes of those who came there, hit or not.
    """

    key: RowKey
    words: Mapping[str, str]
    marks: Mapping[str, GridMark]
    exposed: frozenset[str]

    @property
    def severity(self) -> int | None:
        """The highest of all."""
        return max((one.severity for one in self.marks.values() if one.severity is not None), default=None)


@dataclass(frozen=True, slots=True)
class TagGrid:
    """The whole grid: its columns, and its rows by task; `None` stands for what was tagged outside every task."""

    people: tuple[GridPerson, ...] = ()
    groups: tuple[tuple[str | None, tuple[GridRow, ...]], ...] = ()

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows, in order."""
        return tuple(row for _task, rows in self.groups for row in rows)

    def row(self, key: RowKey) -> GridRow | None:
        """The row with this key; None if nothing of the kind is tagged (any more)."""
        return next((row for row in self.rows if row.key == key), None)


def tag_grid(people: Iterable[GridPerson], tasks: Sequence[str]) -> TagGrid:
    """The grid of these participants. `tasks`: ids in the protocol's order; groups follow it, unknown ones come last.

    Within a task what most people hit stands first, then what is worst; what speaks for the service follows what
    speaks against it, wishes that cannot be met come last.
    """
    columns = tuple(sorted(people, key=lambda one: one.code))
    gathered: dict[RowKey, dict[str, list[Annotation]]] = {}
    for person in columns:
        for tag in person.record.annotations:
            gathered.setdefault(_key(tag), {}).setdefault(person.code, []).append(tag)
    rows = [_row(key, by_code, columns) for key, by_code in gathered.items()]
    order = {task: place for place, task in enumerate(tasks)}
    present = sorted({row.key.task for row in rows}, key=lambda task: _place(task, order))
    groups = ((task, tuple(sorted((row for row in rows if row.key.task == task), key=_rank))) for task in present)
    return TagGrid(columns, tuple(groups))


def _place(task: str | None, order: Mapping[str, int]) -> tuple[int, int, str]:
    if task is None:
        return (2, 0, "")
    return (0, order[task], task) if task in order else (1, 0, task)


def _key(tag: Annotation) -> RowKey:
    if tag.is_impossible_wish:
        return RowKey(tag.task, Sort.WISH)
    sort = Sort.IN_FAVOUR if tag.polarity == "positive" else Sort.AGAINST
    if tag.criterion is not None:
        return RowKey(tag.task, sort, criterion=tag.criterion)
    return RowKey(tag.task, sort, button=tag.button)


def _row(key: RowKey, by_code: Mapping[str, list[Annotation]], people: Sequence[GridPerson]) -> GridRow:
    marks = {code: _mark(tags) for code, tags in by_code.items()}
    exposed = {person.code for person in people if _came_there(person, key.task)} | marks.keys()
    return GridRow(key, _words([tag for tags in by_code.values() for tag in tags]), marks, frozenset(exposed))


def _mark(tags: Iterable[Annotation]) -> GridMark:
    ordered = sorted(tags, key=lambda one: (one.anchor_us, one.id))
    return GridMark(
        tags=tuple(one.id for one in ordered),
        authors=tuple(dict.fromkeys(one.author for one in ordered)),
        severity=max((one.severity for one in ordered if one.severity is not None), default=None),
        first_us=ordered[0].anchor_us,
    )


def _came_there(person: GridPerson, task: str | None) -> bool:
    if task is None:
        return person.has_begun
    return any(one.task == task and not one.voided for one in person.record.attempts)


def _words(tags: Iterable[Annotation]) -> Mapping[str, str]:
    """Of the button pressed most often; of two, the one that was pressed first."""
    pressed: dict[str, list[Mapping[str, str]]] = {}
    for tag in tags:
        if tag.button is not None and tag.words:
            pressed.setdefault(tag.button, []).append(tag.words)
    most = max(pressed.values(), key=len, default=None)
    return dict(most[0]) if most else {}


def _rank(row: GridRow) -> tuple[int, int, int, str, str]:
    sort = tuple(Sort).index(row.key.sort)
    worst = -1 if row.severity is None else row.severity
    return (sort, -len(row.marks), -worst, row.key.criterion or "~", row.key.button or "")
