"""What a new version has otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from protocols import library
from protocols.difference import difference
from protocols.standard import Standard
from protocols.text import Text

BEFORE = library.standard("ru-gov-sites")
ITEMS = len(BEFORE.criteria)


def version(**update: object) -> Standard:
    """The shipped five items with something else in them."""
    return BEFORE.model_copy(update={"version": "2027", **update})


def test_that_only_another_version_is_no_difference() -> None:
    assert difference(BEFORE, version()).is_empty


def test_that_what_came_went_and_changed_is_named_with_its_keys() -> None:
    first, second, *rest = BEFORE.criteria
    other = second.model_copy(update={"gate": "blocker", "title": Text(en="Other", ru="Другое")})
    new = first.model_copy(update={"id": "RGS-9"})
    found = difference(BEFORE, version(criteria=(other, *rest, new)))
    assert [one.id for one in found.added] == ["RGS-9"]
    assert [one.id for one in found.removed] == [first.id]
    assert [(one.after.id, one.fields) for one in found.changed] == [(second.id, ("gate", "title"))]
    assert (found.head, found.groups, found.moved) == ((), (), False)


def test_that_another_licence_group_and_order_are_told() -> None:
    words = Text(en="Other", ru="Другое")
    groups = (BEFORE.groups[0].model_copy(update={"title": words}),)
    found = difference(BEFORE, version(licence=words, groups=groups, criteria=BEFORE.criteria[::-1]))
    assert (found.head, found.groups, found.moved) == (("licence",), ("all",), True)
    assert (found.added, found.removed, found.changed) == ((), (), ())


@given(st.permutations(range(ITEMS)), st.integers(0, ITEMS), st.permutations(range(ITEMS)), st.integers(0, ITEMS))
def test_that_the_way_back_is_the_way_there_turned_round(
    one: list[int], one_length: int, other: list[int], other_length: int
) -> None:
    before = version(criteria=tuple(BEFORE.criteria[at] for at in one[:one_length]))
    after = version(criteria=tuple(BEFORE.criteria[at] for at in other[:other_length]))
    there, back = difference(before, after), difference(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert {one.id for one in there.added} == {one.id for one in after.criteria} - {one.id for one in before.criteria}
    assert difference(before, before).is_empty
