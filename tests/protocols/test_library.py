"""What is shipped: complete, in both languages, and nothing that may not be passed on."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from protocols import library, loading
from protocols.standard import Criterion
from protocols.text import Frozen, Text

ALL = (*library.standards(), *library.questionnaires(), *library.protocols())


def counted(standard_id: str, attribute: str) -> Counter[str]:
    """How often each value of an attribute occurs among the counted criteria."""
    return Counter(getattr(criterion, attribute) for criterion in library.standard(standard_id).counted)


def test_that_everything_is_there() -> None:
    sizes = {shipped.id: len(library.standard(shipped.id).counted) for shipped in library.standards()}
    assert sizes == {
        "client-centricity": 44,
        "en-301-549": 50,
        "gost-r-52872": 78,
        "gov-uk-service-standard": 14,
        "iso-9241-11": 3,
        "iso-9241-110": 7,
        "nielsen-10": 10,
        "ru-gov-sites": 5,
        "wcag-2.2": 86,
    }
    assert [shipped.id for shipped in library.questionnaires()] == [
        "ces", "csat", "nasa-tlx", "nps", "seq", "sus", "umux-lite",
    ]  # fmt: skip
    assert [shipped.id for shipped in library.protocols()] == ["sample-child-benefit"]


@pytest.mark.parametrize("shipped", ALL, ids=lambda shipped: shipped.id)
def test_that_bytes_and_hash_belong_together(shipped: library.Shipped) -> None:
    raw = library.text_of(shipped.id)
    assert loading.content_hash(raw) == shipped.sha256
    thing = loading.load_any(raw)
    assert (thing.id, thing.version, thing.title) == (shipped.id, shipped.version, shipped.title)


@pytest.mark.parametrize("shipped", ALL, ids=lambda shipped: shipped.id)
def test_that_a_shipped_file_reveals_nothing_of_where_it_was_made(shipped: library.Shipped) -> None:
    absolute, relative, text_file = rb"(?<![\w:/.])/\w+/|/home/|/root/|file:", rb"\.\./", rb"\w\.(?:txt|md)\b"
    assert not re.search(b"|".join((absolute, relative, text_file)), library.text_of(shipped.id))


def texts(thing: object) -> Iterator[Text]:
    """Every text of an object but bibliographic references, which keep the names of their languages."""
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)
    elif isinstance(thing, Frozen):
        for name in set(type(thing).model_fields) - {"source", "credit", "attribution"}:
            yield from texts(getattr(thing, name))


@pytest.mark.parametrize("shipped", ALL, ids=lambda shipped: shipped.id)
def test_that_russian_texts_are_russian(shipped: library.Shipped) -> None:
    for text in texts(loading.load_any(library.text_of(shipped.id))):
        assert re.search(r"[а-яё]", text.ru, re.IGNORECASE) or text.ru == "UMUX-Lite"
        assert not re.search(r"[а-яё]", text.en, re.IGNORECASE)


def test_that_the_first_lines_of_a_file_say_what_it_is() -> None:
    for shipped in library.standards():
        assert library.standard(shipped.id, shipped.version).version == shipped.version
    held = {(shipped.id, shipped.version) for shipped in library.standards()}
    assert set(library.shelf()) == held
    assert set(library.questionnaire_ids()) == {shipped.id for shipped in library.questionnaires()}


def test_that_what_is_not_shipped_is_a_key_error() -> None:
    for find in (library.standard, library.questionnaire, library.protocol, library.text_of):
        with pytest.raises(KeyError):
            find("no-such-questionnaire")
    with pytest.raises(KeyError):
        library.standard("wcag-2.2", "2018")


def test_that_client_centricity_keeps_its_kinds_and_gates() -> None:
    assert counted("client-centricity", "kind") == {"performance": 31, "document": 7, "round": 5, "computed": 1}
    assert counted("client-centricity", "gate") == {"blocker": 5, "major": 13, "normal": 26}
    blockers = {one.id for one in library.standard("client-centricity").criteria if one.gate == "blocker"}
    assert blockers == {"CC-07", "CC-20", "CC-23", "CC-24", "CC-37"}
    assert len(library.standard("client-centricity").groups) == 12
    assert all(one.description and one.observe and one.evidence for one in criteria("client-centricity"))


def criteria(standard_id: str) -> tuple[Criterion, ...]:
    """All criteria of a shipped standard."""
    return library.standard(standard_id).criteria


def test_that_wcag_has_the_levels_of_the_recommendation() -> None:
    assert counted("wcag-2.2", "level") == {"A": 31, "AA": 24, "AAA": 31}
    assert counted("wcag-2.2", "since")["2.2"] == 9
    assert len(library.standard("wcag-2.2").groups) == 13
    by_principle = Counter((one.id[0], one.level) for one in library.standard("wcag-2.2").counted)
    levels = {principle: tuple(by_principle[principle, level] for level in ("A", "AA", "AAA")) for principle in "1234"}
    assert levels == {"1": (9, 11, 9), "2": (14, 6, 14), "3": (7, 6, 8), "4": (1, 1, 0)}
    assert sum(one.session_signal for one in criteria("wcag-2.2")) == 45
    assert all(one.url and one.kind == "conformance" for one in criteria("wcag-2.2"))


def test_that_parsing_is_kept_but_never_counted() -> None:
    standard = library.standard("wcag-2.2")
    assert standard.criterion("4.1.1").obsolete
    assert standard.criterion("4.1.1").level is None
    assert "4.1.1" not in {one.id for one in standard.counted}


def test_that_the_clauses_of_en_301_549_are_the_ones_that_wcag_names() -> None:
    named = {
        clause.reference
        for one in criteria("wcag-2.2")
        for clause in one.clauses
        if clause.document == "en-301-549-3.2.1"
    }
    assert {one.id for one in criteria("en-301-549")} == named
    assert all(one.level in {"A", "AA"} for one in criteria("en-301-549"))


def test_that_mapped_rows_carry_our_titles_of_wcag() -> None:
    titles = {one.id: one.title for one in criteria("wcag-2.2")}
    for one in (*criteria("en-301-549"), *criteria("gost-r-52872")):
        number = one.clauses[0].reference
        assert one.title.en == titles[number].en
        assert one.description is None


def test_that_no_two_shipped_standards_share_a_criterion() -> None:
    seen = Counter(one.id for shipped in library.standards() for one in criteria(shipped.id))
    assert max(seen.values()) == 1


def test_that_only_names_are_shipped_where_the_text_is_not_free() -> None:
    for standard_id in ("iso-9241-11", "iso-9241-110", "nielsen-10", "gost-r-52872", "en-301-549"):
        assert not any(one.description or one.observe for one in criteria(standard_id))


def test_that_severity_runs_from_nothing_to_catastrophe() -> None:
    assert [step.value for step in library.standard("nielsen-10").severity_scale] == [0, 1, 2, 3, 4]


def test_that_own_translations_of_questionnaires_are_not_called_validated() -> None:
    for shipped in library.questionnaires():
        questionnaire = library.questionnaire(shipped.id)
        assert questionnaire.validated.in_language("en") is (shipped.id not in {"ces", "csat", "nps"})
        assert not questionnaire.validated.in_language("ru_RU")
    assert len(library.questionnaire("sus").items) == 10
    assert library.questionnaire("umux-lite").item("umux-lite-02").maximum == 7


def test_that_the_sample_protocol_is_what_the_sample_service_needs() -> None:
    protocol = library.protocol("sample-child-benefit")
    assert [task.id for task in protocol.tasks] == ["find-service", "fill-form", "attach-document", "read-decision"]
    assert {task.id for task in protocol.tasks if task.critical} == {"fill-form", "read-decision"}
    assert protocol.questionnaires.after_task == ("seq",)
    assert protocol.questionnaires.after_session == ("sus",)
    assert {task.stage for task in protocol.tasks} == {stage.id for stage in protocol.stages}


def test_that_every_task_of_the_sample_has_a_pad_that_fits_the_digit_keys() -> None:
    """All but the last: a wish that cannot be met is rare, and pressed by hand."""
    protocol = library.protocol("sample-child-benefit")
    assert protocol.common_pad[-1].id == "out-of-scope"
    for task in protocol.tasks:
        assert 5 <= len(task.tag_pad) <= 7
        assert len(task.tag_pad) + len(protocol.common_pad[:-1]) <= 9
        assert any(button.polarity == "positive" for button in task.tag_pad)
        for button in task.tag_pad:
            assert button.criterion is not None
            assert (button.severity is None) == (button.polarity == "positive")


def test_that_what_a_task_exposes_is_judged_per_participant() -> None:
    standard = library.standard("client-centricity")
    for task in library.protocol("sample-child-benefit").tasks:
        assert {standard.criterion(one).kind for one in task.exposes} == {"performance"}


def test_that_rows_of_wcag_never_stop_a_launch_unless_a_round_says_so() -> None:
    for standard_id in ("wcag-2.2", "en-301-549", "gost-r-52872"):
        assert {one.gate for one in criteria(standard_id)} == {"normal"}
