"""`lab devices --watch`: what is here, and from then on one line for every device that comes, goes or changes."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from lab.commands.answering import answer, say
from lab.i18n import gettext as _
from lab.wording import sentence_for
from lab.wording.device_lines import device_line
from recordings.devices import Inventory, Listed, changes, listed
from recordings.ending import StopFlag

EVERY_S = 1.0


def tell_changes(look: Callable[[], Inventory], stop: StopFlag, *, as_json: bool, every_s: float = EVERY_S) -> None:
    """Tell what is here, then what becomes of it, until `stop` is set or nobody reads any more.

    Args:
        look: says what there is now.
    """
    tell = _tell_json if as_json else _tell_line
    try:
        before = look()
        for one in listed(before):
            tell("here", one)
        _say_missing(before, set())
        while not stop.wait(every_s):
            after = look()
            for change in changes(before, after):
                tell(change.what, change.listed)
            _say_missing(after, {fault.code for fault in before.faults})
            before = after
    except BrokenPipeError:
        # Whoever read has gone. Python would complain once more when it flushes stdout at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_missing(found: Inventory, said: set[str]) -> None:
    for fault in found.faults:
        if fault.code not in said:
            say(sentence_for(fault.code, fault.facts))


def _tell_line(what: str, one: Listed) -> None:
    words = {"here": _("here"), "came": _("came"), "went": _("went"), "changed": _("changed")}
    answer(f"{datetime.now().astimezone():%H:%M:%S}  {words[what]}  {device_line(one)}")


def _tell_json(what: str, one: Listed) -> None:
    told = {
        "at": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        "event": what,
        "kind": one.kind,
        "device": asdict(one.device),
    }
    answer(json.dumps(told, ensure_ascii=False))
