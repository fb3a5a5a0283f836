"""A session's folder as a window sees it: the plan to show, the devices to choose from, the recording to play."""

from pathlib import Path

from lab.archive import session_file
from lab.archive.session_file import CriterionCard, SessionPlan
from recordings.devices import Inventory, inventory
from recordings.plan import SourcePlan

__all__ = ["CriterionCard", "Inventory", "SessionPlan", "SourcePlan", "devices_here", "plan_in"]


def plan_in(folder: Path) -> SessionPlan:
    """The plan in a session's folder. Raises InputError or WorldError as `session_file.read`."""
    return session_file.read(folder)


def devices_here(*, rescan: bool = False) -> Inventory:
    """What can be recorded at this workstation; `rescan` also finds what was plugged in since the program began."""
    return inventory(rescan_sound=rescan)
