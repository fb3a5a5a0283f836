"""Files, classes and functions stay small enough to be read in one sitting."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FILE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 300, 60


def test_that_no_file_class_or_function_is_large() -> None:
    large = []
    for room in ("lab", "ui", "recordings", "protocols"):
        for path in (ROOT / room).rglob("*.py"):
            if path.parent.name == "versions":
                continue  # a schema step is a list of tables, written once and frozen
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT)
            if text.count("\n") > FILE_LINES:
                large.append(f"{name}: {text.count(chr(10))} lines")
            for node in ast.walk(ast.parse(text)):
                limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    if lines > limit:
                        large.append(f"{name}:{node.lineno} {node.name}: {lines} lines")
    assert large == []
