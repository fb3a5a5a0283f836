"""Opening the room for the day: by which network, and how what travels is protected."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QRadioButton, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.screen import clear
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body, overline, quiet, small, toned

if TYPE_CHECKING:
    from lab.live.messages import FoundInterface, TlsMode

_INDENT = 28
"""px; below the words of a radio button."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the moderator chose. `certificate`, `key`: paths; empty unless a certificate is imported."""

    interface: str
    port: int
    tls: "TlsMode"
    certificate: str = ""
    key: str = ""


def trap_words(trap: str | None) -> str:
    """Why observers would hardly come by this network; empty where they may well."""
    return {
        "this_machine": _("this computer only: nobody else reaches it, good for a trial"),
        "vpn": _("a tunnel (VPN): observers in the house hardly come by it"),
        "container": _("leads to containers on this computer, not to observers"),
        "virtual": _("leads to virtual machines on this computer, not to observers"),
        "unassigned": _("the network has given it no address: check the cable or the Wi-Fi"),
        "public": _("an address of the Internet: everybody could knock"),
    }.get(trap or "", "")


class _Choice(QWidget):
    """A radio button with words below it that wrap."""

    def __init__(self, group: QButtonGroup, words: str, remark: str, tone: str = "") -> None:
        super().__init__()
        self.button = QRadioButton(words)
        self.button.setAccessibleDescription(remark)
        group.addButton(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        if remark:
            label = toned(small(remark), tone)
            label.setIndent(theme.scaled(_INDENT))
            column.addWidget(label)


class OpeningCard(Card):
    """Asks for the network and the protection.

    Signals:
        open_wanted: Opening. look_wanted: the interfaces are to be looked at again.
    """

    open_wanted = Signal(object)
    look_wanted = Signal()

    def __init__(self, preset: Opening) -> None:
        super().__init__(_("Open the room for the day"), name="opening")
        self._preset = preset
        self._found: Sequence[FoundInterface] = ()
        self.add(
            quiet(
                _(
                    "Observers join from their own laptop, tablet or phone in a browser; nothing is installed. They "
                    "wait until you admit them. Until the room is open, this computer can be reached by nobody."
                )
            )
        )
        self.interfaces = QButtonGroup(self)
        self._by_name = QVBoxLayout()
        self._by_name.setSpacing(theme.GRID)
        self.waiting = quiet(_("Looking at the networks of this computer…"))
        again = Button(_("Look again"), self.look_wanted.emit, icon_name="arrow-clockwise", kind="link")
        again.setAccessibleName(_("Look at the networks again"))
        self.add(overline(_("By which network")), self.waiting)
        self.column.addLayout(self._by_name)
        self.add(boxed(row(again, 1)))
        self._protection()
        self.open = Button(_("Open the room"), self._open, icon_name="lock-open", kind="primary")
        self.open.setObjectName("open_room")
        self.open.setEnabled(False)
        self.trouble = toned(body(""), "bad")
        self.trouble.hide()
        self.add(self.trouble, boxed(row(self.open, 1)))

    def _protection(self) -> None:
        self.tls = QButtonGroup(self)
        self.add(overline(_("Protection")))
        choices: tuple[tuple[TlsMode, str, str], ...] = (
            (
                "own",
                _("Encrypted, by the laboratory’s own certificate"),
                _("Recommended. Tablets of the laboratory are enrolled once; other devices ask once whether to go on."),
            ),
            ("imported", _("Encrypted, by a certificate of your organisation"), _("No device asks anything.")),
            ("plain", _("Not encrypted"), _("Only on a network of its own that nobody else is connected to.")),
        )
        self._modes: dict[TlsMode, QRadioButton] = {}
        for mode, words, remark in choices:
            choice = _Choice(self.tls, words, remark)
            choice.button.setObjectName(f"tls_{mode}")
            choice.button.setChecked(mode == self._preset.tls)
            choice.button.toggled.connect(lambda _on: self._show_mode())
            self._modes[mode] = choice.button
            self.add(choice)
        self.files = _Files(self._preset)
        self.warning = plain_warning()
        self.add(self.files, self.warning)
        self._show_mode()

    @property
    def mode(self) -> "TlsMode":
        """What is chosen now."""
        return next(mode for mode, button in self._modes.items() if button.isChecked())

    def show_interfaces(self, found: "Sequence[FoundInterface]") -> None:
        """Offer these, the likeliest first; what was chosen before stays chosen."""
        before = self._chosen() or self._preset.interface
        self._found = found
        clear(self._by_name)
        for place, one in enumerate(found):
            words = trap_words(one.trap)
            choice = _Choice(self.interfaces, f"{one.name} · {one.address}", words, "careful" if words else "")
            self.interfaces.setId(choice.button, place)
            self._by_name.addWidget(choice)
        names = [one.name for one in found]
        usual = names.index(before) if before in names else 0
        if found:
            self.interfaces.button(usual).setChecked(True)
        self.waiting.setText(_("No network was found. Connect a cable or the Wi-Fi, and look again."))
        self.waiting.setVisible(not found)
        self.open.setEnabled(bool(found))

    def show_trouble(self, words: str) -> None:
        """Say why the room did not open; empty: it did, or was not asked to."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _chosen(self) -> str:
        place = self.interfaces.checkedId()
        return self._found[place].name if 0 <= place < len(self._found) else ""

    def _show_mode(self) -> None:
        chosen = [mode for mode, button in self._modes.items() if button.isChecked()]
        self.files.setVisible(chosen == ["imported"])
        self.warning.setVisible(chosen == ["plain"])

    def _open(self) -> None:
        self.show_trouble("")
        certificate, key = self.files.paths() if self.mode == "imported" else ("", "")
        if self.mode == "imported" and not self.files.complete():
            return
        self.open_wanted.emit(Opening(self._chosen(), self._preset.port, self.mode, certificate, key))


class _Files(QWidget):
    """Where an imported certificate and its key lie."""

    def __init__(self, preset: Opening) -> None:
        super().__init__()
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.scaled(_INDENT), 0, 0, 0)
        column.addWidget(self.form)
        fields = (
            ("certificate", _("Certificate, with its chain (PEM)"), preset.certificate),
            ("key", _("Private key (PEM, without password)"), preset.key),
        )
        for name, words, value in fields:
            self.form.add_text(name, words, value)
            choose = Button(_("Choose…"), partial(self._choose, name, words))
            choose.setAccessibleName(_("Choose: {what}").format(what=words))
            self.form.column.addWidget(boxed(row(choose, 1)))

    def paths(self) -> tuple[str, str]:
        """Of certificate and key."""
        return self.form.text("certificate").strip(), self.form.text("key").strip()

    def complete(self) -> bool:
        """Whether both are named; what is missing is said at its field."""
        self.form.clear_faults()
        missing = [name for name, path in zip(("certificate", "key"), self.paths(), strict=True) if not path]
        for name in missing:
            self.form.show_fault(name, _("Choose the file."))
        return not missing

    def _choose(self, name: str, words: str) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words)
        if path:
            self.form.fields[name].setText(path)  # type: ignore[attr-defined]


def plain_warning() -> QFrame:
    """What it means that nothing is encrypted; it stays as long as that is so."""
    frame = QFrame()
    frame.setObjectName("plain_warning")
    frame.setProperty("tone", "careful")
    words = body(
        _(
            "Not encrypted: whoever is on this network can watch the participant, hear them and read every word. "
            "Observers see this warning too, and the record says it."
        )
    )
    inside = row(IconLabel("warning", "careful"), words)
    inside.setStretch(1, 1)
    inside.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
    frame.setLayout(inside)
    return frame
