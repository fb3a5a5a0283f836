"""What is wrong with a field of a form: short, to stand beside the field, and in full."""

from collections.abc import Callable, Iterable, Mapping

from lab.i18n import gettext as _

_FAULTS: Mapping[str, Callable[[], str]] = {
    "missing": lambda: _("Fill this in."),
    "too_long": lambda: _("This is too long: shorten it."),
    "control_characters": lambda: _("This contains invisible control characters: type it anew."),
    "out_of_range": lambda: _("This number is outside the permitted range."),
    "unknown": lambda: _("There is nothing of this name: choose from the list."),
    "criterion_unknown": lambda: _("None of the round's standards has this criterion."),
    "contradicts": lambda: _("A finding is either good or set aside: keep one of the two."),
    "repeated": lambda: _("This stands here twice: keep one of the two."),
    "no_time_zone": lambda: _("The time has no time zone."),
    "above_pass": lambda: _("This must not be above the share at which a criterion is met."),
    "in_the_future": lambda: _("This day has not come yet."),
    "in_the_past": lambda: _("Choose a later day."),
    "take_part_missing": lambda: _("Without consent to take part there can be no session."),
    "not_a_number": lambda: _("Write a number here."),
    "beyond_scale": lambda: _("This figure lies beyond the ends of the questionnaire's scale."),
    "no_rise": lambda: _("With this the target is not above the baseline."),
    "target_beyond_scale": lambda: _(
        "With this the target lies beyond the end of the scale and can never be reached: choose points, or less."
    ),
    "not_signed": lambda: _("Confirm that you have seen the signature on paper."),
}

_NAMES: Mapping[str, Callable[[], str]] = {
    "name": lambda: _("Name"),
    "owner": lambda: _("Owner"),
    "life_situation": lambda: _("Life situation"),
    "test_term_months": lambda: _("Months between tests"),
    "satisfaction_by": lambda: _("Satisfaction is measured by"),
    "satisfaction_baseline": lambda: _("Baseline"),
    "satisfaction_amount": lambda: _("Target"),
    "notes": lambda: _("Notes"),
    "segments": lambda: _("Segments"),
    "reason": lambda: _("Reason"),
    "why": lambda: _("Reason"),
    "by": lambda: _("Who says so"),
    "accepted_by": lambda: _("Accepted by"),
    "author": lambda: _("Author"),
    "rater": lambda: _("Rated by"),
    "room": lambda: _("Room"),
    "moderator": lambda: _("Moderator"),
    "observers": lambda: _("Observers"),
    "starts": lambda: _("Start"),
    "minutes": lambda: _("Length"),
    "version": lambda: _("Version of the form"),
    "signed_on": lambda: _("Signed on"),
    "n_min": lambda: _("Participants for a verdict"),
    "segment_n_min": lambda: _("Participants of a segment"),
    "pass_at": lambda: _("Met from this share of passes"),
    "fail_at": lambda: _("Not met below this share of passes"),
    "scopes": lambda: _("Consent"),
    "on_paper": lambda: _("Signed on paper"),
    "title": lambda: _("Title"),
    "statement": lambda: _("Statement"),
    "expected": lambda: _("Expected behaviour"),
    "recommendation": lambda: _("Recommendation"),
    "criteria": lambda: _("Criteria"),
    "severity": lambda: _("Severity"),
    "expires": lambda: _("Accepted until"),
    "due": lambda: _("Due"),
    "text": lambda: _("What will be done"),
    "unit": lambda: _("Page or document"),
    "note": lambda: _("Note"),
    "conditions": lambda: _("Conditions"),
    "subject": lambda: _("What it is about"),
    "task_id": lambda: _("Task"),
    "what": lambda: _("Decision"),
    "set_aside": lambda: _("Why the wish cannot be met"),
    "shows": lambda: _("What it shows"),
    "source": lambda: _("Where it lies"),
    "evidence": lambda: _("Evidence"),
    "stage": lambda: _("Stage"),
    "criterion": lambda: _("Criterion"),
}


def fault_words(code: str) -> str:
    """What is wrong, to stand beside the field; for a code without words the code itself."""
    known = _FAULTS.get(code)
    return code if known is None else known()


def field_name(name: str) -> str:
    """What a field is called; `CC-24.why` is the reason of criterion CC-24."""
    subject, dot, last = name.rpartition(".")
    known = _NAMES.get(last if dot else name)
    if known is None:
        return name
    return _("{subject}, {field}").format(subject=subject, field=known()) if dot and last in _NAMES else known()


def faults_sentence(faults: Iterable[tuple[str, str]]) -> str:
    """All faults of a form, one line each."""
    return "\n".join(
        _("{field}: {fault}").format(field=field_name(name), fault=fault_words(code)) for name, code in faults
    )
