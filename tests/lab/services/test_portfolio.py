"""The portfolio of a laboratory with a history: its services, the history of one, the tables."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lab.domain.decision import Decided
from lab.domain.errors import InputError, WorldError
from lab.domain.gate import GateState
from lab.domain.portfolio import Attention, ServiceStanding
from lab.domain.service import ClientCategory, GoalRule, LifeStage, SatisfactionGoal
from lab.services.laboratory import Laboratory
from lab.services.portfolio_table import HEADINGS, as_csv, as_xlsx, write_portfolio
from protocols.library import SAMPLE
from tests.lab.service_histories import furnish


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    with Laboratory.open(tmp_path_factory.mktemp("histories") / "lab") as lab:
        furnish(lab)
        yield lab


@pytest.fixture
def services(furnished: Laboratory) -> dict[str, ServiceStanding]:
    return {one.service.name: one for one in furnished.portfolio.portfolio()}


def test_that_every_service_says_what_it_asks_for(services: dict[str, ServiceStanding]) -> None:
    assert {name: [asks.why for asks in one.asks] for name, one in services.items()} == {
        "Child benefit": [Attention.DECISION_DUE],
        "Housing subsidy": [Attention.UNDECIDED, Attention.DECISION_DUE],
        "Leave request": [Attention.NEVER_TESTED],
        "Parking permit": [Attention.DECISION_DUE],
        "Trade licence": [Attention.OLD_TEST],
    }
    assert [name for name, one in services.items() if one.passed] == ["Trade licence"]
    assert services["Parking permit"].current is None


def test_that_a_decision_that_was_taken_back_leaves_the_launch_undecided(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        service = lab.planning.add_service("Tax card", "M. Owner", ClientCategory.PEOPLE, LifeStage.DESIGN)
        release = lab.planning.add_release(service.id, "1.0", date(2026, 1, 15))
        study = lab.rounds.make_round(release.id, SAMPLE, "Before launch")
        lab.verdicts.decide(study.id, Decided.HOLD, "M. Owner")
        assert [one.asks for one in lab.portfolio.portfolio()] == [()]
        lab.verdicts.take_back_decision(study.id, "M. Owner", "too early")
        (standing,) = lab.portfolio.portfolio()
        assert [one.why for one in standing.asks] == [Attention.UNDECIDED]
        assert lab.portfolio.history(service.id).rounds[0].decision is None


def test_that_the_history_has_every_round_with_the_level_that_stands(
    furnished: Laboratory, services: dict[str, ServiceStanding]
) -> None:
    history = furnished.portfolio.history(services["Child benefit"].service.id)
    assert [(one.study.number, one.release.name, one.participants) for one in history.rounds] == [
        (1, "2.3", 6), (2, "2.4", 6), (3, "3.0", 5),
    ]  # fmt: skip
    first, second, third = (one.level for one in history.rounds)
    assert first.decided == 9  # a retest judges few criteria anew: the others stand
    assert (second.decided, third.decided) == (10, 10)
    assert first.level is not None
    assert second.level is not None
    assert second.level > first.level
    assert all(one.level.low <= (one.level.level or 0) <= one.level.high for one in history.rounds)
    assert history.rounds[-1].gate is GateState.RED
    assert history.rounds[-1].open_findings >= 1
    assert history.rounds[1].satisfaction is not None
    assert history.rounds[1].satisfaction.n == 6


def test_that_no_text_of_the_table_runs_as_a_formula(services: dict[str, ServiceStanding]) -> None:
    one = services["Child benefit"]
    evil = replace(one, service=replace(one.service, name='=HYPERLINK("http://x")', owner="+1"))
    (head, line) = csv.reader(io.StringIO(as_csv([evil]).decode("utf-8"), newline=""))
    assert head == list(HEADINGS)
    assert line[:2] == ['\'=HYPERLINK("http://x")', "'+1"]
    sheet = load_workbook(io.BytesIO(as_xlsx([evil])), rich_text=False).active
    assert sheet is not None
    cells = {str(head.value): cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["Service"].value, cells["Service"].data_type) == ('=HYPERLINK("http://x")', "s")
    assert isinstance(cells["Level"].value, int | float)
    assert isinstance(cells["Last test"].value, datetime)
    assert cells["Electronic"].value is True


def test_that_a_table_is_written_whole_or_refused_in_words(
    services: dict[str, ServiceStanding], tmp_path: Path
) -> None:
    everything = list(services.values())
    write_portfolio(everything, tmp_path / "all.xlsx")
    write_portfolio(everything, tmp_path / "all.csv")
    with pytest.raises(InputError, match="file_there_already"):
        write_portfolio(everything, tmp_path / "all.csv")
    with pytest.raises(InputError, match="portfolio_format"):
        write_portfolio(everything, tmp_path / "all.pdf")
    with pytest.raises(WorldError, match="file_unwritable"):
        write_portfolio(everything, tmp_path / "nowhere" / "all.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.csv", "all.xlsx"]


def test_that_what_the_portfolio_asks_of_a_service_is_kept_and_checked(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        made = lab.planning.add_service("One", "M. Owner", ClientCategory.PEOPLE, LifeStage.DESIGN)
        goal = SatisfactionGoal("sus", 52.0, GoalRule.TIMES, 1.5)
        asked = replace(made, electronic=True, proactive=True, test_term_months=6, satisfaction=goal)
        lab.planning.edit_service(asked)
        assert lab.planning.service(made.id) == asked
        with pytest.raises(InputError) as refused:
            lab.planning.edit_service(replace(asked, test_term_months=0, satisfaction=replace(goal, baseline=90.0)))
        assert refused.value.facts["faults"] == (
            ("test_term_months", "out_of_range"), ("satisfaction_amount", "target_beyond_scale"),
        )  # fmt: skip
        assert lab.portfolio.portfolio(date(2026, 11, 27))[0].asks == ()
