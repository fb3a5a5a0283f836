"""Every fault is found where it is, and people are told what, where and what to do."""

from pathlib import Path

import pytest

from lab.i18n import LANGUAGES, in_language
from lab.wording.protocol_faults import WHAT_IS_WRONG, WHAT_TO_DO
from lab.wording.protocols import fault_sentence
from protocols import library, loading
from protocols.faults import Fault, FaultCode, ProtocolFaults, RemedyCode, near_miss, remedy_for
from protocols.standard import Standard
from tests.protocols.broken_files import BROKEN, PROTOCOL, QUESTIONNAIRE, STANDARD, edited

OF_THE_FILE_SYSTEM = {FaultCode.FILE_MISSING, FaultCode.FILE_UNREADABLE, FaultCode.NOT_A_FILE}


def with_a_twin() -> tuple[Standard, ...]:
    """The shipped standards, and one whose criterion has the id of another's."""
    twin = STANDARD.replace("id: own", "id: twin").replace("OWN-1", "CC-01")
    shipped = tuple(library.standard(one.id) for one in library.standards())
    return (*shipped, loading.load_standard(twin.encode()))


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    """What is wrong with these bytes."""
    with pytest.raises(ProtocolFaults) as caught:
        if raw == BROKEN[FaultCode.FORMAT_OTHER]:
            loading.load_protocol(raw)
        loading.load_any(raw, standards=with_a_twin())
    return caught.value.faults


def test_that_the_unbroken_files_have_no_faults() -> None:
    assert loading.load_any(PROTOCOL.encode()).id == "small"
    assert loading.load_any(STANDARD.encode()).id == "own"
    assert loading.load_any(QUESTIONNAIRE.encode()).id == "own"


@pytest.mark.parametrize("code", BROKEN)
def test_that_a_broken_file_has_its_fault(code: FaultCode) -> None:
    found = {fault.code for fault in faults_of(BROKEN[code])}
    assert code in found
    if code not in {FaultCode.UNKNOWN_KEY, FaultCode.DUPLICATE_ID, FaultCode.TOO_MANY, FaultCode.SCORING_NEEDS_ITEMS}:
        assert len(found) == 1, "one thing was made wrong"


def test_that_every_code_can_be_shown_to_happen() -> None:
    assert set(FaultCode) - set(BROKEN) == OF_THE_FILE_SYSTEM | {FaultCode.INVALID_VALUE}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", BROKEN)
def test_that_every_fault_has_a_sentence_in_every_language(code: FaultCode, language: str) -> None:
    fault = next(fault for fault in faults_of(BROKEN[code]) if fault.code == code)
    with in_language(language):
        sentence = fault_sentence(fault)
        remedy = WHAT_TO_DO[fault.remedy_code]()
    assert sentence.startswith("<bytes>")
    assert sentence.endswith(remedy)
    assert "{" not in sentence
    assert (str(fault.line) in sentence) == (fault.line > 0) or fault.line == 0


def test_that_every_code_has_words_and_every_remedy_is_used() -> None:
    assert set(WHAT_IS_WRONG) == set(FaultCode)
    assert set(WHAT_TO_DO) == set(RemedyCode)
    assert {remedy_for(code) for code in FaultCode} == set(RemedyCode)


def test_that_no_sentence_is_left_in_english() -> None:
    with in_language("ru"):
        russian = [words() for words in (*WHAT_IS_WRONG.values(), *WHAT_TO_DO.values())]
    english = [words() for words in (*WHAT_IS_WRONG.values(), *WHAT_TO_DO.values())]
    assert not set(russian) & set(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_faults_of_the_file_system_have_sentences(tmp_path: Path, language: str) -> None:
    with in_language(language):
        for path in (tmp_path, tmp_path / "missing.yaml", tmp_path / ("я" * 300)):
            with pytest.raises(ProtocolFaults) as caught:
                loading.load_any(path)
            (fault,) = caught.value.faults
            assert fault_sentence(fault).startswith(f"{path}: ")


def test_that_a_folder_a_missing_file_and_an_impossible_name_are_told_apart(tmp_path: Path) -> None:
    codes = []
    for path in (tmp_path, tmp_path / "missing.yaml", tmp_path / ("x" * 300), Path("a\0b")):
        with pytest.raises(ProtocolFaults) as caught:
            loading.load_protocol(path)
        codes += [fault.code for fault in caught.value.faults]
    assert codes == [
        FaultCode.NOT_A_FILE,
        FaultCode.FILE_MISSING,
        FaultCode.FILE_UNREADABLE,
        FaultCode.FILE_UNREADABLE,
    ]


def test_that_a_fault_stands_at_its_line_and_column() -> None:
    (fault,) = faults_of(BROKEN[FaultCode.UNKNOWN_STAGE])
    line = PROTOCOL[: PROTOCOL.index("stage: search")].count("\n") + 1
    assert (fault.line, fault.column, fault.key) == (line, len("    stage: ") + 1, "tasks[1].stage")
    assert fault.facts["did_you_mean"] == "search"


def test_that_what_is_missing_is_reported_where_it_should_stand() -> None:
    (fault,) = faults_of(BROKEN[FaultCode.MISSING_TRANSLATION])
    assert (fault.line, fault.key, fault.facts["language"]) == (4, "title.ru", "ru")


def test_that_all_faults_of_a_file_come_at_once() -> None:
    text = PROTOCOL
    for old, new in (
        ("ru: Малая", 'ru: ""'),
        ("goal:", "gaol:"),
        ("stage: search", "stage: serach"),
        ("target_success: 0.8", "target_success: 80"),
        ("exposes: [CC-01]", "exposes: [CC-99, CC-98]"),
        ("[seq]", "[seq, nasa]"),
        ("polarity: positive", "polarity: positive, polarity: negative"),
    ):
        text = edited(text, old, new).decode()
    faults = faults_of(text.encode())
    assert [fault.code for fault in faults] == [
        FaultCode.MISSING_KEY,
        FaultCode.MISSING_TRANSLATION,
        FaultCode.UNKNOWN_KEY,
        FaultCode.UNKNOWN_STAGE,
        FaultCode.OUT_OF_RANGE,
        FaultCode.UNKNOWN_CRITERION,
        FaultCode.UNKNOWN_CRITERION,
        FaultCode.DUPLICATE_KEY,
        FaultCode.UNKNOWN_QUESTIONNAIRE,
    ]


def test_that_a_file_that_breaks_off_is_not_said_to_lack_the_rest() -> None:
    assert {fault.code for fault in faults_of(BROKEN[FaultCode.YAML_UNCLOSED])} == {FaultCode.YAML_UNCLOSED}


def test_that_an_escaped_control_character_is_a_fault_like_a_plain_one() -> None:
    (fault,) = faults_of(edited(PROTOCOL, "en: Small", 'en: "\\e[31mSmall"'))
    assert (fault.code, fault.facts["character"]) == (FaultCode.CONTROL_CHARACTER, "U+001B")


def test_that_a_near_miss_is_the_likely_word_or_none() -> None:
    known = ("severity", "polarity", "CC-24")
    assert near_miss("serverity", known) == "severity"
    assert near_miss("cc-24", known) == "CC-24"
    assert near_miss("zzz", known) == ""
