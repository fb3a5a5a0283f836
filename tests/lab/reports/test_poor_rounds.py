"""Rounds of which little can be said: each is told plainly by command and report, in both languages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab.commands.application import application
from lab.commands.usage import run
from lab.domain.gate import GateState
from lab.domain.study import LeftOut
from lab.domain.unit import UnitOutcome
from lab.i18n import use_language
from lab.reports.gathering import gather_facts
from lab.reports.html import render
from lab.reports.making import make_document
from tests.lab.laboratories import Furnished, furnished
from tests.lab.stories import Story, hold

PAGE = "2.4.4"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    everything = furnished(tmp_path / "lab")
    yield everything
    everything.lab.close()
    use_language("en")


def only(place: Furnished, *criteria: str) -> None:
    """Leave every other criterion out of the round's scope."""
    others = [one.id for one in place.lab.rounds.criteria(place.round) if one.id not in criteria]
    place.lab.rounds.set_scope(place.round.id, [LeftOut(one, "Anna", "not this time") for one in others])


def nobody(_place: Furnished) -> None:
    """A round without any session."""


def all_inapplicable(place: Furnished) -> None:
    """The only criterion in scope applies to nothing."""
    only(place, PAGE)
    place.lab.verdicts.inspect(place.round.id, PAGE, "form", UnitOutcome.INAPPLICABLE, "Oleg")


def nothing_in_scope(place: Furnished) -> None:
    """Everything is left out."""
    only(place)


def withdrawn(place: Furnished) -> None:
    """The only session there was is erased."""
    hold(place, Story().task("fill-form", 5).judge("CC-24", "failed", severity=3).closed())
    (held,) = place.lab.evidence.held(place.round.id)
    place.lab.sessions.forget(held.session_id)


CASES: list[tuple[Callable[[Furnished], None], dict[str, tuple[str, ...]]]] = [
    (nobody, {"en": ("nobody was heard yet",), "ru": ("участников пока не было",)}),
    (
        all_inapplicable,
        {"en": ("No criterion in scope applies",), "ru": ("Ни один критерий охвата не применим",)},
    ),
    (
        nothing_in_scope,
        {
            "en": ("The scope statement leaves out every criterion", "criteria left out of the scope"),
            "ru": ("Из охвата исключены все критерии", "вне охвата"),
        },
    ),
    (withdrawn, {"en": ("nobody was heard yet",), "ru": ("участников пока не было",)}),
]


@pytest.mark.parametrize(("poor", "told"), CASES, ids=lambda one: getattr(one, "__name__", ""))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_a_poor_round_is_told_plainly(
    place: Furnished,
    capsys: pytest.CaptureFixture[str],
    poor: Callable[[Furnished], None],
    told: dict[str, tuple[str, ...]],
    language: str,
) -> None:
    poor(place)
    assert place.lab.verdicts.gate(place.round.id).state is GateState.GREY
    page = render(make_document(gather_facts(place.lab, place.round.id), language))
    folder = str(place.lab.folder.path)
    run(application(), ["verdicts", "Before launch", "--folder", folder, "--language", language])
    said = capsys.readouterr().out
    for words in told[language]:
        assert words in page
        assert words in said


def test_that_an_erased_session_is_said_not_to_count(place: Furnished, capsys: pytest.CaptureFixture[str]) -> None:
    withdrawn(place)
    run(application(), ["verdicts", "Before launch", "--folder", str(place.lab.folder.path), "--language", "en"])
    assert "1 session erased, not counted" in capsys.readouterr().out
    assert place.lab.verdicts.verdicts(place.round.id)["CC-24"].inputs == ()
    document = make_document(gather_facts(place.lab, place.round.id), "en")
    assert document.summary.people_text == "nobody was heard yet; 1 participant withdrew"
