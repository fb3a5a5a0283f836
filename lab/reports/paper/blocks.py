"""A document as blocks: headings, paragraphs, lists, tables, pictures. PDF and DOCX are made of the same ones.

All words in it are final and of one language; nothing that makes paper translates or computes. Anchors are names
within the document; a run leads to one by its name, or to the world by an address that begins with a scheme.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Look = Literal["plain", "strong", "soft", "italic", "mono", "symbol"]
Tone = Literal["red", "amber", "grey", "green", "plain"]


class Piece(BaseModel):
    """What every piece of paper is: immutable, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Piece):
    """Words of one look. A `symbol` is seen and not read aloud: the words beside it say the same. `to`: see above."""

    text: str
    look: Look = "plain"
    to: str = ""
    anchor: str = ""


Words = tuple[Run, ...]


class Heading(Piece):
    """A heading; level 1 is the document's own, and no level is left out on the way down."""

    kind: Literal["heading"] = "heading"
    level: Annotated[int, Field(ge=1, le=4)]
    words: Words
    anchor: str = ""


class Paragraph(Piece):
    """A paragraph: `label` stands over something and names it, `big` is a figure to be seen from afar."""

    kind: Literal["paragraph"] = "paragraph"
    words: Words
    look: Literal["plain", "small", "label", "big"] = "plain"
    tone: Tone = "plain"
    anchor: str = ""


class Bullets(Piece):
    """A list."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Words, ...]
    look: Literal["plain", "small"] = "plain"


class Facts(Piece):
    """Names, and what is said of each."""

    kind: Literal["facts"] = "facts"
    rows: tuple[tuple[str, Words], ...]


class Grid(Piece):
    """A table with one row of headings. `what` says for a reader who does not see it what is in it; `widths` are
    parts of the whole.
    """

    kind: Literal["grid"] = "grid"
    what: str
    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...]

    @model_validator(mode="after")
    def _square(self) -> Self:
        n = len(self.header)
        assert len(self.widths) == n
        assert all(len(row) == n for row in self.rows)
        return self


class Picture(Piece):
    """A picture: `file` lies in the paper's folder or is the name of one of its drawings; `alt` says what is seen."""

    kind: Literal["picture"] = "picture"
    file: str
    alt: str
    caption: Words = ()


class Meter(Piece):
    """A mark within its interval, from 0 to 1, beside words that say the same; left out where nothing is drawn."""

    kind: Literal["meter"] = "meter"
    value: float | None
    low: float
    high: float
    target: float | None = None


class Panel(Piece):
    """Blocks in a frame; the colour never says what the words do not."""

    kind: Literal["panel"] = "panel"
    tone: Tone = "plain"
    blocks: "tuple[Block, ...]"


class Columns(Piece):
    """Blocks side by side; `widths` are parts of the whole."""

    kind: Literal["columns"] = "columns"
    columns: "tuple[tuple[Block, ...], ...]"
    widths: tuple[float, ...]


class NewPage(Piece):
    """What follows begins on a new page."""

    kind: Literal["new_page"] = "new_page"


Block = Annotated[
    Heading | Paragraph | Bullets | Facts | Grid | Picture | Meter | Panel | Columns | NewPage,
    Field(discriminator="kind"),
]


class Paper(Piece):
    """A whole document.

    Attributes:
        language: of all of it, as in BCP 47.
        author: who answers for it.
        made_at: with its time zone; the only time that the file holds.
        running: stands at the head of every page.
        page_words: "Page {n} of {total}" in its language.
        folder: where its pictures lie; None when it has none.
        drawings: name → SVG.
    """

    title: str
    language: str
    author: str
    made_at: datetime
    running: str
    page_words: str
    blocks: tuple[Block, ...]
    folder: Path | None = Field(default=None, exclude=True)
    drawings: Mapping[str, str] = Field(default={}, exclude=True)


def words(*parts: str | Run | Words) -> Words:
    """Words of several parts; a plain string is a plain run. Empty ones are left out."""
    made: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            made.append(Run(text=part))
        elif isinstance(part, Run):
            made.append(part)
        else:
            made.extend(part)
    return tuple(one for one in made if one.text)


def strong(text: str) -> Run:
    """Words that stand out."""
    return Run(text=text, look="strong")


def soft(text: str) -> Run:
    """Words that stand back."""
    return Run(text=text, look="soft")


def paragraph(*parts: str | Run | Words, look: Literal["plain", "small", "label", "big"] = "plain") -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(words=words(*parts), look=look)
