"""Participants are codes."""

from lab.domain.participant import next_code


def test_that_codes_are_never_given_twice() -> None:
    assert next_code([]) == "P01"
    assert next_code(["P01", "P03"]) == "P04"
    assert next_code(["P99"]) == "P100"
    assert next_code(["stranger"]) == "P01"
