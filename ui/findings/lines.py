"""The lines of the findings list: made, chosen, sorted and grouped away from the window, for there may be thousands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lab.domain.finding import RATERS, SETTLED, Finding, Status, priority
from lab.i18n import gettext as _
from lab.wording.judging import status_label
from ui.findings.judged import Judged
from ui.widgets.people_model import Head


@dataclass(frozen=True, slots=True)
class Line:
    """A finding with what this round's participants did: of an earlier finding, who had it again.

    Attributes:
        name: number and title. spoken: the same with what is amiss.
        principle, task: the groups that it can stand in; `apart` is the group that it stands in whatever is chosen.
        severity: agreed; None while nobody rated, or (`rate_first`) while the one who looks is still to rate it and
            must not know what the other one said.
        lacking: it cannot be exported. overdue: its day is over and it is not fixed.
        words: everything that can be searched, in small letters.
    """

    finding: Finding
    name: str
    spoken: str
    principle: str
    task: str
    apart: str
    severity: int | None
    rate_first: bool
    priority: float
    affected: frozenset[str]
    exposed: frozenset[str]
    supported: bool
    lacking: bool
    overdue: bool
    words: str


Row = Line | Head


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows of the list. `places`: id of a finding → its row. `heads`: rows that are heads of groups."""

    rows: tuple[Row, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    heads: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """How many findings are listed."""
        return len(self.places)


NOTHING = Arranged()


class Show(StrEnum):
    """Which findings are listed."""

    ALL = "all"
    OPEN = "open"
    TO_RATE = "to_rate"
    LACKING = "lacking"
    OVERDUE = "overdue"
    TO_RETEST = "to_retest"
    SETTLED = "settled"
    GOOD = "good"
    SET_ASIDE = "set_aside"


class Order(StrEnum):
    """What comes first within a group."""

    SEVERITY = "severity"
    PRIORITY = "priority"
    SHARE = "share"
    NUMBER = "number"
    DUE = "due"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the list is to look. `words`: every one of them must occur."""

    show: Show = Show.ALL
    order: Order = Order.SEVERITY
    by_task: bool = False
    words: str = ""


_SHOWN: Mapping[Show, Callable[[Line], bool]] = {
    Show.ALL: lambda _line: True,
    Show.OPEN: lambda line: line.finding.is_open,
    Show.TO_RATE: lambda line: line.finding.lacks_rater,
    Show.LACKING: lambda line: line.lacking,
    Show.OVERDUE: lambda line: line.overdue,
    Show.TO_RETEST: lambda line: line.finding.status is Status.FIXED,
    Show.SETTLED: lambda line: line.finding.status in SETTLED,
    Show.GOOD: lambda line: line.finding.positive,
    Show.SET_ASIDE: lambda line: bool(line.finding.set_aside),
}

_STATUSES = {status: place for place, status in enumerate(Status)}

_FIRST: Mapping[Order, Callable[[Line], tuple[object, ...]]] = {
    Order.SEVERITY: lambda line: (-_severity(line), -line.priority),
    Order.PRIORITY: lambda line: (-line.priority, -_severity(line)),
    Order.SHARE: lambda line: (-_share(line), -_severity(line)),
    Order.NUMBER: lambda _line: (),
    Order.DUE: lambda line: (line.finding.due or date.max,),
    Order.STATUS: lambda line: (_STATUSES[line.finding.status], -_severity(line)),
}


def lines_of(judged: Judged, person: str, on: date) -> tuple[Line, ...]:
    """Every finding of the round, then those of the rounds it retests. `person` looks at them, on a day."""
    maker = _Maker(judged, person, on)
    earlier = _("From earlier rounds: who had it again")
    return (
        *(maker.line(one, one.affected, one.exposed, _apart(one)) for one in judged.findings),
        *(maker.line(one.finding, one.seen.recurred, one.seen.exposed, earlier) for one in judged.earlier),
    )


def arranged(lines: Iterable[Line], wanted: Arrangement) -> Arranged:
    """The lines that are wanted, in groups; a group comes before another if its first line does."""
    asked = wanted.words.casefold().split()
    shown = [one for one in lines if _SHOWN[wanted.show](one) and all(word in one.words for word in asked)]
    first = _FIRST[wanted.order]
    shown.sort(key=lambda one: (bool(one.apart), not one.finding.is_problem, *first(one), one.finding.number))
    groups: dict[str, list[Line]] = {}
    for one in shown:
        groups.setdefault(one.apart or (one.task if wanted.by_task else one.principle), []).append(one)
    rows = tuple(_rows(groups))
    return Arranged(
        rows,
        {row.finding.id: place for place, row in enumerate(rows) if isinstance(row, Line)},
        tuple(place for place, row in enumerate(rows) if isinstance(row, Head)),
    )


def _rows(groups: Mapping[str, Sequence[Line]]) -> Iterator[Row]:
    for name, lines in groups.items():
        yield Head(f"{name} ({len(lines)})")
        yield from lines


def must_rate_first(finding: Finding, person: str) -> bool:
    """Whether somebody else has rated a problem, and the second rater is still to come: until this person has given
    their own rating they are not told.
    """
    raters = {one.rater for one in finding.ratings}
    return finding.is_problem and 0 < len(raters) < RATERS and person not in raters


class _Maker:
    """Makes the lines of one round; what all of them look up is looked up once."""

    def __init__(self, judged: Judged, person: str, on: date) -> None:
        self._judged, self._person, self._on = judged, person, on
        self._principles = {
            one.id: judged.group_name(one.id) for standard in judged.standards for one in standard.criteria
        }
        self._tasks = {task.id: judged.task_name(task.id) for task in judged.protocol.tasks}
        self._unsupported = judged.unsupported
        self._statuses = {status: status_label(status) for status in Status}

    def line(self, finding: Finding, affected: frozenset[str], exposed: frozenset[str], apart: str) -> Line:
        """The line of one finding."""
        name = f"{self._judged.finding_name(finding)}  {finding.title}"
        hidden = must_rate_first(finding, self._person)
        status = self._statuses[finding.status]
        task = self._tasks.get(finding.task or "", finding.task or "") or _("Without a task")
        words = (name, finding.statement, *finding.criteria, task, finding.owner, status, *affected)
        late = finding.due is not None and finding.due < self._on and finding.status is not Status.FIXED
        supported = finding.id not in self._unsupported
        spoken = [name, status, "" if supported else _("no evidence yet"), *_amiss(finding, hidden=hidden)]
        return Line(
            finding=finding,
            name=name,
            spoken=", ".join(part for part in spoken if part),
            principle=self._principles.get(finding.criteria[0] if finding.criteria else "", _("Without a criterion")),
            task=task,
            apart=apart,
            severity=None if hidden else finding.severity,
            rate_first=hidden,
            priority=priority(finding),
            affected=affected,
            exposed=exposed,
            supported=supported,
            lacking=finding.id in self._judged.lacking,
            overdue=finding.is_open and late,
            words=" ".join(words).casefold(),
        )


def _amiss(finding: Finding, *, hidden: bool) -> Iterator[str]:
    if hidden:
        yield _("your rating is missing")
    if finding.expired is not None:
        yield _("the accepted risk has expired")


def _apart(finding: Finding) -> str:
    if finding.set_aside:
        return _("Wishes that cannot be met")
    return _("What works well") if finding.positive else ""


def _severity(line: Line) -> int:
    return line.severity or 0


def _share(line: Line) -> float:
    return len(line.affected) / len(line.exposed) if line.exposed else 0.0
