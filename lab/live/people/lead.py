"""The lead: one at a time."""

from collections.abc import Iterable

from lab.live.people.person import Person
from lab.live.people.roles import Role


def without_lead(people: Iterable[Person], leading: Person) -> tuple[Person, ...]:
    """Those who are observers from now on because somebody else leads."""
    if leading.role is not Role.LEAD:
        return ()
    return tuple(
        one.model_copy(update={"role": Role.OBSERVER})
        for one in people
        if one.role is Role.LEAD and one.is_there and one.id != leading.id
    )
