"""Words of people never become markup in a tooltip."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def _is_safe(argument: ast.expr) -> bool:
    """Our own words, or made plain."""
    if isinstance(argument, ast.IfExp):
        return _is_safe(argument.body) and _is_safe(argument.orelse)
    called = argument.func.id if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) else ""
    return called == "plain" or (called == "_" and isinstance(argument, ast.Call))


def test_that_every_tooltip_is_of_our_own_words_or_made_plain() -> None:
    unsafe = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip"
        if not _is_safe(node.args[-1])
    ]
    assert unsafe == []
