"""Sentences for people: error and fault codes become what happened, what is safe and what to do.

Each room's codes have a module here with `SENTENCES`: code → function of the facts. Nothing else makes sentences
from codes.
"""

from collections.abc import Mapping
from importlib import import_module

from lab.domain.errors import Facts, LabError
from lab.i18n import gettext as _
from lab.wording.types import Sentence

ROOMS = ("planning", "folders", "live", "door", "talk", "people", "recording", "reports", "action_plans", "commands")


def sentences() -> Mapping[str, Sentence]:
    """Code → sentence, of all rooms."""
    joined: dict[str, Sentence] = {}
    for room in ROOMS:
        joined.update(import_module(f"lab.wording.{room}").SENTENCES)
    return joined


def sentence_for(code: str, facts: Facts) -> str:
    """The sentence for a code; for a code without one, the code and its facts, so that nothing is ever hidden."""
    known = sentences().get(code)
    if known is None:
        return _("Unknown message “{code}” ({facts}).").format(code=code, facts=facts)
    return known(facts)


def sentence(error: LabError) -> str:
    """The sentence for an error."""
    return sentence_for(error.code, error.facts)
