"""The cards of the settings."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from lab.folder import LabFolder
from lab.i18n import gettext as _
from lab.services.footage import QUALITIES
from lab.settings import LabSettings
from lab.wording.footage import quality_name
from ui import theme, words
from ui.encryption import encryption_line
from ui.keys.chords import chord_label
from ui.keys.chords_x11 import chords_possible
from ui.keys.keymap import Act, keymap_of, words_of
from ui.preferences import TEXT_SCALES, THEMES, Person
from ui.settings.key_field import KeyField
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.marks import state_line
from ui.widgets.texts import body, quiet, small

Change = Callable[..., None]
_LONGEST_CLIP = 120
_LONGEST_NAME = 300


class PersonCard(Card):
    """Name, language, colours, text size: each holds at once."""

    def __init__(self, person: Person, change: Change) -> None:
        super().__init__(_("You"), name="person")
        form = Form()
        name = form.add_text(
            "name", _("Your name"), person.name, hint=_("Stands beside your tags, judgements and decisions.")
        )
        name.editingFinished.connect(lambda: change(name=name.text().strip()))
        languages = [("", _("As the system")), *words.LANGUAGE_NAMES.items()]
        language = form.add_choice("language", _("Language"), languages, person.language)
        language.activated.connect(lambda _index: change(language=language.currentData()))
        looks = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        look = form.add_choice("theme", _("Colours"), [(one, looks[one]) for one in THEMES], person.theme)
        look.activated.connect(lambda _index: change(theme=look.currentData()))
        scales = [(one, _("{percent} %").format(percent=round(one * 100))) for one in TEXT_SCALES]
        scale = form.add_choice("text_scale", _("Size of text"), scales, person.text_scale)
        scale.activated.connect(lambda _index: change(text_scale=scale.currentData()))
        self.add(form)


class KeysCard(Card):
    """The session's single keys: changed, taken away, switched off."""

    def __init__(self, person: Person, change: Change) -> None:
        super().__init__(_("Keys of the session"), name="keys")
        self._person = person
        self._change = change
        form = Form()
        on = form.add_check(
            "single_keys", _("Single keys act in a session"), value=person.single_keys,
            hint=_("Switched off, everything is done with the mouse, or with Tab and Enter."),
        )  # fmt: skip
        on.toggled.connect(lambda value: change(single_keys=value))
        possible = chords_possible()
        hint = _(
            "For one computer with two screens: {chords} and others reach the session while the participant types."
        )
        never = _("This window system does not let a program register chords; X11 does.")
        chords = form.add_check(
            "chords", _("Chords act while another window has the focus"), value=person.chords and possible,
            hint=hint.format(chords=f"{chord_label(Act.BOUNDARY)}, {chord_label(Act.TAG_1)}") if possible else never,
        )  # fmt: skip
        chords.setEnabled(possible)
        chords.toggled.connect(lambda value: change(chords=value))
        self.add(form)
        self.column.addLayout(self._grid(person))
        usual = Button(_("Back to the usual keys"), lambda: change(keys={}), icon_name="arrow-counter-clockwise")
        usual.setEnabled(bool(person.keys))
        self.column.addLayout(row(usual, 1))

    def shows(self, person: Person) -> bool:
        """Whether these keys are what the card shows."""
        mine = self._person
        return (mine.keys, mine.single_keys, mine.chords) == (person.keys, person.single_keys, person.chords)

    def _grid(self, person: Person) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.GRID // 2)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setColumnStretch(0, 1)
        keymap = keymap_of(person.keys)
        for place, act in enumerate(Act):
            names = keymap.keys.get(act, ())
            grid.addWidget(body(words_of(act)), place, 0)
            field = KeyField(words_of(act), names[0] if names else "", self._setter(act))
            field.setObjectName(f"key_{act.value}")
            field.setMinimumWidth(theme.scaled(112))
            field.setEnabled(person.single_keys)
            grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _setter(self, act: Act) -> Callable[[str], None]:
        def set_key(key: str) -> None:
            keys: Mapping[str, str] = {**{a: k for a, k in self._person.keys.items() if k != key}, act.value: key}
            self._change(keys=keys)

        return set_key


class LabCard(Card):
    """What holds for everybody in this laboratory. Saved together."""

    def __init__(self, settings: LabSettings, save: Callable[[LabSettings], None]) -> None:
        super().__init__(_("The laboratory"), name="laboratory")
        self._settings = settings
        self.form = Form()
        form = self.form
        form.add_text(
            "lab_name", _("Name of the laboratory"), settings.name, hint=_("Printed on consent forms and reports.")
        )
        form.add_text(
            "operator", _("Operator"), settings.operator,
            hint=_("The organisation that answers for the participants' data by law. Printed on consent forms."),
        )  # fmt: skip
        form.add_text(
            "operator_address", _("Address of the operator"), settings.operator_address,
            hint=_("Where a participant writes to take consent back. Printed on consent forms."),
        )  # fmt: skip
        form.add_text(
            "contact", _("Contact for questions"), settings.contact,
            hint=_("Who answers questions about a report: name, telephone, e-mail. Printed on usability reports."),
        )  # fmt: skip
        for name in ("lab_name", "operator", "operator_address", "contact"):
            form.fields[name].setMaxLength(_LONGEST_NAME)  # type: ignore[attr-defined]
        form.add_text("rooms", _("Rooms"), ", ".join(settings.rooms), hint=_("Names, separated by commas."))
        self._numbers = {
            "sessions_a_day": form.add_number("sessions_a_day", _("Sessions a day"), settings.sessions_a_day, 1, 50),
            "minutes_between": form.add_number(
                "minutes_between", _("Minutes between sessions"), settings.minutes_between, 0, 480
            ),
            "session_minutes": form.add_number(
                "session_minutes", _("Minutes of a session"), settings.session_minutes, 5, 720
            ),
            "lead_s": form.add_number(
                "lead_s", _("Seconds before a tag in its clip"), round(settings.lead_s), 0, _LONGEST_CLIP
            ),
            "lag_s": form.add_number(
                "lag_s", _("Seconds after a tag in its clip"), round(settings.lag_s), 0, _LONGEST_CLIP
            ),
        }
        self._numbers["room_port"] = form.add_number(
            "room_port", _("Port of the observers’ room"), settings.room_port, 1024, 65_535,
            hint=_("Keep it: what observers have not sent yet belongs to it. A firewall must let it in."),
        )  # fmt: skip
        qualities = [(quality, quality_name(quality)) for quality in QUALITIES]
        self._quality = form.add_choice("quality", _("Recordings"), qualities, settings.quality)
        self._sharp = form.add_check(
            "sharp_colours", _("Sharp colours"), value=settings.sharp_colours,
            hint=_("Coloured text as sharp as black; plays on computers only. The devices check can differ."),
        )  # fmt: skip
        self.save_button = Button(_("Save"), lambda: save(self.values()), icon_name="check", kind="primary")
        self.save_button.setObjectName("save_lab")
        self.add(form, boxed(row(1, self.save_button)))

    def values(self) -> LabSettings:
        """The settings as they stand in the form."""
        rooms = tuple(dict.fromkeys(name.strip() for name in self.form.text("rooms").split(",") if name.strip()))
        numbers: dict[str, Any] = {name: box.value() for name, box in self._numbers.items()}
        texts = {"name": "lab_name", "operator": "operator", "operator_address": "operator_address"}
        texts["contact"] = "contact"
        said = {setting: self.form.text(field).strip() for setting, field in texts.items()}
        look = {"quality": self._quality.currentData(), "sharp_colours": self._sharp.isChecked()}
        return self._settings.model_copy(update={**said, "rooms": rooms, **numbers, **look})


class FolderCard(Card):
    """Where everything lies, and whether the disk under it is encrypted."""

    def __init__(self, folder: LabFolder, show_it: Callable[[], object]) -> None:
        super().__init__(_("Where everything lies"), name="folder")
        self.add(body(str(folder.path)))
        self.add(encryption_line(folder.encryption))
        self.add(state_line(_("Nothing leaves this computer: no cloud, no telemetry"), "shield-check", "good"))
        self.column.addLayout(row(Button(_("Open the folder"), show_it, icon_name="folder-open"), 1))


def product_card(version: str) -> Card:
    """What this is."""
    card = Card(_("About"), name="about")
    card.add(quiet(_("Usability Lab {version}").format(version=version)), small(_("Licence: GPL-3.0-or-later")))
    return card
