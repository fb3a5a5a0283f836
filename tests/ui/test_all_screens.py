"""Every screen: whatever can be used has a name and is reached by Tab; no text is cut, at 200 % and in Russian."""

from typing import Any

import pytest

from lab.domain.study import Segment
from tests.ui.conftest import Dress, Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from tests.ui.walking import cut, nameless, overlapping, unreachable
from ui.screens import screens
from ui.theme import ThemeChoice

WITH_A_ROOM = ("live_grid", "second_room")
"""Walked where there are observers: `tests/ui/second_room`."""
NAMES = tuple(entry.name for entry in screens() if entry.name not in WITH_A_ROOM)
USUAL, LARGE = (1280, 800), (1920, 1080)
LOOKS = [
    pytest.param(language, scale, choice, size, id=f"{language}-{scale:.0%}-{choice}-{size[0]}")
    for choice, size in (("light", USUAL), ("dark", LARGE))
    for language in ("en", "ru")
    for scale in (1.0, 2.0)
]


def furnish(opened: Opened) -> Studied:
    """A round with bookings, held sessions, findings and something left to gather."""
    made = make_round(opened.lab, segments=(Segment("young", "Young parents", 3), Segment("rural", "From villages", 2)))
    book(opened.lab, made, 6)
    criteria = performance_criteria(opened.lab, made)
    tasks = [task.id for task in opened.lab.rounds.protocol_of(made.study).tasks]
    for place, booking in enumerate(made.bookings[:4]):
        hold(opened.lab, made, booking, {tasks[place % 2]: (criteria[place % 2], 3), tasks[3]: (criteria[2], 4)})
    for gathered in opened.lab.findings.propose(made.study.id)[:2]:
        opened.lab.findings.accept(made.study.id, gathered)
    return made


def subjects(opened: Opened, made: Studied, name: str) -> list[dict[str, Any]]:
    """What a screen is asked to show, one after the other, so that its panels are walked too."""
    finding = opened.lab.findings.findings(made.study.id)[0].id
    person = opened.lab.planning.participants(made.study.id)[0].id
    planned = made.bookings[5].id
    asked: dict[str, list[dict[str, Any]]] = {
        "services": [
            {"round": made.study.id}, {"round": made.study.id, "participant": person}, {"service": made.service.id},
        ],
        "schedule": [{"booking": planned}, {"new": 1}],
        "findings": [{"round": made.study.id, "finding": finding},
                     {"round": made.study.id, "criterion": performance_criteria(opened.lab, made)[0]}],
        "standards": [{"standard": "wcag-2.2", "criterion": "1.4.3"},
                      {"standard": "client-centricity", "criterion": "CC-24"}],
    }  # fmt: skip
    return asked.get(name, [{}])


@pytest.mark.parametrize(("language", "scale", "choice", "size"), LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_that_a_screen_can_be_used_and_read_by_everybody(
    opened: Opened, dress: Dress, name: str, language: str, scale: float, choice: ThemeChoice, size: tuple[int, int]
) -> None:
    dress(choice, language=language, scale=scale)
    opened.window.resize(*size)
    made = furnish(opened)
    for subject in subjects(opened, made, name):
        opened.show(name, **subject)
        assert nameless(opened.window) == []
        assert unreachable(opened.window) == []
        assert cut(opened.window) == []
        assert overlapping(opened.window) == []
        assert (opened.window.width(), opened.window.height()) == size


@pytest.mark.parametrize("name", NAMES)
def test_that_an_empty_screen_says_what_it_is_for_and_how_to_begin(opened: Opened, name: str) -> None:
    screen = opened.show(name)
    assert nameless(opened.window) == []
    assert cut(opened.window) == []
    assert screen.accessibleName()
