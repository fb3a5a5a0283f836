"""The scripted participant does the sample protocol's tasks with real input events and says what there is to see."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from protocols import library
from ui.sample.acts import ACTS
from ui.sample.script import Participant
from ui.sample.service import SampleService

ROOT = Path(__file__).parent.parent.parent.parent
Said = list[dict[str, object]]
Ask = Callable[..., Said]


@pytest.fixture
def service(qtbot: QtBot) -> SampleService:
    made = SampleService()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def ask(qtbot: QtBot, service: SampleService) -> Ask:
    said: Said = []
    participant = Participant(service, said.append, pace=0.01)

    def obey(*commands: object) -> Said:
        said.clear()
        with qtbot.waitSignal(participant.finished, timeout=30_000):
            participant.obey(*(one if isinstance(one, str) else json.dumps(one) for one in commands))
        return said

    return obey


def test_that_all_tasks_of_the_sample_protocol_are_known_and_every_sight_has_a_button(ask: Ask) -> None:
    protocol = library.protocol("sample-child-benefit")
    said = ask(*({"do": task.id} for task in protocol.tasks))
    assert [line["done"] for line in said if "done" in line] == [task.id for task in protocol.tasks] == list(ACTS)
    seen = {(str(line["task"]), str(line["seen"])) for line in said if "seen" in line}
    assert seen <= {(task.id, button.id) for task in protocol.tasks for button in task.tag_pad}
    assert {task for task, _button in seen} == set(ACTS)


def test_that_the_tasks_lead_through_the_service(ask: Ask, service: SampleService) -> None:
    reached = []
    for task in ACTS:
        ask({"do": task})
        reached.append(service.current)
    assert reached == ["form", "document", "sent", "decision"]
    assert service.form.inputs["born"].text() == "21.10.2026"
    assert len(service.document.loaded) == 1


def test_that_a_task_can_be_done_alone_and_again(ask: Ask) -> None:
    for _time in range(2):
        assert ask({"do": "attach-document"})[-1]["outcome"] == "assisted"


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"do": "dance"}', '{"do": "find-service", "pace": "x"}'])
def test_that_a_line_that_is_not_understood_is_answered_and_the_next_is_done(ask: Ask, line: str) -> None:
    said = ask(line, {"do": "restore"})
    assert "error" in said[0]
    assert said[1] == {"done": "restore"}


def run(*arguments: str, given: str = "") -> list[dict[str, object]]:
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "ui.sample", *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_that_the_program_ends_with_its_script(tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"do": "read-decision", "pace": 0.01}\n', encoding="utf-8")
    said = run("--language", "ru", "--script", str(script))
    assert said[0]["ready"] is True
    assert said[-1] == {"done": "read-decision", "outcome": "failed"}


def test_that_the_program_obeys_standard_input_and_ends_with_it() -> None:
    said = run("--script", "-", given='{"do": "restore"}\n')
    assert said[-1] == {"done": "restore"}
