"""Which sessions' figures of a task belong together when the protocol was amended."""

from datetime import UTC, datetime

from lab.domain.ids import RoundId
from lab.domain.pooling import pooled_with
from lab.domain.study import Pooling, RoundAmendment

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def amended(before: str, after: str, *tasks: str) -> RoundAmendment:
    return RoundAmendment(f"{before}{after}", RoundId("r"), before, after, tasks, "clearer", "Anna", NOW)


def test_that_an_unchanged_task_stays_together_across_amendments() -> None:
    changes = (amended("a", "b", "form"), amended("b", "c", "form"))
    assert pooled_with("search", "c", changes) == {"a", "b", "c"}


def test_that_a_changed_task_stays_apart() -> None:
    changes = (amended("a", "b", "form"), amended("b", "c", "search"))
    assert pooled_with("form", "c", changes) == {"b", "c"}


def test_that_a_named_person_can_pool_one_task_across_one_change() -> None:
    changes = (amended("a", "b", "form", "search"), amended("b", "c", "form"))
    said = (Pooling(RoundId("r"), "form", "a", "b", "Anna", "only a typing error", NOW),)
    assert pooled_with("form", "b", changes, said) == {"a", "b"}
    assert pooled_with("form", "c", changes, said) == {"c"}
    assert pooled_with("search", "b", changes, said) == {"b", "c"}
