"""A round that looks again at what failed in this one: for which release, by whose word, and what it leaves out."""

from typing import TYPE_CHECKING

from lab.domain.ids import ReleaseId
from lab.domain.study import LeftOut, Round
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui.findings.judged import Judged
from ui.widgets.form import Form
from ui.widgets.texts import quiet, small

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


class RetestPlanForm(Form):
    """Release, name and who says what it leaves out."""

    def __init__(self, judged: Judged, person: str) -> None:
        super().__init__()
        n = len(judged.to_retest)
        text = ngettext(
            "The retest looks at {n} criterion: not wholly met, or with an open finding.",
            "The retest looks at {n} criteria: not wholly met, or with open findings.",
            n,
        )
        self.column.addWidget(quiet(text.format(n=n)))
        self.column.addWidget(small(", ".join(judged.to_retest)))
        newest = judged.releases[-1].id
        self._release = self.add_choice(
            "release", _("Release"), [(one.id, one.name) for one in judged.releases], newest
        )
        self.add_text("name", _("Name of the round"), _("Retest of round {n}").format(n=judged.names.study.number))
        self.add_text("by", _("Who leaves out the other criteria"), person)
        self.column.addWidget(small(_("The scope can be changed in Services before the first session.")))

    @property
    def release(self) -> ReleaseId:
        """The release that is tested again."""
        return ReleaseId(str(self._release.currentData()))


def plan_retest(lab: "Laboratory", judged: Judged, form: tuple[ReleaseId, str, str]) -> Round:
    """Make the round: `form` is release, name, and who leaves out the rest. Raises as `RoundService.make_round`."""
    release, name, by = form
    study = judged.names.study
    why = _("Not part of the retest of round {n}").format(n=study.number)
    before = {one.criterion: one for one in study.left_out}
    left_out = [
        before.get(one.id) or LeftOut(one.id, by, why)
        for standard in judged.standards
        for one in standard.counted
        if one.id not in judged.to_retest
    ]
    return lab.rounds.make_round(
        release, lab.rounds.document(study.protocol_sha256), name, study.segments, left_out, study.rules, study.id,
        study.standards, study.gates,
    )  # fmt: skip
