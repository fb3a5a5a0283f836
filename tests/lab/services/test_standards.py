"""The library of standards: versions beside one another, taken in whole or not at all; a round keeps what it pinned."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.domain.errors import InputError, RuleError
from lab.domain.study import GateOverride
from lab.services.standards import Incoming, StandardService
from lab.wording import sentence
from protocols import library
from protocols.faults import ProtocolFaults
from protocols.loading import content_hash
from tests.lab.laboratories import PROTOCOL, Furnished

OFFICIAL = """\
# As it was published.
format: standard/1
id: official
version: '{version}'
title: {{en: Official standard, ru: Официальный стандарт}}
source: {{en: 'Order 7, annex', ru: 'Приказ 7, приложение'}}
licence: {{en: 'Official text, free to pass on', ru: 'Официальный текст, не объект авторских прав'}}
groups:
  - {{id: all, title: {{en: All, ru: Все}}}}
criteria:
{criteria}"""
ROW = """\
  - id: {id}
    group: all
    kind: performance
    gate: {gate}
    client_categories: [people]
    title: {{en: '{title}', ru: 'Пункт'}}
    clauses:
      - {{document: wcag-2.2, reference: {reference}}}
"""


def text(version: str = "1", *rows: str) -> str:
    """The file of an official standard."""
    return OFFICIAL.format(version=version, criteria="".join(rows or (row("OFF-1"),)))


def row(name: str, gate: str = "major", title: str = "Row", reference: str = "1.4.3") -> str:
    """One criterion in it."""
    return ROW.format(id=name, gate=gate, title=title, reference=reference)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "official.yaml"


def read(place: Furnished, file: Path, content: str) -> Incoming:
    file.write_text(content, encoding="utf-8")
    return place.lab.standards.read(file)


def take(place: Furnished, file: Path, content: str) -> None:
    place.lab.standards.take_in(read(place, file, content))


def test_that_a_new_version_stands_beside_the_old_one_and_is_the_newest(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    take(place, file, text("2", row("OFF-1", "blocker"), row("OFF-2")))
    held = [one for one in place.lab.standards.versions() if one.standard.id == "official"]
    assert [one.standard.version for one in held] == ["2", "1"]
    assert place.lab.standards.held("official").standard.version == "2"
    assert place.lab.standards.held("official", "1").standard.criterion("OFF-1").gate == "major"
    assert {one.standard.id for one in place.lab.standards.newest()} == {
        "official", *(one.id for one in library.standards()),
    }  # fmt: skip


def test_that_what_is_new_is_told_before_anything_is_taken(place: Furnished, file: Path) -> None:
    assert read(place, file, text("1")).difference is None
    take(place, file, text("1"))
    incoming = read(place, file, text("2", row("OFF-1", title="Other"), row("OFF-2")))
    assert incoming.difference is not None
    assert [one.id for one in incoming.difference.added] == ["OFF-2"]
    assert [one.fields for one in incoming.difference.changed] == [("title",)]
    assert place.lab.standards.held("official").standard.version == "1"


def test_that_a_version_is_never_replaced(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    other = read(place, file, text("1", row("OFF-1", "blocker")))
    assert other.taken
    with pytest.raises(RuleError, match="standard_version_taken") as refused:
        place.lab.standards.take_in(other)
    assert "version 1 already" in sentence(refused.value)
    assert place.lab.standards.held("official").standard.criterion("OFF-1").gate == "major"
    shipped = read(place, file, library.text_of("wcag-2.2").decode().replace("gate: normal", "gate: blocker", 1))
    assert shipped.taken


def test_that_the_same_file_twice_is_there_once(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    again = read(place, file, text("1"))
    assert again.known
    assert place.lab.standards.take_in(again).added is not None
    assert len([one for one in place.lab.standards.versions() if one.standard.id == "official"]) == 1


def test_that_a_faulty_file_tells_every_fault_with_its_line_and_nothing_is_taken(place: Furnished, file: Path) -> None:
    broken = text("1", row("OFF-1", "heavy"), row("OFF-1"), row("OFF-3").replace("group: all", "group: none"))
    with pytest.raises(ProtocolFaults) as faulty:
        read(place, file, broken)
    assert [(fault.file, fault.code) for fault in faulty.value.faults if fault.line > 9] == [
        (str(file), fault.code) for fault in faulty.value.faults
    ]
    assert {fault.code.value for fault in faulty.value.faults} >= {"duplicate_id", "unknown_group"}
    assert len(faulty.value.faults) == 3
    assert not [one for one in place.lab.standards.versions() if one.standard.id == "official"]


def test_that_a_clause_that_leads_nowhere_is_told(place: Furnished, file: Path) -> None:
    (loose,) = read(place, file, text("1", row("OFF-1", reference="9.9.9"))).loose
    assert (loose.criterion, loose.reference) == ("OFF-1", "9.9.9")


def test_that_a_taken_in_standard_is_mapped_like_the_shipped_ones(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    wcag = place.lab.standards.held("wcag-2.2").standard
    rows = place.lab.standards.mapping(wcag).rows(wcag, wcag.criterion("1.4.3"))
    assert {one.criterion.id for one in rows} >= {"OFF-1", "9.1.4.3", "GOST-1.4.3", "CC-07"}


@pytest.mark.parametrize("name", [one.id for one in library.standards()])
def test_that_what_goes_out_comes_in_as_it_was(place: Furnished, file: Path, name: str) -> None:
    held = place.lab.standards.held(name)
    file.write_bytes(place.lab.standards.raw(held))
    back = place.lab.standards.read(file)
    assert back.known
    assert back.standard == held.standard


PLAIN = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20).filter(
    lambda words: words.strip() and "'" not in words
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.integers(1, 99), st.tuples(st.sampled_from(["blocker", "major", "normal"]), PLAIN), min_size=1)
)
def test_that_every_standard_is_the_same_out_and_in_again(
    place: Furnished, tmp_path: Path, rows: dict[int, tuple[str, str]]
) -> None:
    """Export of x, imported: x, byte for byte, comments and all."""
    content = text("1", *(row(f"OFF-{at}", gate, title) for at, (gate, title) in rows.items()))
    version = content_hash(content.encode())[:20]
    content = content.replace("version: '1'", f"version: 'v{version}'")
    one, two = tmp_path / "in.yaml", tmp_path / "out.yaml"
    one.write_text(content, encoding="utf-8")
    held = place.lab.standards.take_in(place.lab.standards.read(one))
    two.write_bytes(place.lab.standards.raw(held))
    back = place.lab.standards.read(two)
    assert (back.known, back.standard, two.read_bytes()) == (True, held.standard, one.read_bytes())


def test_that_a_round_keeps_the_version_it_was_pinned_to(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    rounds = place.lab.rounds
    pins = (*place.round.standards, place.lab.standards.held("official").pin)
    study = rounds.make_round(place.release.id, PROTOCOL, "With the official one", standards=pins)
    take(place, file, text("2", row("OFF-1", "blocker"), row("OFF-2")))
    kept = next(one for one in rounds.standards(rounds.round(study.id)) if one.id == "official")
    assert (kept.version, [one.id for one in kept.criteria]) == ("1", ["OFF-1"])
    assert rounds.protocol_of(study).id == PROTOCOL


def test_that_a_round_takes_another_version_than_its_protocol_pins(place: Furnished, file: Path) -> None:
    ours = library.text_of("client-centricity").decode().replace("version: 0.1-draft", "version: '1.0'")
    take(place, file, ours)
    pins = [place.lab.standards.held(one.id).pin for one in place.round.standards]
    study = place.lab.rounds.make_round(place.release.id, PROTOCOL, "Newer", standards=pins)
    assert {one.version for one in study.standards} >= {"1.0"}
    assert place.lab.rounds.protocol_of(study).tasks == place.lab.rounds.protocol_of(place.round).tasks


def test_that_a_standard_that_the_protocol_refers_to_cannot_be_left_away(place: Furnished) -> None:
    with pytest.raises(ProtocolFaults):
        place.lab.rounds.make_round(
            place.release.id, PROTOCOL, "Without", standards=[place.lab.standards.held("nielsen-10").pin]
        )


def test_that_two_versions_of_one_standard_are_not_judged_in_one_round(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    take(place, file, text("2"))
    pins = [place.lab.standards.held("official", version).pin for version in ("1", "2")]
    with pytest.raises(InputError, match="standards_share_criterion"):
        place.lab.rounds.make_round(place.release.id, PROTOCOL, "Both", standards=[*place.round.standards, *pins])


def test_that_a_protocol_may_pin_a_standard_that_was_taken_in(place: Furnished, file: Path) -> None:
    take(place, file, text("1"))
    protocol = (
        library.text_of(PROTOCOL).decode().replace("standards:\n", "standards:\n  - {id: official, version: '1'}\n")
    )
    study = place.lab.rounds.make_round(place.release.id, protocol.encode(), "Pinned by its protocol")
    assert "official" in {one.id for one in study.standards}
    assert "OFF-1" in {one.id for one in place.lab.rounds.criteria_in_scope(study)}


def test_that_a_round_sets_gates_with_name_and_reason(place: Furnished) -> None:
    rounds = place.lab.rounds
    assert rounds.set_gates(place.round.id, [GateOverride("CC-24", "normal", "Anna", "no refusals here")]).gates
    by_id = {one.id: one for one in rounds.criteria_in_scope(rounds.round(place.round.id))}
    assert by_id["CC-24"].gate == "normal"
    assert by_id["CC-23"].gate == "blocker"
    assert place.lab.standards.held("client-centricity").standard.criterion("CC-24").gate == "blocker"


def test_that_a_gate_without_reason_name_or_criterion_is_refused_whole(place: Furnished) -> None:
    wrong = [GateOverride("CC-24", "normal", "", ""), GateOverride("XX-1", "major", "Anna", "so")]
    with pytest.raises(InputError, match="fields_wrong") as refused:
        place.lab.rounds.set_gates(place.round.id, wrong)
    assert refused.value.facts["faults"] == (
        ("CC-24.by", "missing"), ("CC-24.why", "missing"), ("XX-1", "criterion_unknown"),
    )  # fmt: skip
    assert place.lab.rounds.round(place.round.id).gates == ()


def test_that_what_is_not_there_is_said_with_what_is(place: Furnished) -> None:
    with pytest.raises(InputError, match="standard_unknown") as unknown:
        place.lab.standards.held("wcag-3")
    assert "wcag-2.2" in sentence(unknown.value)
    with pytest.raises(InputError, match="standard_version_unknown") as version:
        place.lab.standards.held("wcag-2.2", "2018")
    assert "2024-12-12" in sentence(version.value)


def test_that_without_a_laboratory_there_is_what_the_program_brings() -> None:
    assert [one.standard.id for one in StandardService(None).versions()] == [one.id for one in library.standards()]
