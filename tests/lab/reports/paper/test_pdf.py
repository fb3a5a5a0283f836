"""Paper as PDF: accessible, made to be kept, the same each time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Columns,
    Facts,
    Grid,
    Heading,
    Meter,
    Panel,
    Paper,
    Picture,
    Run,
    paragraph,
    strong,
    words,
)
from lab.reports.paper.pdf import to_pdf
from tests.lab.reports.paper.pages import Pdf


def paper(*blocks: Block, language: str = "ru", folder: Path | None = None) -> Paper:
    """A document with a title and these blocks."""
    return Paper(
        title="Решение о запуске",
        language=language,
        author="Лаборатория",
        made_at=datetime(2026, 3, 12, 16, 40, tzinfo=UTC),
        running="Пособие 2.3",
        page_words="Страница {n} из {total}",
        blocks=(Heading(level=1, words=words("Решение")), *blocks),
        folder=folder,
    )


EVERYTHING: tuple[Block, ...] = (
    paragraph("Обычные слова, ", strong("важные"), Run(text="F-1", to="finding-1")),
    Heading(level=2, words=words("Находки")),
    Heading(level=3, words=words("Первая"), anchor="finding-1"),
    Bullets(items=(words("одно"), words("другое"))),
    Facts(rows=(("Кто", words("P01\nP02")), ("Где", words("везде")))),
    Grid(what="Числа", header=("Что", "Сколько"), rows=((words("первое"), words("1")),), widths=(2.0, 1.0)),
    Columns(
        columns=(
            (Panel(tone="red", blocks=(paragraph("Не готово", look="big"), Meter(value=0.5, low=0.1, high=0.9))),),
            (),
        ),
        widths=(1.0, 1.0),
    ),
)


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    """A folder with a picture in it."""
    Image.new("RGB", (64, 36), "navy").save(tmp_path / "frame.jpg")
    return tmp_path


def test_that_a_paper_keeps_to_both_standards_and_is_tagged(frames: Path) -> None:
    seen = Picture(file="frame.jpg", alt="Экран участника P01", caption=words("P01 · 0:12"))
    made = Pdf(to_pdf(paper(*EVERYTHING, seen, folder=frames)))
    assert (made.describes("pdfuaid:part"), made.describes("pdfaid:part")) == ("1", "2")
    assert made.describes("pdfaid:conformance") == "A"
    assert made.says("Lang") == "ru"
    assert {"H1", "H2", "H3", "P", "L", "LI", "Table", "TH", "TD", "Figure", "Link"} <= set(made.tags)
    assert made.alternatives
    assert b"/Outlines" in made.bare


def test_that_the_same_paper_is_the_same_file() -> None:
    assert to_pdf(paper(*EVERYTHING)) == to_pdf(paper(*EVERYTHING))


def test_that_links_to_nowhere_and_characters_of_no_font_do_not_break_a_paper() -> None:
    odd = paragraph(Run(text="сюда", to="finding-404"), " 漢字 🙂 \x07 #let x = 1 $a$ \\u{0} @ref <label> *_`")
    twice = [Heading(level=2, words=words("Дважды"), anchor="same") for _n in range(2)]
    made = Pdf(to_pdf(paper(odd, *twice, paragraph(Run(text="туда", to="same")))))
    assert "Link" not in made.tags


def test_that_fonts_of_the_system_are_not_asked() -> None:
    bare = Pdf(to_pdf(paper(paragraph("Ж ≥ ◕ Σ")))).bare
    assert b"+PTSans" in bare
    assert b"+DejaVuSans" in bare
    assert b"Libertinus" not in bare
