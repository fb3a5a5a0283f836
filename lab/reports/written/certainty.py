"""How sure the observers are, and what is still unseen."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.reports.document import ReportDocument
from lab.reports.paper.blocks import Block, Grid, Heading, paragraph, soft, strong, words


def certainty_blocks(document: ReportDocument) -> Iterator[Block]:
    """The section, where there is anything to say."""
    found = document.certainty
    if found is None:
        return
    title = _("How sure are the observers, and what is still unseen?")
    yield Heading(level=2, words=words(title), anchor="certainty")
    for line in found.texts:
        yield paragraph(line)
    if not found.agreement:
        return
    yield Grid(
        what=_("Agreement of people who judged the same"),
        header=(_("What they judged"), _("Who"), _("Agreement"), _("Beyond chance")),
        rows=tuple(
            (words(strong(one.label)), words(", ".join(one.judges)), words(one.text), words(one.kappa.text))
            for one in found.agreement
        ),
        widths=(2.0, 2.0, 3.0, 3.0),
    )
    explained = _(
        "κ is 1 where people agree wholly and 0 where chance would do as well: of judgements Cohen’s, of three "
        "judges or more together Fleiss’, of severities with linear weights. Of tags it is counted which were put by "
        "both."
    )
    yield paragraph(soft(explained), look="small")
