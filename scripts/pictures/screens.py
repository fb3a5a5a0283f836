"""Photographs every screen but the running session's."""

import socket
from functools import partial

from PySide6.QtCore import Qt

from lab.domain.ids import RoundId
from lab.services.laboratory import Laboratory
from scripts.pictures.camera import Photographer
from tests.stories.waiting import rest, until

STILL = (
    "today", "services", "schedule", "review", "round_debrief", "findings", "path", "reports", "standards", "settings",
    "live_grid",
)  # fmt: skip


def photograph_still_screens(camera: Photographer, round_id: RoundId, lab: Laboratory) -> None:
    """Everything but the running session."""
    session = lab.sessions.sessions_of(round_id)[0].session_id
    finding = lab.findings.findings(round_id)[0].id
    subjects = {
        "services": {"round": str(round_id)},
        "review": {"session": str(session)},
        "findings": {"round": str(round_id), "finding": str(finding)},
        "reports": {"round": str(round_id)},
        "round_debrief": {"round": str(round_id)},
        "live_grid": {"round": str(round_id)},
        "standards": {"standard": "client-centricity", "criterion": "CC-07"},
    }
    for name in STILL:
        screen = camera.show(name, **subjects.get(name, {}))
        if name == "review":
            until(partial(getattr, screen, "review"), "the review")
            screen.review.choose_tag(screen.review.list.item(2).data(Qt.ItemDataRole.UserRole + 1))
            rest(1.0)
        camera.take(name)


def photograph_over_rounds(camera: Photographer, lab: Laboratory) -> None:
    """What several services over several rounds look like."""
    camera.take_of("portfolio")
    retest = next(one for one in reversed(lab.rounds.rounds()) if one.retest_of is not None)
    camera.take_of("comparison", earlier=str(retest.retest_of), later=str(retest.id))


def photograph_the_second_room(camera: Photographer, lab: Laboratory) -> None:
    """Opened on this computer alone; it stays open for the session, whose panel tells of it."""
    lab.change_settings(lab.settings.model_copy(update={"room_port": _free_port()}))
    screen = camera.show("second_room")
    until(lambda: screen.opening is not None and screen.opening.open.isEnabled(), "the networks")
    buttons = screen.opening.interfaces.buttons()
    next(button for button in buttons if "127.0.0.1" in button.text()).click()
    screen.opening.open.click()
    until(lambda: screen.company.is_open, "the open room")
    rest(2)
    camera.take("second_room")


def _free_port() -> int:
    """Not the usual one: another language, photographed at the same time, would ask for it too."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
