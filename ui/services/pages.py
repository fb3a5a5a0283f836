"""The page in the middle for a service or a release."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.service import Release, Service
from lab.domain.study import Round
from lab.i18n import gettext as _
from ui import theme, words
from ui.services.register_forms import release_words
from ui.widgets.boxes import Card, Flow, line, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, heading, quiet, small


class ServicePage(QWidget):
    """A service and its releases."""

    def __init__(
        self, service: Service, releases: tuple[Release, ...], edit: Callable[[], None],
        add_release: Callable[[], None], open_release: Callable[[Release], None], history: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        about = Card(service.name, name="service")
        about.top.addWidget(Button(_("Edit …"), edit, icon_name="pencil-simple", kind="plain"))
        for label, value in (
            (_("Owner"), service.owner),
            (_("For whom"), words.category(service.category)),
            (_("Where it is in its life"), words.life_stage(service.stage)),
            (_("Life situation"), service.life_situation or "–"),
            (_("How it is provided"), provided(service)),
        ):
            about.add(small(label), body(value))
        column.addWidget(about)
        list_ = Card(_("Releases"), name="releases")
        add = Button(_("Add a release"), add_release, icon_name="plus")
        add.setObjectName("add_release")
        list_.top.addWidget(add)
        if not releases:
            list_.add(quiet(_("A release is a version that is tested before it is launched. Add the first one.")))
        for place, release in enumerate(releases):
            if place:
                list_.add(line())
            opener = Button(_("Open"), lambda release=release: open_release(release), kind="link")  # type: ignore[misc]
            opener.setAccessibleName(_("Open release {name}").format(name=release.name))
            holder = row(body(release_words(release)), opener)
            holder.setStretch(0, 1)
            list_.column.addLayout(holder)
        column.addWidget(list_)
        if history is not None:
            column.addWidget(history)
        column.addStretch(1)


def provided(service: Service) -> str:
    """Electronically or not, proactively or not."""
    parts = [_("electronic") if service.electronic else _("not electronic")]
    parts += [_("proactive")] if service.proactive else []
    return words.MIDDLE_DOT.join(parts)


class ReleasePage(QWidget):
    """A release and its rounds."""

    def __init__(
        self, service: Service, release: Release, rounds: tuple[Round, ...], make: Callable[[], None],
        open_round: Callable[[Round], None],
    ) -> None:  # fmt: skip
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addWidget(heading(f"{service.name}{words.MIDDLE_DOT}{release_words(release)}"))
        if release.notes:
            column.addWidget(quiet(release.notes))
        card = Card(_("Rounds"), name="rounds")
        button = Button(_("Make a round"), make, icon_name="plus", kind="primary")
        button.setObjectName("make_round")
        card.top.addWidget(button)
        if not rounds:
            card.add(quiet(_("A round is a series of sessions with one protocol. Make the first one.")))
        for place, study in enumerate(rounds):
            if place:
                card.add(line())
            name = _("Round {number}: {name}").format(number=study.number, name=study.name)
            opener = Button(_("Open"), lambda study=study: open_round(study), kind="link")  # type: ignore[misc]
            opener.setAccessibleName(_("Open round {number}").format(number=study.number))
            made = small(_("made on {day}").format(day=words.short_date(study.created.astimezone().date())))
            holder = row(body(name), made, opener)
            holder.setStretch(0, 1)
            card.column.addLayout(holder)
        column.addWidget(card)
        column.addStretch(1)


class RoundHead(QWidget):
    """Where a round belongs, and where its work goes on."""

    def __init__(self, title: str, subject: str, *buttons: Button) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(heading(title))
        column.addWidget(quiet(subject))
        column.addWidget(Flow(*buttons))
