"""`lab self-test --examples`: a table of every figure, what is expected and what comes out; what differs, once more."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lab.commands.answering import answer
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.worked_examples import running
from lab.worked_examples.comparing import Compared

AGREES, DIFFERS = "=", "≠"
WIDEST = 44
"""Characters of a column, so that one long list does not push all others off the terminal."""

DIGITS = 7


def show_examples(files: Iterable[Path]) -> bool:
    """Compute all files, say what comes out, and whether all figures agree. Raises InputError for another file."""
    wrong = 0
    for file in files:
        found = running.run(file)
        differing = [one for one in found if not one.agrees]
        wrong += len(differing)
        for line in table(file.name, found, WIDEST):
            answer(line)
        if differing:
            answer(ngettext("{n} figure differs:", "{n} figures differ:", len(differing)).format(n=len(differing)))
            for line in table(file.name, differing, None):
                answer(line)
        else:
            said = ngettext("{file}: {n} figure, it agrees.", "{file}: {n} figures, all agree.", len(found))
            answer(said.format(file=file.name, n=len(found)))
    return not wrong


def table(title: str, found: Sequence[Compared], widest: int | None) -> Iterator[str]:
    """Lines of a table under its title; `widest`: characters of a column, None does not cut."""
    head = (" ", title, _("figure"), _("expected"), _("got"))
    rows = [head, *(_row(one) for one in found)]
    if widest is not None:
        rows = [tuple(cell if len(cell) <= widest else cell[: widest - 1] + "…" for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(one: Compared) -> tuple[str, ...]:
    return AGREES if one.agrees else DIFFERS, one.example, one.figure, _said(one.expected), _said(one.got)


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or "[]"
    return "–" if value is None else str(value)
