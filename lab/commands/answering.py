"""How every command answers: exit codes, errors as sentences on stderr, JSON alone on stdout."""

import errno
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum

from lab.domain.errors import InputError, LabError, RuleError, WorldError
from lab.wording import sentence

REFUSED_NAMES = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.ELOOP})
"""What the system says of a path that cannot be one, wherever it is first looked at."""


class Exit(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    NO = 1
    BAD_INPUT = 2
    WORLD_FAILED = 3


def exit_code(error: LabError) -> Exit:
    """The exit code for an error, by whose fault it is."""
    if isinstance(error, RuleError):
        return Exit.NO
    if isinstance(error, InputError):
        return Exit.BAD_INPUT
    return Exit.WORLD_FAILED if isinstance(error, WorldError) else Exit.NO


def say(text: str) -> None:
    """A line for the person at the terminal; on stderr, so that stdout stays the answer's."""
    print(text, file=sys.stderr)  # noqa: T201 - the one door to the terminal


def answer(text: str) -> None:
    """A line of the answer, on stdout."""
    print(text, flush=True)  # noqa: T201 - the one door to the terminal


def answer_json(value: object) -> None:
    """The whole answer as JSON on stdout. Paths and other things are written as text."""
    answer(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def errors_as_sentences(leave: Callable[[int], None] = sys.exit) -> Iterator[None]:
    """Inside the block an expected error becomes its sentence on stderr and its exit code."""
    try:
        yield
    except LabError as error:
        say(sentence(error))
        leave(exit_code(error))
    except OSError as error:
        if error.errno not in REFUSED_NAMES:
            raise
        refused = InputError("path_refused", path=str(error.filename), reason=error.strerror or str(error))
        say(sentence(refused))
        leave(exit_code(refused))
