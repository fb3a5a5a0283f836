"""A retest's report says what became of the findings of the rounds that it retests, on every page it is written as."""

from datetime import date

from lab.domain.finding import FindingDecision, Status
from lab.reports.facts import Audience
from lab.reports.gathering import gather_facts
from lab.reports.html import render
from lab.reports.making import make_document
from lab.reports.paper.blocks import Grid
from lab.reports.written.comparing import comparing_blocks
from tests.lab.laboratories import Furnished
from tests.lab.services.test_findings import accepted
from tests.lab.services.test_retest_planning import failed, kept, retested
from tests.lab.stories import hold


def test_that_a_retest_says_what_became_of_earlier_findings_and_how_sure_that_is(place: Furnished) -> None:
    failed(place)
    hold(place, kept())
    finding = accepted(place)
    place.lab.findings.decide(finding.id, FindingDecision("fix", "M. Owner", date(2026, 11, 23)))
    place.lab.findings.move(finding.id, Status.FIXED, "2.4", by="Anna")
    later = retested(place, place.round, "Retest")
    for _ in range(5):
        hold(place, kept(), round_id=later.id)
    place.lab.findings.retest(finding.id, later.id, "Anna")
    place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")

    first = make_document(gather_facts(place.lab, place.round.id), "en")
    assert first.followed == ()
    assert first.findings[0].retest_texts[-1] == "Now: verified."
    document = make_document(gather_facts(place.lab, later.id), "en")
    (followed,) = document.followed
    assert (followed.round_number, followed.number, followed.fate.code) == (1, 1, "verified")
    (said,) = followed.texts
    assert said.startswith(
        "Round 2: 0 of 5 participants had it again – verified. Were it still as frequent, the chance"
    )
    assert "less than 1%." in said  # (1 − 2/3)⁵ = 0.4 %
    assert "What became of earlier findings?" in render(document)
    grids = [one for one in comparing_blocks(document) if isinstance(one, Grid)]
    assert any("verified" in str(one.rows) for one in grids)
    public = make_document(gather_facts(place.lab, later.id), "en", audience=Audience.PUBLIC)
    assert "Anna" not in public.followed[0].texts[0]
