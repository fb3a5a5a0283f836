"""Rows of different standards find each other, many to many."""

import pytest

from protocols import library
from protocols.mapping import Mapping
from protocols.standard import Clause, Criterion, Standard

ALL = tuple(library.standard(shipped.id) for shipped in library.standards())
WCAG = library.standard("wcag-2.2")


def mapped(standard_id: str, criterion_id: str) -> set[tuple[str, str]]:
    """Standard and number of every row that a shipped criterion is mapped to."""
    standard = library.standard(standard_id)
    rows = Mapping(ALL).rows(standard, standard.criterion(criterion_id))
    return {(row.standard.id, row.criterion.id) for row in rows}


def own(*clauses: tuple[str, str], criterion: str = "OWN-1", name: str = "own") -> Standard:
    """A laboratory's own standard with one criterion that names these places."""
    named = tuple(Clause(document=document, reference=row) for document, row in clauses)
    like = library.standard("ru-gov-sites")
    one = like.criteria[0].model_copy(update={"id": criterion, "clauses": named})
    return like.model_copy(update={"id": name, "version": "1", "criteria": (one,)})


@pytest.mark.parametrize("criterion", [one for one in WCAG.counted if one.since != "2.2"], ids=lambda one: one.id)
def test_that_every_row_of_wcag_2_1_is_found_in_the_russian_standard_by_its_number(criterion: Criterion) -> None:
    assert ("gost-r-52872", f"GOST-{criterion.id}") in mapped("wcag-2.2", criterion.id)
    assert ("wcag-2.2", criterion.id) in mapped("gost-r-52872", f"GOST-{criterion.id}")


def test_that_the_fifty_web_clauses_of_the_european_standard_are_found_by_number() -> None:
    wanted = {one.id for one in WCAG.counted if one.since != "2.2" and one.level in {"A", "AA"}}
    wanted.add("4.1.1")  # gone from WCAG 2.2, and still a clause there
    rows = [row for one in WCAG.criteria for row in mapped("wcag-2.2", one.id)]
    found = [criterion for standard, criterion in rows if standard == "en-301-549"]
    assert sorted(found) == sorted(f"9.{number}" for number in wanted)
    assert len(found) == 50


def test_that_what_came_with_wcag_2_2_has_no_row_in_standards_that_follow_2_1() -> None:
    new = [one.id for one in WCAG.counted if one.since == "2.2"]
    assert len(new) == 9
    followers = {"en-301-549", "gost-r-52872"}
    assert not [one for one in new if followers & {standard for standard, _criterion in mapped("wcag-2.2", one)}]


def test_that_the_european_and_the_russian_row_meet_in_the_row_that_both_name() -> None:
    standard = library.standard("en-301-549")
    rows = Mapping(ALL).rows(standard, standard.criterion("9.1.4.3"))
    by_standard = {row.standard.id: row for row in rows}
    assert by_standard["wcag-2.2"].through is None
    assert by_standard["gost-r-52872"].criterion.id == "GOST-1.4.3"
    assert by_standard["gost-r-52872"].through == ("wcag", "1.4.3")
    assert [row.through is None for row in rows] == sorted((row.through is None for row in rows), reverse=True)


def test_that_an_own_criterion_is_mapped_to_many_rows_and_a_row_to_many_criteria() -> None:
    assert {("wcag-2.2", "1.4.4"), ("wcag-2.2", "2.1.1")} <= mapped("client-centricity", "CC-07")
    assert {("client-centricity", "CC-07"), ("ru-gov-sites", "RGS-1")} <= mapped("wcag-2.2", "1.4.4")


def test_that_the_mapping_is_the_same_from_both_ends() -> None:
    mapping = Mapping(ALL)
    pairs = {
        ((standard.id, one.id), (row.standard.id, row.criterion.id))
        for standard in ALL
        for one in standard.criteria
        for row in mapping.rows(standard, one)
    }
    assert len(pairs) > 400
    assert {(there, here) for here, there in pairs} == pairs
    assert not [here for here, there in pairs if here[0] == there[0]]


def test_that_a_clause_may_name_a_standard_by_its_id_or_with_its_version() -> None:
    for document in ("gost-r-52872", "gost-r-52872-2019"):
        mine = own((document, "GOST-2.1.1"))
        rows = Mapping((*ALL, mine)).rows(mine, mine.criteria[0])
        assert [(row.criterion.id, row.through) for row in rows] == [("GOST-2.1.1", None)]


def test_that_a_clause_that_leads_nowhere_is_told_and_a_document_that_is_not_here_is_not() -> None:
    mine = own(("wcag-2.2", "9.9.9"), ("wcag-2.1", "1.4.3"), ("decree-474", "1"), ("gost-r-52872-2019", "GOST-0"))
    loose = Mapping((*ALL, mine)).loose(mine)
    assert [(one.document, one.reference) for one in loose] == [("wcag-2.2", "9.9.9"), ("gost-r-52872-2019", "GOST-0")]


@pytest.mark.parametrize("standard", ALL, ids=lambda one: one.id)
def test_that_no_shipped_clause_leads_nowhere(standard: Standard) -> None:
    assert Mapping(ALL).loose(standard) == ()
