"""Tasks by the number under which this participant got them: "task 1", "tasks 1 and 3"."""

from collections.abc import Iterable

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.session_view import SessionPlan
from ui.held.tasks import tasks_in_order


class TaskWords:
    """Made for one session."""

    def __init__(self, plan: SessionPlan) -> None:
        tasks = tasks_in_order(plan.protocol, plan.task_order)
        self._numbers = {task.id: number for number, task in enumerate(tasks, start=1)}

    def of(self, tasks: Iterable[str]) -> str:
        """These tasks in words, each once; empty for none."""
        numbers = [str(one) for one in sorted({self._numbers[task] for task in tasks if task in self._numbers})]
        if not numbers:
            return ""
        *before, last = numbers
        listed = _("{several} and {last}").format(several=", ".join(before), last=last) if before else last
        return ngettext("task {numbers}", "tasks {numbers}", len(numbers)).format(numbers=listed)
