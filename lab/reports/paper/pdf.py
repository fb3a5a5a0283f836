"""Paper as PDF, by Typst: one file that keeps to PDF/UA-1 (read aloud) and PDF/A-2a (kept for ever).

Typst refuses to write what breaks either of them. Nothing but the document and our own fonts goes in: no font of the
system, no package, no clock but the document's own, so the same document is the same file byte for byte.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from lab.reports.paper.blocks import Paper
from lab.reports.paper.covered import font_folders, shown
from lab.reports.paper.gathered import anchors

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def to_pdf(paper: Paper) -> bytes:
    """The document. Raises typst.TypstError for a picture that cannot be read."""
    data = _showable(paper.model_dump(mode="json"), anchors(paper))
    files = {"main": TEMPLATE.read_bytes(), "data.json": json.dumps(data, ensure_ascii=False).encode()}
    files.update({name: svg.encode() for name, svg in paper.drawings.items()})
    # The stubs know one file; the library takes several, and looks for what is not among them below `root`.
    compile_files: Any = typst.compile
    compiled = compile_files(
        files,
        root=paper.folder or TEMPLATE.parent,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=paper.made_at,
    )
    assert isinstance(compiled, bytes)
    return compiled


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(one) for one in font_folders()])


def _showable(value: Any, known: frozenset[str]) -> Any:
    """Plain data with characters that our fonts have, and links that lead somewhere."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _target(one, known) if key == "to" else _showable(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_showable(one, known) for one in value]
    return value


def _target(to: str, known: frozenset[str]) -> str:
    return to if "://" in to or to in known else ""
