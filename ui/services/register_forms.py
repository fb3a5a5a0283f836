"""Forms in which a service and a release are registered or changed."""

from dataclasses import replace
from datetime import date

from lab.domain.ids import ServiceId
from lab.domain.service import ClientCategory, LifeStage, Release, Service
from lab.i18n import gettext as _
from ui import words
from ui.widgets.form import DateField, Form

MONTHS_TO_LAUNCH = 2


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

    def values(self) -> tuple[str, str, ClientCategory, LifeStage, str]:
        """Name, owner, category, stage, life situation."""
        return (
            self.text("name"), self.text("owner"), ClientCategory(str(self._category.currentData())),
            LifeStage(str(self._stage.currentData())), self.text("life_situation"),
        )  # fmt: skip

    def edited(self) -> Service:
        """The service as it is to be from now on."""
        assert self._service is not None
        name, owner, category, stage, situation = self.values()
        return replace(self._service, name=name, owner=owner, category=category, stage=stage, life_situation=situation)


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
