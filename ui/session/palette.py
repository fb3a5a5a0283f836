"""What the palette finds while a session runs: its actions, its tasks, and every criterion as a tag."""

from collections.abc import Callable, Iterator
from functools import partial

from lab.i18n import gettext as _
from lab.i18n import language
from ui.held.verbs import TagContent
from ui.palette_entries import PaletteEntry
from ui.session.board import SessionBoard


def session_entries(
    board: SessionBoard, finish: Callable[[], None], show_keys: Callable[[], None]
) -> tuple[PaletteEntry, ...]:
    """All entries for the board's session."""
    head = board.head
    actions = (
        PaletteEntry(_("Pause, or go on"), _("Session"), "pause", head.pause.click),
        PaletteEntry(_("Finish the session"), _("Session"), "stop", finish),
        PaletteEntry(_("Blind the observers, or let them see"), _("Session"), "eye-slash", head.blind.click),
        PaletteEntry(_("All keys"), _("Session"), "keyboard", show_keys),
    )
    return (*actions, *board.side.palette_entries(), *_tasks(board), *_criteria(board))


def _tasks(board: SessionBoard) -> Iterator[PaletteEntry]:
    for task in board.session.plan.protocol.tasks:
        words = _("Start: {task}").format(task=task.title.in_language(language()))
        yield PaletteEntry(words, _("Task"), "play", partial(board.start_task, task.id))


def _criteria(board: SessionBoard) -> Iterator[PaletteEntry]:
    for card in board.session.plan.criteria:
        words = _("Tag: {criterion} {title}").format(criterion=card.id, title=card.title.in_language(language()))
        yield PaletteEntry(words, _("Criterion"), "tag", partial(board.tag_now, TagContent(criterion=card.id)))
