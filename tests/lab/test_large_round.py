"""The large round of the tests and benchmarks is one as the laboratory itself would have made it."""

import json
from pathlib import Path

from lab.archive.verify import verify
from lab.services.exporting import export_round
from lab.services.laboratory import Laboratory
from tests.lab.large_round import TAGS, make_large_round, small_recording


def test_that_a_round_made_large_is_whole(tmp_path: Path) -> None:
    recording = small_recording(tmp_path / "recording")
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab, recording, sealed=True, participants=2)
        assert [len(one.evidence) for one in made.findings] == [2] * 6
        assert all(lab.findings.is_supported(one) for one in made.findings)
        held = lab.evidence.held(made.round.id)
        assert [len(one.record.annotations) for one in held] == [TAGS] * 2
        for one in held:
            report = verify(lab.sessions.folder_of(one.session_id))
            assert report.ok, report.lies
        paths = export_round(lab, made.round.id, ("json",), tmp_path / "out", "en")
    told = json.loads(paths["json"].read_text(encoding="utf-8"))
    evidence = [one for finding in told["findings"] for one in finding["evidence"]]
    assert len(evidence) == 12
