"""What is different in a new version of a standard: what came, what went, and what reads otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from protocols.standard import Criterion, Group, Standard

_HEAD = ("title", "source", "licence", "attribution", "url", "severity_scale")


@dataclass(frozen=True, slots=True)
class ChangedCriterion:
    """A criterion that both versions have: `fields` are the keys whose values differ."""

    before: Criterion
    after: Criterion
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another.

    Attributes:
        head: outermost keys whose values differ, such as `licence`; the version itself is not among them.
        groups: ids of groups that came, went or are called otherwise.
        moved: the criteria that both have stand in another order.
    """

    head: tuple[str, ...]
    groups: tuple[str, ...]
    added: tuple[Criterion, ...]
    removed: tuple[Criterion, ...]
    changed: tuple[ChangedCriterion, ...]
    moved: bool

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same, but for the version."""
        return not (self.head or self.groups or self.added or self.removed or self.changed or self.moved)


def difference(before: Standard, after: Standard) -> Difference:
    """What `after` has otherwise than `before`."""
    old = {one.id: one for one in before.criteria}
    new = {one.id: one for one in after.criteria}
    kept = [one.id for one in after.criteria if one.id in old]
    return Difference(
        head=tuple(key for key in _HEAD if getattr(before, key) != getattr(after, key)),
        groups=_changed_groups(before.groups, after.groups),
        added=tuple(one for one in after.criteria if one.id not in old),
        removed=tuple(one for one in before.criteria if one.id not in new),
        changed=tuple(
            ChangedCriterion(old[one], new[one], fields) for one in kept if (fields := _fields(old[one], new[one]))
        ),
        moved=kept != [one.id for one in before.criteria if one.id in new],
    )


def _fields(before: Criterion, after: Criterion) -> tuple[str, ...]:
    return tuple(key for key in Criterion.model_fields if getattr(before, key) != getattr(after, key))


def _changed_groups(before: Sequence[Group], after: Sequence[Group]) -> tuple[str, ...]:
    old, new = ({group.id: group for group in groups} for groups in (before, after))
    return tuple(one for one in {**old, **new} if old.get(one) != new.get(one))
