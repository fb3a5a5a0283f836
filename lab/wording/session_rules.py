"""Sentences for what a session does not take: events that do not fit its state, and corrections."""

from lab.domain.errors import Facts
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.wording.judging import day_words
from lab.wording.states import state_words
from lab.wording.types import Sentence


def _state(facts: Facts, name: str = "state") -> str:
    return state_words(SessionState(str(facts[name])))


SENTENCES: dict[str, Sentence] = {
    "illegal_move": lambda f: _("A session that is {state} cannot become {to}.").format(
        state=_state(f, "from_state"), to=_state(f, "to_state")
    ),
    "session_not_open": lambda f: _(
        "The session takes no entries now: it is {state}. After it is closed, correct it in Review."
    ).format(state=_state(f)),
    "session_not_running": lambda f: _("Tasks can be started only while the session runs; it is {state}.").format(
        state=_state(f)
    ),
    "session_past_check": lambda _f: _("The session has begun: its devices are no longer checked."),
    "session_paused": lambda _f: _("The session is paused: no task begins or ends meanwhile. Press “Go on” first."),
    "adjudication_needs_reason": lambda f: _(
        "{criterion}: say why it is settled so. Without a reason it stays undecided."
    ).format(**f),
    "questionnaire_unknown": lambda f: _("There is no questionnaire “{name}”. Known are: {known}.").format(**f),
    "answer_out_of_scale": lambda f: _(
        "The answer {answer} to “{item}” is not on its scale, {minimum} to {maximum}. Nothing was kept."
    ).format(**f),
    "answer_unknown_item": lambda f: _(
        "The questionnaire {questionnaire} has no question “{item}”. Nothing was kept."
    ).format(**f),
    "task_already_running": lambda f: _("Task “{task}” is still running. End it first.").format(**f),
    "task_not_running": lambda f: _("Task “{task}” is not running.").format(**f),
    "attempt_exists": lambda _f: _("This attempt was already started."),
    "attempt_unknown": lambda _f: _("There is no such attempt in this session."),
    "attempt_voided": lambda f: _(
        "This attempt at “{task}” does not count. Let it count again before you change it."
    ).format(**f),
    "attempt_not_voided": lambda f: _("This attempt at “{task}” counts already.").format(**f),
    "annotation_exists": lambda _f: _("This tag is already in the session."),
    "annotation_unknown": lambda _f: _("There is no such tag in this session."),
    "annotation_retracted": lambda _f: _("This tag was taken back and can no longer be changed."),
    "annotation_not_retracted": lambda _f: _("This tag was not taken back."),
    "ends_before_it_starts": lambda f: _("Task “{task}” would end before it starts. Choose another moment.").format(
        **f
    ),
    "criterion_not_judged_in_sessions": lambda f: _(
        "Criterion {criterion} is not judged in a session: it is judged once for the whole round, or follows from "
        "earlier findings. Nothing was changed; open the criterion in Findings."
    ).format(**f),
    "session_unknown": lambda _f: _("There is no such session in this laboratory."),
    "session_folder_incomplete": lambda f: _(
        "The session folder {path} lacks {missing}. What the laboratory knows of the session is kept and other "
        "sessions are not affected. Put the file back from a backup, or see what is left with: lab repair {path}"
    ).format(**f),
    "session_not_closed": lambda f: _(
        "Corrections with a reason are for closed sessions; this one is {state}. Change it in the session itself."
    ).format(state=_state(f)),
    "reason_missing": lambda _f: _("Say why the closed session is amended. Nothing was changed."),
    "participant_withdrew": lambda f: _(
        "{participant} took the consent back on {day} and takes part no more. Whoever wants to take part again is "
        "added as a new participant, with a form of their own."
    ).format(participant=f["participant"], day=day_words(f["day"])),
    "consent_missing": lambda f: _(
        "Participant {participant} has no signed consent yet. Note the form's version, its date and “signed on paper” "
        "before the session."
    ).format(**f),
}
