"""A round that looks again at what failed in this one: for which release, by whose word, and what it leaves out."""

from typing import TYPE_CHECKING

from lab.domain.ids import ReleaseId
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from protocols import library
from ui.findings.judged import Judged
from ui.widgets.form import Form
from ui.widgets.texts import overline, quiet, small

if TYPE_CHECKING:
    from lab.services.retest_planning import RetestPlan


class RetestPlanForm(Form):
    """What the round will look at and what it leaves out; release, name, and who says so."""

    def __init__(self, judged: Judged, plan: "RetestPlan", person: str) -> None:
        super().__init__()
        self.plan = plan
        n = len(plan.criteria)
        text = ngettext(
            "The retest looks at {n} criterion: not wholly met, or with an open finding.",
            "The retest looks at {n} criteria: not wholly met, or with open findings.",
            n,
        )
        self.column.addWidget(quiet(text.format(n=n)))
        self.column.addWidget(small(", ".join(one.id for one in plan.criteria)))
        self._say(_("Tasks"), "\n".join(one.title.in_language(language()) for one in plan.tasks))
        self._say(_("Carried along"), _carried(plan))
        self._say(_("Left out"), _left_out(plan))
        newest = judged.releases[-1].id
        self._release = self.add_choice(
            "release", _("Release"), [(one.id, one.name) for one in judged.releases], newest
        )
        self.add_text("name", _("Name of the round"), _("Retest of round {n}").format(n=plan.study.number))
        self.add_text("by", _("Who leaves out the other criteria"), person)
        self.column.addWidget(small(_("The scope can be changed in Services before the first session.")))

    def _say(self, head: str, text: str) -> None:
        self.column.addWidget(overline(head))
        self.column.addWidget(small(text))

    @property
    def release(self) -> ReleaseId:
        """The release that is tested again."""
        return ReleaseId(str(self._release.currentData()))


def _carried(plan: "RetestPlan") -> str:
    """Segments and questionnaires of the round that is retested."""
    segments = ", ".join(one.name for one in plan.study.segments)
    asked = [library.questionnaire(one).title.in_language(language()) for one in plan.asked.after_task]
    asked += [library.questionnaire(one).title.in_language(language()) for one in plan.asked.after_session]
    lines = [
        _("Segments: {segments}").format(segments=segments or _("none declared")),
        _("Questionnaires: {questionnaires}").format(questionnaires=", ".join(asked) or "–"),
        _("Standards, rules and gates as before."),
    ]
    if plan.inspected:
        n = len(plan.inspected)
        text = ngettext(
            "{n} of the criteria is not judged in sessions: inspect or judge it apart.",
            "{n} of the criteria are not judged in sessions: inspect or judge them apart.",
            n,
        )
        lines.append(text.format(n=n))
    return "\n".join(lines)


def _left_out(plan: "RetestPlan") -> str:
    n = len(plan.left_out)
    lines = [ngettext("{n} other criterion", "{n} other criteria", n).format(n=n)]
    lines += [_("Task: {task}").format(task=one.title.in_language(language())) for one in plan.left_tasks]
    return "\n".join(lines)
