"""What is known of a stage of the client's path, in words. Reads babel: imported where it is shown."""

from collections.abc import Iterator

from lab.domain.client_path import StageFigures
from lab.domain.metrics.waiting import Waiting
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.figures import minutes, participants, share_words


def not_arrived_words(one: StageFigures) -> tuple[str, ...]:
    """Whose time is not among those of the stage; nothing where all arrived."""
    if not one.not_arrived:
        return ()
    words = ngettext(
        "{n} participant who did not reach every goal without help is not in this time.",
        "{n} participants who did not reach every goal without help are not in this time.",
        one.not_arrived,
    )
    return (words.format(n=one.not_arrived),)


def median_words(found: Waiting) -> str:
    """The median wait with its interval."""
    people = participants(found.n)
    if found.interval is None:
        return _("{value} ({people}; too few for an interval)").format(value=minutes(found.median_s), people=people)
    return _("{value} (median; 95% interval {low}–{high}; {people})").format(
        value=minutes(found.median_s),
        low=minutes(found.interval.low),
        high=minutes(found.interval.high),
        people=people,
    )


def waiting_words(one: StageFigures) -> Iterator[str]:
    """The wait, how many waited no longer than the norm, and who waited nobody knows how long."""
    if one.waiting is not None:
        yield median_words(one.waiting) + "."
        if one.waiting.within is not None and one.waiting.norm_s is not None:
            yield _("No longer than the norm of {norm}: {share}.").format(
                norm=minutes(one.waiting.norm_s), share=share_words(one.waiting.within)
            )
    if one.unmeasured:
        yield ngettext(
            "{n} participant waited and nobody measured how long: there is no waiting time.",
            "{n} participants waited and nobody measured how long: there is no waiting time.",
            one.unmeasured,
        ).format(n=one.unmeasured)
