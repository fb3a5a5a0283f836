"""The live grid gathers tags by what they say, and counts people, not tags."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lab.domain.annotation import OUT_OF_SCOPE, Annotation
from lab.domain.attempt import Attempt
from lab.domain.ids import SessionId
from lab.domain.record import Move, SessionRecord
from lab.domain.session import SessionState
from lab.domain.tag_grid import GridPerson, RowKey, Sort, tag_grid

WORDS = {"en": "error not understood", "ru": "ошибка непонятна"}


def tag(name: str, at_us: int = 0, **fields: object) -> Annotation:
    return replace(Annotation(id=name, author="Anna", pressed_us=at_us, lead_us=0, lag_us=0), **fields)  # type: ignore[arg-type]


def person(code: str, *tags: Annotation, came_to: tuple[str, ...] = ()) -> GridPerson:
    attempts = {f"{code}-{task}": Attempt(f"{code}-{task}", task, n, 0) for n, task in enumerate(came_to, start=1)}
    record = SessionRecord(
        state=SessionState.CLOSED,
        moves=(Move(SessionState.RUNNING, 0, "Anna"),),
        attempts_by_id=attempts,
        annotations_by_id={one.id: one for one in tags},
    )
    return GridPerson(code, SessionId(f"session-{code}"), record)


def test_that_tags_of_one_criterion_in_one_task_share_a_row_whatever_button_made_them() -> None:
    grid = tag_grid(
        [
            person("P01", tag("a", task="fill", criterion="3.3.1", button="b1", words=WORDS), came_to=("fill",)),
            person("P02", tag("b", task="fill", criterion="3.3.1", button="b2"), came_to=("fill",)),
        ],
        ("fill",),
    )
    (row,) = grid.rows
    assert row.key == RowKey("fill", Sort.AGAINST, criterion="3.3.1")
    assert (row.marks.keys(), row.words) == ({"P01", "P02"}, WORDS)


def test_that_a_person_who_hit_it_three_times_counts_once_with_the_worst_severity() -> None:
    tags = [tag(name, at, task="fill", criterion="3.3.1", severity=how) for name, at, how in
            (("late", 9, 1), ("first", 2, 3), ("between", 5, None))]  # fmt: skip
    (row,) = tag_grid([person("P01", *tags), person("P02", came_to=("fill",))], ("fill",)).rows
    assert row.marks["P01"].tags == ("first", "between", "late")
    assert (row.marks["P01"].severity, row.marks["P01"].first_us, row.severity) == (3, 2, 3)
    assert row.exposed == {"P01", "P02"}


def test_that_who_never_came_to_the_task_is_not_counted_among_those_who_could_have_hit_it() -> None:
    hit = person("P01", tag("a", task="fill", criterion="3.3.1"), came_to=("fill",))
    (row,) = tag_grid([hit, person("P02", came_to=("find",)), GridPerson("P03")], ("find", "fill")).rows
    assert row.exposed == {"P01"}


def test_that_a_tag_that_was_taken_back_leaves_the_grid() -> None:
    assert tag_grid([person("P01", tag("a", criterion="3.3.1", retracted=True))], ()).groups == ()


def test_that_good_bad_wishes_and_bare_tags_stand_in_rows_of_their_own() -> None:
    grid = tag_grid(
        [
            person(
                "P01",
                tag("bare"),
                tag("wish", button=OUT_OF_SCOPE),
                tag("good", criterion="3.3.1", polarity="positive"),
                tag("bad", criterion="3.3.1"),
            )
        ],
        (),
    )
    assert [row.key.sort for row in grid.rows] == [Sort.AGAINST, Sort.AGAINST, Sort.IN_FAVOUR, Sort.WISH]


def test_that_groups_follow_the_protocol_and_what_most_people_hit_stands_first() -> None:
    grid = tag_grid(
        [
            person("P01", tag("a", task="fill", criterion="A", severity=4), tag("b", task="fill", criterion="B")),
            person("P02", tag("c", task="fill", criterion="B"), tag("d", task="find", criterion="C"), tag("e")),
        ],
        ("find", "fill"),
    )
    assert [task for task, _rows in grid.groups] == ["find", "fill", None]
    assert [row.key.criterion for row in grid.groups[1][1]] == ["B", "A"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["P01", "P02", "P03"]), st.sampled_from([None, "find", "fill"]),
                  st.sampled_from([None, "A", "B"]), st.sampled_from([None, 0, 4])),
        max_size=12,
    )
)  # fmt: skip
def test_that_no_tag_is_lost_and_none_counts_twice(
    tagged: list[tuple[str, str | None, str | None, int | None]],
) -> None:
    by_code: dict[str, list[Annotation]] = {"P01": [], "P02": [], "P03": []}
    for n, (code, task, criterion, severity) in enumerate(tagged):
        by_code[code].append(tag(f"t{n}", n, task=task, criterion=criterion, severity=severity))
    grid = tag_grid([person(code, *tags) for code, tags in by_code.items()], ("find",))
    shown = [one for row in grid.rows for mark in row.marks.values() for one in mark.tags]
    assert sorted(shown) == sorted(f"t{n}" for n in range(len(tagged)))
    assert all(row.marks.keys() <= row.exposed for row in grid.rows)
