"""Paper as a Word file: styled, described, the same each time, and nobody's words become its markup."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from lab.reports.paper.blocks import Heading, Picture, Run, paragraph, words
from lab.reports.paper.word import to_docx
from tests.lab.reports.paper.test_pdf import EVERYTHING, paper


def test_that_a_word_file_has_styles_a_title_a_language_and_rows_of_headings() -> None:
    made = Document(BytesIO(to_docx(paper(*EVERYTHING))))
    assert [one.text for one in made.paragraphs if one.style is not None and one.style.name == "Heading 1"] == [
        "Решение"
    ]
    assert made.core_properties.title == "Решение о запуске"
    assert (made.core_properties.language, made.core_properties.author) == ("ru", "Лаборатория")
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {"ru-RU"}
    table = next(one for one in made.tables if one.style is not None and one.style.name == "Report Table")
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["первое", "1"]
    assert made.sections[0].header.paragraphs[0].text == "Пособие 2.3"
    foot = made.sections[0].footer.paragraphs[0].text
    assert (foot.startswith("Страница "), " из " in foot) == (True, True)


def test_that_pictures_are_described_and_links_lead_to_bookmarks(tmp_path: Path) -> None:
    Image.new("RGB", (64, 36), "navy").save(tmp_path / "frame.jpg")
    seen = Picture(file="frame.jpg", alt='Экран "P01" <b>', caption=words("P01 · 0:12"))
    out = paragraph(Run(text="W3C", to="https://www.w3.org/TR/WCAG22/"))
    made = Document(BytesIO(to_docx(paper(*EVERYTHING, seen, out, folder=tmp_path))))
    body = made.element.body
    assert [one.get("descr") for one in body.iter(qn("wp:docPr"))] == ['Экран "P01" <b>']
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert len(names) == 1
    assert set(anchors) == {*names, None}
    assert "https://www.w3.org/TR/WCAG22/" in {one.target_ref for one in made.part.rels.values() if one.is_external}


def test_that_pictures_of_a_film_encoder_are_taken(tmp_path: Path) -> None:
    Image.new("RGB", (64, 36), "navy").save(tmp_path / "frame.jpg")
    whole = (tmp_path / "frame.jpg").read_bytes()
    bare = whole[:2] + b"\xff\xfe\x00\x06Lavc" + whole[20:]  # a comment instead of the head
    (tmp_path / "frame.jpg").write_bytes(bare)
    made = Document(BytesIO(to_docx(paper(Picture(file="frame.jpg", alt="Экран"), folder=tmp_path))))
    assert len(made.inline_shapes) == 1
    assert round(made.inline_shapes[0].width / made.inline_shapes[0].height, 2) == round(64 / 36, 2)


def test_that_the_same_paper_is_the_same_word_file_and_holds_no_other_date() -> None:
    first = to_docx(paper(*EVERYTHING))
    assert first == to_docx(paper(*EVERYTHING))
    with ZipFile(BytesIO(first)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert b"2026-03-12T16:40:00Z" in packed.read("docProps/core.xml")


def test_that_words_stay_words() -> None:
    odd = "{{ body }} {% for %} <w:p/> & \x07 \x00 \ufffe 🙂 ]]>"
    made = Document(BytesIO(to_docx(paper(paragraph(odd), Heading(level=2, words=words(odd))))))
    shown = "{{ body }} {% for %} <w:p/> & \ufffd \ufffd \ufffd 🙂 ]]>"
    assert [one.text for one in made.paragraphs][1:] == [shown, shown]
