"""Input is checked whole: every fault at once."""

from dataclasses import dataclass, field

from lab.domain.errors import InputError

LONGEST_NAME = 300
LONGEST_TEXT = 10_000


@dataclass
class Checks:
    """Collects faults; `done` raises them together.

    Attributes:
        faults: (field, code), in the order found.
    """

    faults: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, name: str, code: str) -> None:
        """Note a fault of a field."""
        self.faults.append((name, code))

    def text(self, name: str, value: str, *, needed: bool = True, longest: int = LONGEST_NAME) -> str:
        """The value without blanks around it; faults `missing`, `too_long`, `control_characters`."""
        clean = value.strip()
        if needed and not clean:
            self.fault(name, "missing")
        if len(clean) > longest:
            self.fault(name, "too_long")
        if any(ord(character) < ord(" ") and character not in "\n\t" for character in clean):
            self.fault(name, "control_characters")
        return clean

    def done(self) -> None:
        """Raise InputError `fields_wrong` with all faults, if there is one."""
        if self.faults:
            raise InputError("fields_wrong", faults=tuple(self.faults))


def named(name: str, value: str) -> str:
    """The one value that is asked for, without blanks around it. Raises InputError `fields_wrong`."""
    checks = Checks()
    clean = checks.text(name, value)
    checks.done()
    return clean
