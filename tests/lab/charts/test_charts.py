"""Charts: the same bytes for the same figures, nothing from outside, ids apart, honest gaps."""

import re
from xml.etree import ElementTree as ET

import pytest

from lab.charts.experience import Curve, Line, experience_chart
from lab.charts.tasks import Measured, TaskRow, tasks_chart

EVERYBODY = Line("Everybody", (Measured(6, 5, 7), None, Measured(2, 1, 3.5)))
CURVE = Curve(("Search", "Form", "Decision"), "Ease, 1 to 7", 1, 7, (EVERYBODY,), (1, 0, 0), (0, 2, 3))
ROWS = (
    TaskRow("Pay $5 or $10, <now> & later, whatever the form is called today", Measured(0.5, 0.2, 0.8), 0.8, None, 90),
    TaskRow("Read", None, 0.9, Measured(80, 40, 160), 90),
)


def test_that_the_same_figures_give_the_same_bytes() -> None:
    assert experience_chart(CURVE) == experience_chart(CURVE)
    assert tasks_chart(ROWS) == tasks_chart(ROWS)
    assert tasks_chart(ROWS) != tasks_chart(ROWS[:1])


def test_that_charts_are_xml_that_loads_nothing() -> None:
    for svg in (experience_chart(CURVE), tasks_chart(ROWS)):
        root = ET.fromstring(svg)  # noqa: S314 - drawn by us
        assert root.tag.endswith("svg")
        assert not re.findall(r'(?:href|src)="(?!#)', svg)
        assert "metadata" not in svg


def test_that_two_charts_share_no_id() -> None:
    first, second = (set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (experience_chart(CURVE), tasks_chart(ROWS)))
    assert first
    assert not first & second


def test_that_a_curve_breaks_where_nobody_told() -> None:
    gap = Curve(("Search", "Form", "Decision"), "Ease", 1, 7, (Line("Everybody", (Measured(6, None, None), None,
        Measured(2, None, None))),), (0, 0, 0), (0, 0, 0))  # fmt: skip
    drawn = re.search(r'<path d="([^"]+)"[^>]*stroke-width: 2.5', experience_chart(gap))
    assert drawn is not None
    assert "L" not in drawn[1]  # one point on either side of the gap: there is nothing to join


def test_that_nothing_to_show_is_refused() -> None:
    with pytest.raises(ValueError, match="no tasks"):
        tasks_chart(())
    with pytest.raises(ValueError, match="no stages"):
        experience_chart(Curve((), "Ease", 1, 7, (), (), ()))
