"""`lab retest`: what a retest of a round looks at, and the round itself."""

from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, RoundName, opened
from lab.domain.errors import InputError
from lab.domain.ids import ReleaseId
from lab.domain.study import Round
from lab.i18n import gettext as _
from lab.i18n import language as spoken
from lab.i18n import ngettext
from lab.services.laboratory import Laboratory
from lab.services.retest_planning import RetestPlan


def retest(
    round_name: RoundName,
    release: Annotated[
        str | None, typer.Option(help=_("Name of the release that is tested again; left out, the newest."))
    ] = None,
    name: Annotated[str | None, typer.Option(help=_("Name of the new round."))] = None,
    by: Annotated[
        str | None, typer.Option(help=_("Who leaves out the other criteria; needed to make the round."))
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=_("Only say what the retest would look at."))] = False,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Make a round that looks again at what failed in this one."""
    speak(language)
    with opened(folder, writes=not check) as lab:
        plan = lab.retests.plan(lab.rounds.find(round_name).id)
        made = None
        if not check:
            called = name or _("Retest of round {n}").format(n=plan.study.number)
            made = lab.retests.make(plan, _release(lab, plan, release), called, by or "")
    if as_json:
        answer_json(_as_data(plan, made))
        return
    for line in _lines(plan, made):
        answer(line)


def _release(lab: Laboratory, plan: RetestPlan, name: str | None) -> ReleaseId:
    """The release of this name, of the same service. Raises InputError `release_unknown`."""
    releases = lab.planning.releases(lab.rounds.service_id(plan.study))
    if name is None:
        return releases[-1].id
    for one in releases:
        if name in {one.name, one.id}:
            return one.id
    raise InputError("release_unknown", id=name)


def _as_data(plan: RetestPlan, made: Round | None) -> dict[str, object]:
    """The stable JSON of the answer."""
    return {
        "retest_of": plan.study.id,
        "round": made.id if made is not None else None,
        "number": made.number if made is not None else None,
        "criteria": [one.id for one in plan.criteria],
        "tasks": [one.id for one in plan.tasks],
        "left_tasks": [one.id for one in plan.left_tasks],
        "left_criteria": [one.id for one in plan.left_out],
        "segments": [one.name for one in plan.study.segments],
        "questionnaires": [*plan.asked.after_task, *plan.asked.after_session],
    }


def _lines(plan: RetestPlan, made: Round | None) -> list[str]:
    here = spoken()
    if made is not None:
        head = _("Round {number} “{name}” is made.").format(number=made.number, name=made.name)
    else:
        head = _("A retest of round {number} “{name}” would look at:").format(
            number=plan.study.number, name=plan.study.name
        )
    lines = [head, _("Criteria: {ids}").format(ids=", ".join(one.id for one in plan.criteria))]
    lines += [_("Task: {task}").format(task=one.title.in_language(here)) for one in plan.tasks]
    lines += [_("Left out: task {task}").format(task=one.title.in_language(here)) for one in plan.left_tasks]
    n = len(plan.left_out)
    lines.append(ngettext("Left out: {n} other criterion", "Left out: {n} other criteria", n).format(n=n))
    return lines
