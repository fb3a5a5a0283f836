"""The colours of a chart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb.

    Attributes:
        paper, ink, soft, line: background, text, quiet text, grid.
        good, bad: for and against; the words and their place say so too.
        series: of lines side by side; they differ in their marks as well.
    """

    paper: str
    ink: str
    soft: str
    line: str
    good: str
    bad: str
    series: tuple[str, ...]


PAPER = Palette(
    paper="#ffffff",
    ink="#1b2431",
    soft="#525d6b",
    line="#d5dbe3",
    good="#19693a",
    bad="#a3212b",
    series=("#0a4f9c", "#855300", "#6b3fa0", "#00695c"),
)
"""As on paper and on the page by day."""
