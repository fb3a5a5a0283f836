"""The words for what a finding rests on and what it lacks; in windows, commands and reports alike."""

from collections.abc import Iterable

from lab.domain.export_rules import Lack
from lab.domain.finding import ProofKind
from lab.i18n import gettext as _
from lab.i18n import pgettext


def proof_label(kind: ProofKind) -> str:
    """The kind of a piece of evidence that is no annotation."""
    return {
        ProofKind.SCREENSHOT: pgettext("evidence", "screenshot"),
        ProofKind.METRIC: pgettext("evidence", "measured figure"),
        ProofKind.QUESTIONNAIRE: pgettext("evidence", "questionnaire"),
        ProofKind.DOCUMENT: pgettext("evidence", "document"),
        ProofKind.LOG: pgettext("evidence", "log"),
    }[kind]


def lack_label(lack: Lack) -> str:
    """What a finding lacks, and what follows."""
    return {
        Lack.CRITERION: _("No criterion yet: it is left out of every report"),
        Lack.EVIDENCE: _("No evidence yet: it stays open and is left out of every report"),
    }[lack]


def held_back(number: int, title: str, lacking: Iterable[Lack]) -> str:
    """A finding that was not exported, and why."""
    missing = {Lack.CRITERION: _("without a criterion"), Lack.EVIDENCE: _("without evidence")}
    why = ", ".join(missing[one] for one in lacking)
    return _("F-{number} {title}: {why}").format(number=number, title=title, why=why)
