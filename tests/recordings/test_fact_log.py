"""`recording.jsonl`."""

from pathlib import Path

import pytest

from recordings import clock
from recordings.errors import RecordingError
from recordings.fact_log import FactLog, read_facts
from recordings.facts import FACTS_NAME
from recordings.messages import Fact


def test_that_facts_are_numbered_told_and_read_again(tmp_path: Path) -> None:
    told: list[Fact] = []
    log = FactLog(tmp_path, clock.now_us(), told.append)
    log.write("paused", {})
    log.write("lost", {"source": "camera", "reason": "camera_silent"}, 17, sync=True)
    log.sync()
    log.close()
    log.close()
    log.sync()
    assert read_facts(tmp_path) == told
    assert [(fact.seq, fact.type) for fact in told] == [(1, "paused"), (2, "lost")]
    assert told[1].at_us == 17


def test_that_a_torn_last_line_is_cut_off_and_the_numbers_go_on(tmp_path: Path) -> None:
    log = FactLog(tmp_path, 0, lambda _: None)
    log.write("paused", {}, 1)
    log.close()
    path = tmp_path / FACTS_NAME
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"seq":2,"at_us":5,"ty')
    assert [fact.seq for fact in read_facts(tmp_path)] == [1]
    second = FactLog(tmp_path, 0, lambda _: None)
    assert path.read_bytes() == whole
    assert second.write("resumed", {}, 9).seq == 2
    second.close()


def test_that_a_line_that_is_no_fact_is_named(tmp_path: Path) -> None:
    (tmp_path / FACTS_NAME).write_bytes(b'{"seq":1,"at_us":5,"type":"paused"}\nnonsense\n')
    with pytest.raises(RecordingError) as fault:
        read_facts(tmp_path)
    assert (fault.value.code, fault.value.facts["line"]) == ("facts_unreadable", 2)
    with pytest.raises(RecordingError, match="facts_unreadable"):
        FactLog(tmp_path, 0, lambda _: None)


def test_that_a_folder_without_facts_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="facts_missing"):
        read_facts(tmp_path)
