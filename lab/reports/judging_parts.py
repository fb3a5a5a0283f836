"""Parts of the report document that say what a verdict rests on. See `lab.reports.document`."""

from lab.reports.parts import Labelled, Part


class WordPart(Part):
    """What one judge said of one unit; `note` is the reason of the one who settles judges who differ."""

    judge: str
    outcome: Labelled
    severity: int | None
    adjudicates: bool
    note: str = ""


class UnitPart(Part):
    """One input of a verdict; `words_text` says whose words it was settled from, and how."""

    subject: str
    outcome: Labelled
    severity: int | None
    conflict: bool
    words: tuple[WordPart, ...]
    text: str
    words_text: str = ""


class TakenBackPart(Part):
    """A word that its judge took back: it counts nowhere. `on` is ISO 8601."""

    subject: str
    judge: str
    outcome: Labelled
    adjudicates: bool
    on: str
    text: str


class ArtefactPart(Part):
    """A document, link or number from which a unit is judged. `sha256` and `size` are of the file as it was attached,
    empty and 0 of a link or number; `file` is its copy in the export, null where that has none. `on` is ISO 8601.
    """

    id: str
    subject: str
    name: str
    sha256: str
    size: int
    by: str
    on: str
    condition: Labelled
    file: str | None
    text: str
