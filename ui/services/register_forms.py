"""Forms in which a service and a release are registered or changed."""

from dataclasses import replace
from datetime import date

from lab.domain.errors import InputError
from lab.domain.ids import ServiceId
from lab.domain.service import (
    LONGEST_TERM_MONTHS,
    SATISFACTION_BY,
    ClientCategory,
    GoalRule,
    LifeStage,
    Release,
    SatisfactionGoal,
    Service,
)
from lab.i18n import gettext as _
from lab.wording.standards import questionnaire_name
from ui import words
from ui.widgets.form import DateField, Form

MONTHS_TO_LAUNCH = 2
USUAL_FACTOR = 1.5


class ServiceForm(Form):
    """A service: new, or as it is."""

    def __init__(self, service: Service | None = None) -> None:
        super().__init__()
        self._service = service
        self.add_text("name", _("Name of the service"), service.name if service else "", example=_("Child benefit"))
        self.add_text(
            "owner", _("Owner"), service.owner if service else "",
            hint=_("The named person who answers for it and decides about the launch."),
        )  # fmt: skip
        self._category = self.add_choice(
            "category", _("For whom"), [(one.value, words.category(one)) for one in ClientCategory],
            (service.category if service else ClientCategory.PEOPLE).value,
        )  # fmt: skip
        self._stage = self.add_choice(
            "stage", _("Where it is in its life"), [(one.value, words.life_stage(one)) for one in LifeStage],
            (service.stage if service else LifeStage.DESIGN).value,
        )  # fmt: skip
        self.add_text(
            "life_situation", _("Life situation"), service.life_situation if service else "",
            hint=_("The situation in which people need it; may be left empty."),
        )  # fmt: skip

        self._portfolio(service or Service(ServiceId(""), "", "", ClientCategory.PEOPLE, LifeStage.DESIGN))

    def _portfolio(self, service: Service) -> None:
        """What the portfolio asks of a service."""
        self._electronic = self.add_check("electronic", _("It is provided electronically"), value=service.electronic)
        self._proactive = self.add_check(
            "proactive", _("It is provided proactively"), value=service.proactive,
            hint=_("Without an application, with prior consent."),
        )  # fmt: skip
        self._term = self.add_number(
            "test_term_months", _("Months between tests"), service.test_term_months, 1, LONGEST_TERM_MONTHS,
            hint=_("After so many months without a test the portfolio calls it overdue."),
        )  # fmt: skip
        goal = service.satisfaction
        asked = [("", _("No target"))] + [(one, questionnaire_name(one)) for one in SATISFACTION_BY]
        self._goal_by = self.add_choice(
            "satisfaction_by", _("Satisfaction is measured by"), asked, goal.questionnaire if goal else ""
        )
        self.add_text("satisfaction_baseline", _("Baseline"), _number_text(goal.baseline) if goal else "")
        self._rule = self.add_choice(
            "satisfaction_rule", _("How the target follows from it"),
            [(GoalRule.TIMES.value, _("baseline × factor")), (GoalRule.POINTS.value, _("baseline + points"))],
            goal.rule.value if goal else GoalRule.TIMES.value,
        )  # fmt: skip
        self.add_text(
            "satisfaction_amount", _("Factor or points"), _number_text(goal.amount if goal else USUAL_FACTOR),
            hint=_("The programme asks for half as much again (× 1.5) by 2030."),
        )  # fmt: skip

    def service(self) -> Service:
        """The service as it is to be from now on. Raises InputError `fields_wrong` for what is no number."""
        old = self._service or Service(ServiceId(""), "", "", ClientCategory.PEOPLE, LifeStage.DESIGN)
        return replace(
            old,
            name=self.text("name"),
            owner=self.text("owner"),
            category=ClientCategory(str(self._category.currentData())),
            stage=LifeStage(str(self._stage.currentData())),
            life_situation=self.text("life_situation"),
            electronic=self._electronic.isChecked(),
            proactive=self._proactive.isChecked(),
            test_term_months=self._term.value(),
            satisfaction=self._goal(),
        )

    def _goal(self) -> SatisfactionGoal | None:
        questionnaire = str(self._goal_by.currentData())
        if not questionnaire:
            return None
        names = ("satisfaction_baseline", "satisfaction_amount")
        baseline, amount = (_number(self.text(name)) for name in names)
        if baseline is None or amount is None:
            wrong = tuple(
                (name, "not_a_number") for name, value in zip(names, (baseline, amount), strict=True) if value is None
            )
            raise InputError("fields_wrong", faults=wrong)
        return SatisfactionGoal(questionnaire, baseline, GoalRule(str(self._rule.currentData())), amount)


def _number(text: str) -> float | None:
    """A number as people write it, with comma or point; None where it is none."""
    try:
        return float(text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None


def _number_text(value: float) -> str:
    return f"{value:g}"


class ReleaseForm(Form):
    """A new release of a service."""

    def __init__(self, service_id: ServiceId) -> None:
        super().__init__()
        self.service_id = service_id
        self.add_text("name", _("Name of the release"), example="2.3")
        self._planned = self.add_check("planned", _("The day of the launch is known"))
        self._launch = DateField(months_ahead=MONTHS_TO_LAUNCH)
        self._launch.setEnabled(False)
        self._planned.toggled.connect(self._launch.setEnabled)
        self.add("planned_launch", _("Planned launch"), self._launch)
        self.add_long_text("notes", _("Notes"))

    @property
    def planned_launch(self) -> date | None:
        """The day of the launch, if it is known."""
        return self._launch.day if self._planned.isChecked() else None


def release_words(release: Release) -> str:
    """A release and when it is to be launched."""
    name = _("Release {name}").format(name=release.name)
    if release.planned_launch is None:
        return name
    return name + words.MIDDLE_DOT + _("launch planned for {day}").format(day=words.short_date(release.planned_launch))
