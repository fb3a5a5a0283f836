"""The tree on the left: services, their releases, their rounds."""

from lab.i18n import gettext as _
from ui.services.register import Register
from ui.widgets.side_tree import SideTree

INDENTATION = 16
WIDTHS = 224, 288
_ICONS = {"service": "stack", "release": "package", "round": "arrows-clockwise"}


class ServiceTree(SideTree):
    """`chosen` carries the kind (service, release, round) and the id of what was chosen."""

    def __init__(self) -> None:
        super().__init__("service_tree", _("Services, releases and rounds"), WIDTHS)
        self.setIndentation(INDENTATION)

    def show_register(self, register: Register, kind: str, chosen_id: str) -> None:
        """Fill the tree; choose what was chosen, without saying so again."""
        self.fill(lambda: self._add_services(register), (kind, chosen_id))

    def _add_services(self, register: Register) -> None:
        for service in register.services:
            service_item = self.add(None, ("service", service.id), service.name, _ICONS["service"])
            for release in register.releases[service.id]:
                words = _("Release {name}").format(name=release.name)
                release_item = self.add(service_item, ("release", release.id), words, _ICONS["release"])
                for study in register.rounds.get(release.id, ()):
                    words = _("Round {number}: {name}").format(number=study.number, name=study.name)
                    self.add(release_item, ("round", study.id), words, _ICONS["round"])
