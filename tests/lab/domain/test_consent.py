"""Consent decides what may be recorded."""

from dataclasses import replace
from datetime import date

import pytest

from lab.domain.consent import SCOPE_OF_WHAT_IS_SHOWN, Consent, Scope, may_record
from protocols.library import SAMPLE
from recordings.plan import Shows

ALL = frozenset(Scope)
REAL = "our-own-protocol"


def consent(*scopes: Scope, on_paper: bool = True) -> Consent:
    """A form with these scopes."""
    return Consent("1", "en", date(2026, 11, 23), frozenset(scopes), on_paper)


def test_that_everything_a_source_can_show_needs_a_scope() -> None:
    assert set(SCOPE_OF_WHAT_IS_SHOWN) == set(Shows.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("shows", sorted(SCOPE_OF_WHAT_IS_SHOWN))
def test_that_a_source_needs_exactly_its_own_scope(shows: str) -> None:
    needed = SCOPE_OF_WHAT_IS_SHOWN[shows]
    assert may_record(shows, {needed})
    assert not may_record(shows, ALL - {needed})


def test_that_a_form_without_signature_allows_no_session() -> None:
    assert consent(Scope.TAKE_PART).allows_session(REAL)
    assert not consent(Scope.TAKE_PART, on_paper=False).allows_session(REAL)
    assert not consent(Scope.SCREEN).allows_session(REAL)


def test_that_a_self_trial_needs_no_paper_and_is_for_the_sample_service_alone() -> None:
    trial = replace(consent(Scope.TAKE_PART, on_paper=False), self_trial=True)
    assert trial.allows_session(SAMPLE)
    assert not trial.allows_session(REAL)
    assert not replace(trial, scopes=frozenset({Scope.SCREEN})).allows_session(SAMPLE)
