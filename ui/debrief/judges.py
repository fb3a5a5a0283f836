"""Who judges in a debrief, and how far each of them is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lab.domain.record import SessionRecord
from lab.domain.unit import Proposal
from lab.services.session_view import SessionPlan


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one judge is with what the debrief asks.

    Attributes:
        judged: criteria on which they gave a word.
        unseen: of these the ones that they did not see.
    """

    name: str
    judged: int
    unseen: int
    asked: int


def roster(plan: SessionPlan, record: SessionRecord, *others: str) -> tuple[str, ...]:
    """Everybody who may have something to say, each once: `others`, who were planned, who tagged, who judged."""
    spoke = [one.author for one in record.annotations] + [one.judge for one in record.judgements]
    names = [*others, plan.moderator, *plan.observers, *spoke]
    return tuple(dict.fromkeys(name for name in names if name))


def standings(names: Iterable[str], asked: Sequence[Proposal], record: SessionRecord) -> tuple[Standing, ...]:
    """How far each of them is."""
    wanted = {one.criterion for one in asked}
    return tuple(
        Standing(
            name,
            len(said := [one for (criterion, judge), one in record.judgements_by_judge.items()
                         if judge == name and criterion in wanted]),
            sum(one.outcome == "untested" for one in said),
            len(wanted),
        )
        for name in names
    )  # fmt: skip
