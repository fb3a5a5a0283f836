"""Text of a Word file: runs and paragraphs as WordprocessingML, in the styles of the template (`paper.docx`)."""

import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from lab.reports.paper.blocks import Run, Words

LOOKS = {"strong": "Strong", "soft": "Soft", "italic": "Emphasis", "mono": "Mono", "symbol": "Sign"}
"""Look of a run → character style of the template."""
LINK = "Hyperlink"
NEVER_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold (XML 1.0, 2.2)."""

Address = Callable[[str], str]
"""An address of the world → id of its relationship in the file."""


class WordText:
    """Writes text; knows the names of the places within the document, and how to link out of it."""

    def __init__(self, places: Mapping[str, str], address: Address) -> None:
        """`places`: anchor → name of its bookmark."""
        self._places = places
        self._address = address
        self._bookmarks = 0

    def paragraph(self, style: str, words: Words, anchor: str = "", colour: str = "") -> str:
        """A paragraph; `colour` as six hexadecimal digits."""
        said = "".join(self._run(run, colour) for run in words)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self._marked(said, anchor)}</w:p>'

    def _run(self, run: Run, colour: str) -> str:
        style = LOOKS.get(run.look, "")
        if run.to and "://" in run.to:
            return f'<w:hyperlink r:id="{self._address(run.to)}">{_text(run.text, LINK)}</w:hyperlink>'
        if run.to in self._places:
            return f'<w:hyperlink w:anchor="{self._places[run.to]}">{_text(run.text, LINK)}</w:hyperlink>'
        return self._marked(_text(run.text, style, colour), run.anchor)

    def _marked(self, said: str, anchor: str) -> str:
        name = self._places.get(anchor)
        if name is None:
            return said
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>'
        return f'{start}{said}<w:bookmarkEnd w:id="{self._bookmarks}"/>'


def plain(text: str) -> str:
    """Text as it may stand between tags or in an attribute."""
    return escape(NEVER_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text), {'"': "&quot;"})


def _text(text: str, style: str, colour: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    tinted = f'<w:color w:val="{colour}"/>' if colour else ""
    properties = f"<w:rPr>{named}{tinted}</w:rPr>" if style or colour else ""
    lines = (f'<w:t xml:space="preserve">{plain(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"
