"""`lab import-actions`: an owner's action plan that came back – look at it, and take it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, opened
from lab.domain.action_plan import as_data
from lab.domain.gate import Gate
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.action_plans import change_line, fault_sentence, faults_lines, gate_change

if TYPE_CHECKING:
    from lab.services.action_plans import PlanReview


def import_actions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The action plan that came back."))],
    by: Annotated[str, typer.Option(help=_("Who accepts the plan, where a line does not say who decided."))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would change."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Take it without asking."))] = False,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Compare an owner's action plan with what is kept, and take all of it or nothing."""
    speak(language)
    with opened(folder, writes=not dry_run) as lab:
        review = lab.action_plans.review(file, by)
        if not as_json:
            _tell(review)
        takes = bool(review.changes) and not dry_run and (yes or _agrees(as_json=as_json))
        if takes:
            lab.action_plans.take(review)
    if as_json:
        answer_json({**data_of(review), "taken": takes})
    elif takes:
        answer(_("Taken."))
    elif review.changes:
        say(_("Nothing was changed. With --yes it is taken."))
    if review.faults:
        raise typer.Exit(Exit.BAD_INPUT)
    if review.changes and not takes and not dry_run:
        raise typer.Exit(Exit.NO)


def data_of(review: "PlanReview") -> dict[str, object]:
    """The stable JSON of what a plan would change."""
    return {
        "file": review.path,
        "sha256": review.sha256,
        "round": review.round_id,
        "written_at": review.made_at.isoformat(),
        "faults": [
            {
                "sheet": one.sheet or None,
                "row": one.row or None,
                "column": one.column.value if one.column is not None else None,
                "code": one.code,
                "text": fault_sentence(one),
            }
            for one in review.faults
        ],
        "changes": [
            {
                "subject": one.asked.subject,
                "number": one.number,
                "row": one.row,
                "before": as_data(one.asked.answer),
                "after": as_data(one.answer),
            }
            for one in review.changes
        ],
        "left": review.left,
        "absent": [one.subject for one in review.absent],
        "gate_before": _gate(review.before),
        "gate_after": _gate(review.after),
    }


def _gate(gate: Gate) -> dict[str, object]:
    return {"state": gate.state.value, "reasons": [[one.code.value, one.subject] for one in gate.reasons]}


def _tell(review: "PlanReview") -> None:
    if review.faults:
        n = len(review.faults)
        say(ngettext("{n} fault; nothing can be taken:", "{n} faults; nothing can be taken:", n).format(n=n))
        for line in faults_lines(review.faults):
            say(line)
        return
    for one in review.changes:
        answer(change_line(one.number, one.asked.answer, one.answer))
        if one.answer.why:
            answer(f"    {one.answer.why}")
    if not review.changes:
        answer(_("The plan says nothing new."))
    left = ngettext("{n} line says nothing new", "{n} lines say nothing new", review.left).format(n=review.left)
    absent = len(review.absent)
    missing = ngettext("{n} line is not in the file", "{n} lines are not in the file", absent).format(n=absent)
    answer(f"{left}; {missing}")
    answer(gate_change(review.before, review.after))


def _agrees(*, as_json: bool) -> bool:
    """Whether whoever sits at the terminal says yes; where nobody sits, nobody says it."""
    if as_json or not sys.stdin.isatty():
        return False
    return typer.confirm(_("Take it?"), default=False)
