"""What one person at this workstation prefers: name, language, colours, text size, keys. A TOML file in their home.

A file that cannot be read is kept aside and the usual values are used: preferences never stop the laboratory.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

from lab.domain.errors import WorldError
from lab.i18n import LANGUAGES
from ui.theme import ThemeChoice

THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark")
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Person:
    """The preferences themselves.

    Attributes:
        name: who sits here: the author of tags, judgements and decisions; empty until it is asked for.
        language: "en", "ru"; empty = as the system.
        text_scale: 1.0 = as the system's font.
        keys: action → key, where it differs from the usual one (see the session screen).
        single_keys: whether keys without Ctrl or Alt act in a session (WCAG 2.1.4).
        chords: whether keys with Ctrl and Alt act in a session while another window has the focus.
        lab_folder: opened last.
    """

    name: str = ""
    language: str = ""
    theme: ThemeChoice = "system"
    text_scale: float = 1.0
    keys: Mapping[str, str] = field(default_factory=dict)
    single_keys: bool = True
    chords: bool = False
    lab_folder: str = ""

    @property
    def language_in_force(self) -> str:
        """The language, of the system if none was chosen."""
        wanted = self.language or QLocale.system().name().split("_")[0]
        return wanted if wanted in LANGUAGES else "en"


class Preferences(QObject):
    """Reads and keeps the preferences; `changed` carries the new ones."""

    changed = Signal(object)

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.person = _read(file)

    def change(self, **values: Any) -> None:
        """Replace some of the preferences and keep them. Raises WorldError `preferences_unwritable`."""
        new = replace(self.person, **values)
        if new == self.person:
            return
        self.person = new
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(_as_toml(asdict(new)), encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            raise WorldError("preferences_unwritable", path=str(self._file), reason=str(error.strerror)) from error
        finally:
            self.changed.emit(new)


def _read(file: Path) -> Person:
    if not file.exists():
        return Person()
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        file.replace(file.with_suffix(".unreadable"))
        return Person()
    except OSError:
        return Person()
    known = {one.name: values[one.name] for one in fields(Person) if _fits(one.name, values.get(one.name))}
    return Person(**known)


def _fits(name: str, value: object) -> bool:
    checks = {
        "theme": lambda: value in THEMES,
        "language": lambda: value in ("", *LANGUAGES),
        "text_scale": lambda: value in TEXT_SCALES,
        "keys": lambda: isinstance(value, dict) and all(isinstance(key, str) for key in value.values()),
        "single_keys": lambda: isinstance(value, bool),
        "chords": lambda: isinstance(value, bool),
    }
    return checks.get(name, lambda: isinstance(value, str))()


def _as_toml(values: Mapping[str, Any]) -> str:
    """Plain values and one table; JSON's strings, numbers and booleans are TOML's."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items() if not isinstance(value, dict)]
    for name, table in values.items():
        if isinstance(table, dict):
            lines.append(f"\n[{name}]")
            lines.extend(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())
    return "\n".join(lines) + "\n"
