"""Paper as a Word file that an official goes on editing: styles, headings, tables with rows of headings, descriptions
of pictures, the language of its words.

The template `paper.docx` says what it looks like: page, head and foot, styles. Its fields are filled by docxtpl, its
blocks stand where `{{ body }}` stood. The only date in the file is the document's own.
"""

from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Twips
from docxtpl import DocxTemplate

from lab.reports.paper.blocks import Paper
from lab.reports.paper.drawn import as_png
from lab.reports.paper.gathered import anchors
from lab.reports.paper.jfif import with_head
from lab.reports.paper.packed import without_dates
from lab.reports.paper.word_blocks import WordBlocks
from lab.reports.paper.word_text import WordText

TEMPLATE = Path(__file__).parent / "templates" / "paper.docx"
BODY = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for the blocks while the template is filled."""
LOCALES = {"en": "en-GB", "ru": "ru-RU"}


def to_docx(paper: Paper) -> bytes:
    """The document. Raises OSError for a picture that cannot be read."""
    template = DocxTemplate(TEMPLATE)
    before, _n, rest = paper.page_words.partition("{n}")
    between, _total, after = rest.partition("{total}")
    page_words = (before, between, after)
    fields = {"title": paper.title, "author": paper.author, "running": paper.running, "page_words": page_words}
    template.render({**fields, "body": BODY}, autoescape=True)
    document: Document = template.docx
    _fill(document, paper)
    _say_about(document, paper)
    made = BytesIO()
    document.save(made)
    return without_dates(made.getvalue())


def _fill(document: Document, paper: Paper) -> None:
    """Put the blocks in the place of the paragraph that stands for them."""
    body = document.element.body
    stand_in = next(one for one in body.iter(qn("w:p")) if one.text == BODY)
    text = WordText({name: f"p{n}" for n, name in enumerate(sorted(anchors(paper)), 1)}, _addresses(document))
    blocks = WordBlocks(text, _drawings(document, paper)).written(paper.blocks)
    for element in parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{blocks}</w:body>"):
        stand_in.addprevious(element)
    body.remove(stand_in)


def _addresses(document: Document) -> Any:
    def address(url: str) -> str:
        return document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    return address


def _drawings(document: Document, paper: Paper) -> Any:
    numbers = iter(range(1, 1_000_000))

    def drawing(file: str, alt: str, width: int) -> str:
        picture = BytesIO(_pixels(file, paper))
        inline = document.part.new_pic_inline(picture, width=Twips(width))
        inline.docPr.set("id", str(next(numbers)))
        inline.docPr.set("descr", alt)
        return f"<w:r><w:drawing>{serialize_for_reading(inline)}</w:drawing></w:r>"

    return drawing


def _pixels(file: str, paper: Paper) -> bytes:
    if file in paper.drawings:
        return as_png(paper.drawings[file])
    assert paper.folder is not None, file
    return with_head((paper.folder / file).read_bytes())


def _say_about(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    moment = paper.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.language = paper.title, paper.author, paper.language
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.revision = paper.author, 1
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES.get(paper.language, paper.language))
        language.set(qn("w:eastAsia"), LOCALES.get(paper.language, paper.language))
