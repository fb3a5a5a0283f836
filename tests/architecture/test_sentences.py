"""Every code that is raised has a sentence for people."""

import ast
from collections.abc import Iterator
from pathlib import Path

from lab.wording import sentences

ROOT = Path(__file__).parent.parent.parent
CODE_PLACE = {
    "InputError": 0, "RuleError": 0, "WorldError": 0, "RecordingError": 0, "Lie": 1, "BundleLie": 1,
}  # fmt: skip
"""Calls that carry a code, and which of their arguments it is."""


def codes(node: ast.expr) -> Iterator[str]:
    """The codes an argument can be: a constant, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from codes(node.body)
        yield from codes(node.orelse)


def raised() -> dict[str, str]:
    """Code → the file that raises it."""
    found: dict[str, str] = {}
    for room in ("lab", "ui", "recordings"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                place = CODE_PLACE.get(name)
                if isinstance(node, ast.Call) and place is not None and len(node.args) > place:
                    found.update({code: str(path.relative_to(ROOT)) for code in codes(node.args[place])})
    return found


def test_that_every_code_has_a_sentence() -> None:
    known = sentences()
    assert {code: file for code, file in raised().items() if code not in known} == {}
