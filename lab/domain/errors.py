"""What can go wrong, sorted by whose fault it is.

    LabError
    ├── WorldError   a device, a disk, a network: say what happened, what is safe, what to do
    ├── InputError   what the user gave us: all faults at once
    └── RuleError    a rule of the laboratory says no (an overlap, a missing consent): say which and why

Anything else that is raised is our bug and goes to the crash report. Errors carry a code and facts; the sentences
people read are made in `lab.wording`.
"""

Facts = dict[str, object]


class LabError(Exception):
    """Base of all errors we expect.

    Attributes:
        code: what happened, the key of its sentence in `lab.wording`.
        facts: what the sentence needs: paths, names, numbers.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Facts = facts


class WorldError(LabError):
    """The world failed: exit code 3."""


class InputError(LabError):
    """The input is wrong: exit code 2."""


class RuleError(LabError):
    """A rule refuses: exit code 1."""
