"""Files that no person wrote are faults like all others: no tracebacks, no expansion, little work."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lab.wording.protocols import fault_sentence
from protocols import library, loading
from protocols.faults import Fault, FaultCode, ProtocolFaults
from protocols.tree import MOST_BYTES
from protocols.yaml_reading import DEEPEST, MOST_VALUES, read_tree
from tests.protocols.broken_files import PROTOCOL

SAMPLE = library.text_of("sample-child-benefit")

YAML_WORDS = (
    "&a ",
    "*a ",
    "!!int ",
    "? ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\t",
    '"',
    "'",
    "|",
    ">",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    ": ",
    "#",
    "null",
    "<<: ",
    "@",
    "`",
    "1e999",
    "nan",
    "-5",
    "\n\n",
    "  ",
    "\x85",
    "\u2028",
    '"\\x',
    '"\\ud800"',
    '"\\e"',
    '"\\U99999999"',
    "!<x",
    "\ufeff",
    "tasks:\n",
    "en: ",
    "format: protocol/1\n",
)
PIECES = st.sampled_from(YAML_WORDS).map(str.encode)
CHANGES = st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), PIECES | st.binary(max_size=3))


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The sample protocol, cut to a length, with some of its bytes replaced by others."""
    raw = bytearray(SAMPLE[: draw(st.integers(200, 3000) | st.just(len(SAMPLE)))])
    for at, length, piece in draw(st.lists(CHANGES, min_size=1, max_size=4)):
        raw[at % len(raw) : at % len(raw) + length] = piece
        if not raw:
            break
    return bytes(raw)


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    """Load, and let only the expected exception pass."""
    try:
        loading.load_any(raw)
    except ProtocolFaults as refused:
        return refused.faults
    return ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
@example(b'format: protocol/1\n"\\U99999999": 1\n')
@example(b'format: protocol/1\ntitle: {en: "\\ud800", ru: "\\ud800"}\n')
@example(b"format: protocol/1\n<<: {a: 1}\n")
def test_that_mutations_of_the_sample_raise_nothing_but_faults(raw: bytes) -> None:
    for fault in faults_of(raw):
        assert fault_sentence(fault).encode()


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_that_a_soup_of_yaml_raises_nothing_but_faults(raw: bytes) -> None:
    assert faults_of(b"format: protocol/1\n" + raw)


def bomb() -> bytes:
    """Ten lines that would become ten thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(["format: protocol/1", *lines]).encode()


def test_that_an_alias_bomb_is_never_expanded() -> None:
    tree, faults = read_tree(bomb(), "bomb.yaml")
    assert {fault.code for fault in faults.faults} == {FaultCode.YAML_ANCHOR, FaultCode.YAML_ALIAS}
    assert len(tree.values) < 200


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a: " + b"[" * 100_000, FaultCode.TOO_DEEP),
        ("\n".join(" " * n + "a:" for n in range(700)).encode(), FaultCode.TOO_DEEP),
        (b"a: [" + b"1," * 200_000 + b"]", FaultCode.TOO_MANY_VALUES),
        (b"a: " + b"x" * MOST_BYTES, FaultCode.FILE_TOO_LARGE),
        (b"\x00" * 1000, FaultCode.CONTROL_CHARACTER),
        (b"\x7fELF\x02\x01\x01\x00\xff\xfe", FaultCode.NOT_UTF8),
        ("a: ф".encode("utf-16"), FaultCode.NOT_UTF8),
        (b"", FaultCode.FILE_EMPTY),
    ],
)
def test_that_reading_stops_at_the_first_sign_of_hostility(raw: bytes, code: FaultCode) -> None:
    tree, faults = read_tree(raw, "hostile.yaml")
    assert [fault.code for fault in faults.faults] == [code]
    assert faults.stopped
    assert len(tree.values) <= MOST_VALUES
    assert max((len(location) for location in tree.values), default=0) <= DEEPEST


def test_that_a_huge_file_is_read_only_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(20 * 1024**3)
    with pytest.raises(ProtocolFaults) as caught:
        loading.load_any(path)
    assert [fault.code for fault in caught.value.faults] == [FaultCode.FILE_TOO_LARGE]


def test_that_a_byte_order_mark_is_no_fault() -> None:
    assert loading.load_any(b"\xef\xbb\xbf" + PROTOCOL.encode()).id == "small"


def test_that_windows_line_ends_are_no_fault() -> None:
    assert loading.load_any(PROTOCOL.replace("\n", "\r\n").encode()) == loading.load_any(PROTOCOL.encode())


def test_that_scalars_stay_as_they_are_written() -> None:
    tree, _ = read_tree(b"a: 1.10\nb: no\nc: 2024-12-12\nd: ''\ne: ~\nf: 'null'\n", "a.yaml")
    assert tree.root == {"a": "1.10", "b": "no", "c": "2024-12-12", "d": "", "e": None, "f": "null"}
