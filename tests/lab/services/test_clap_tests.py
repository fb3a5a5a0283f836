"""What clap tests measured is kept from one start of the program to the next."""

from datetime import timedelta
from pathlib import Path

import pytest

from lab.domain.errors import WorldError
from lab.services.clap_tests import FILE, MOST, ClapTests
from lab.wording import sentence
from tests.lab.domain.test_clap import NOON, measure

DAY = NOON.astimezone().date()


def test_that_what_was_measured_today_is_known_at_the_next_start(tmp_path: Path) -> None:
    assert ClapTests(tmp_path).of_day(DAY) == ()
    ClapTests(tmp_path).keep([measure(), measure("Headset")])
    assert ClapTests(tmp_path).of_day(DAY) == (measure(), measure("Headset"))
    assert ClapTests(tmp_path).of_day(DAY + timedelta(days=1)) == ()


def test_that_what_was_not_measured_for_longest_is_forgotten(tmp_path: Path) -> None:
    kept = ClapTests(tmp_path)
    kept.keep([measure(f"M{n}", at=NOON + timedelta(seconds=n)) for n in range(MOST + 1)])
    assert [one.device for one in kept.of_day(DAY)][:1] == ["M1"]


@pytest.mark.parametrize("content", ["", "{", '{"version": 2}', '{"version": 1, "measured": [{"source": "x"}]}'])
def test_that_a_file_that_is_not_ours_is_said_to_be_so_and_left_alone(content: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(content)
    for use in (lambda: ClapTests(tmp_path).of_day(DAY), lambda: ClapTests(tmp_path).keep([measure()])):
        with pytest.raises(WorldError, match="clap_tests_unreadable") as raised:
            use()
        assert FILE in sentence(raised.value)
    assert (tmp_path / FILE).read_text() == content


def test_that_a_folder_that_takes_no_file_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="clap_tests_unwritable"):
        ClapTests(tmp_path / "gone").keep([measure()])
