"""Blocks as WordprocessingML: what a Word file holds between its first and its last line.

A chart or meter that is only drawn is left out: the words beside it say the same. Blocks side by side stand in a
table without lines, which a screen reader reads column by column.
"""

from collections.abc import Callable, Sequence

from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Columns,
    Facts,
    Grid,
    Heading,
    Panel,
    Paragraph,
    Picture,
    Run,
    words,
)
from lab.reports.paper.word_text import WordText, plain

PAGE_WIDTH = 9752
"""What an A4 page has between margins of 19 mm, in twentieths of a point."""
GAP = 170
STYLES = {"plain": "Normal", "small": "Small", "label": "Label", "big": "Big"}
WASHES = {"red": "FCF1F1", "amber": "FDF5E6", "grey": "F2F4F6", "green": "EEF7F1", "plain": "FFFFFF"}
COLOURS = {"red": "A3212B", "amber": "7A4B00", "grey": "4B5765", "green": "19693A", "plain": "C5CCD5"}

Drawing = Callable[[str, str, int], str]
"""A picture's file, what is seen on it, and its width in twentieths of a point → a run that holds it."""


class WordBlocks:
    """Writes blocks one after the other."""

    def __init__(self, text: WordText, drawing: Drawing) -> None:
        self._text = text
        self._drawing = drawing

    def written(self, blocks: Sequence[Block], width: int = PAGE_WIDTH) -> str:
        """Blocks within that width."""
        return "".join(self._one(block, width) for block in blocks)

    def _one(self, block: Block, width: int) -> str:
        match block:
            case Heading():
                return self._text.paragraph(f"Heading{block.level}", block.words, block.anchor)
            case Paragraph():
                tone = "" if block.tone == "plain" else COLOURS[block.tone]
                return self._text.paragraph(STYLES[block.look], block.words, block.anchor, tone)
            case Bullets():
                style = "SmallBullet" if block.look == "small" else "ListBullet"
                return "".join(self._text.paragraph(style, item) for item in block.items)
            case Facts():
                return "".join(
                    self._text.paragraph("Fact", words(Run(text=f"{name}: ", look="strong"), said))
                    for name, said in block.rows
                )
            case Grid():
                return self._grid(block, width)
            case Picture():
                return self._picture(block, width)
            case Panel():
                return _table([self._cell(block, width)], [width]) + _after_table()
            case Columns():
                return self._columns(block, width)
            case _:
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' if block.kind == "new_page" else ""

    def _grid(self, block: Grid, width: int) -> str:
        widths = _parts(block.widths, width)
        head = "".join(
            _cell(self._text.paragraph("TableHeading", words(name)), one)
            for name, one in zip(block.header, widths, strict=True)
        )
        rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
        for row in block.rows:
            cells = "".join(
                _cell(self._text.paragraph("TableText", said), one) for said, one in zip(row, widths, strict=True)
            )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        look = '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
        properties = (
            f'<w:tblStyle w:val="ReportTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
            f'<w:tblCaption w:val="{plain(block.what)}"/>'
        )
        return _framed(properties, widths, "".join(rows)) + _after_table()

    def _picture(self, block: Picture, width: int) -> str:
        run = self._drawing(block.file, block.alt, width)
        keep = "<w:keepNext/>" if block.caption else ""
        said = f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{keep}</w:pPr>{run}</w:p>' if run else ""
        return said + (self._text.paragraph("Caption", block.caption) if block.caption else "")

    def _columns(self, block: Columns, width: int) -> str:
        widths = _parts(block.widths, width)
        cells = []
        for blocks, one in zip(block.columns, widths, strict=True):
            if len(blocks) == 1 and isinstance(blocks[0], Panel):
                cells.append(self._cell(blocks[0], one))
            else:
                cells.append(_cell(self.written(blocks, one - GAP) or _empty(), one))
        return _table(cells, widths) + _after_table()

    def _cell(self, panel: Panel, width: int) -> str:
        edge = f'w:val="single" w:sz="4" w:space="0" w:color="{COLOURS["plain"]}"'
        left = (
            f'w:val="single" w:sz="32" w:space="0" w:color="{COLOURS[panel.tone]}"' if panel.tone != "plain" else edge
        )
        borders = f"<w:top {edge}/><w:left {left}/><w:bottom {edge}/><w:right {edge}/>"
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{WASHES[panel.tone]}"/>'
        margins = "".join(f'<w:{side} w:w="113" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
        more = f"<w:tcBorders>{borders}</w:tcBorders>{fill}<w:tcMar>{margins}</w:tcMar>"
        return _cell(self.written(panel.blocks, width - 2 * GAP), width, more)


def _parts(shares: Sequence[float], width: int) -> list[int]:
    return [round(width * share / sum(shares)) for share in shares]


def _cell(said: str, width: int, more: str = "") -> str:
    """A cell; Word wants a paragraph at its end."""
    closed = said if said.endswith("</w:p>") else said + _empty()
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{closed}</w:tc>'


def _table(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells side by side, without lines."""
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return _framed(properties, widths, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")


def _framed(properties: str, widths: Sequence[int], rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _empty() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>'


def _after_table() -> str:
    """Two tables without a paragraph between them would be one."""
    return '<w:p><w:pPr><w:pStyle w:val="Small"/><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
