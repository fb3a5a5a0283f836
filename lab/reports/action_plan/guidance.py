"""The first sheet: how the plan is filled in and sent back, in plain words."""

from collections.abc import Iterator

from lab.domain.action_plan import Choice
from lab.domain.gate import LONGEST_PROMISE
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports import figures
from lab.reports.action_plan.form import day_in_figures, sheet_name
from lab.reports.facts import RoundFacts
from lab.wording.action_plans import choice_word
from lab.wording.judging import gate_label, gate_sentence

HEADING, TEXT, STEP = "heading", "text", "step"


def guidance(facts: RoundFacts, lines: int) -> Iterator[tuple[str, str]]:
    """(kind, words) from top to bottom. `lines`: of the plan."""
    yield (
        HEADING,
        _("Action plan: {service}, release {release}").format(service=facts.service.name, release=facts.release.name),
    )
    yield TEXT, f"{facts.study.name} · {facts.laboratory} · {figures.day(facts.made_at.date())}"
    yield TEXT, f"{gate_label(facts.gate.state)}. {gate_sentence(facts.gate)}"
    yield HEADING, _("What is asked of you")
    asked = ngettext(
        "The sheet “{sheet}” has {n} line. In each line say in the yellow cells what you decide, who sees to it, and "
        "by when.",
        "The sheet “{sheet}” has {n} lines. In each line say in the yellow cells what you decide, who sees to it, and "
        "by when.",
        lines,
    )
    yield TEXT, asked.format(sheet=sheet_name(), n=lines)
    yield from ((STEP, words) for words in _choices())
    yield HEADING, _("How to fill it in")
    yield from ((STEP, words) for words in _rules(facts))
    yield HEADING, _("How to send it back")
    sent = _(
        "Save the file as an Excel workbook (.xlsx) and send it to the laboratory: {laboratory}. The laboratory reads "
        "it in and sees at once what would change, and whether the release becomes ready. If something cannot be "
        "taken, it tells you the sheet, the row and the column."
    )
    yield TEXT, sent.format(laboratory=facts.laboratory)


def _choices() -> Iterator[str]:
    yield _(
        "“{choice}”: it will be mended. Name an owner and a day, at most three months after the laboratory has read "
        "the plan."
    ).format(choice=choice_word(Choice.FIX))
    yield _(
        "“{choice}”: it stays as it is for some time. Give the reason and the last day until which the risk is "
        "accepted; after that day the finding is open again."
    ).format(choice=choice_word(Choice.ACCEPT))
    yield _("“{choice}”: it is no problem of this service. Give the reason.").format(choice=choice_word(Choice.REJECT))
    yield _("In the line of a criterion say in the column of reasons what will be done.")


def _rules(facts: RoundFacts) -> Iterator[str]:
    yield _("Choose the decision from the list in the cell.")
    yield _("Write days in figures, like {example}; no words such as “in spring”.").format(
        example=day_in_figures(facts.made_at.date() + LONGEST_PROMISE)
    )
    yield _("“Who decided” is a person who may decide it, by name.")
    yield _("Leave a line as it is when you say nothing about it: nothing will be changed there.")
    yield _("Do not move, add or delete columns and lines, and write no formulas: such a file is not taken.")
