"""Sentences for the codes of the room "planning": the register, rounds, findings; with the schedule, the rules of
sessions and the database beside it.
"""

from lab.domain.decision import Decided
from lab.domain.errors import Facts
from lab.domain.finding import Status
from lab.domain.gate import GateState
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording import database, follow_up, schedule, session_rules
from lab.wording.fields import faults_sentence
from lab.wording.judging import decided_label, gate_label, status_label
from lab.wording.types import Sentence


def _fields_wrong(facts: Facts) -> str:
    faults = facts["faults"]
    assert isinstance(faults, tuple)
    return faults_sentence(faults)


SENTENCES: dict[str, Sentence] = {
    **database.SENTENCES,
    **schedule.SENTENCES,
    **session_rules.SENTENCES,
    **follow_up.SENTENCES,
    "fields_wrong": _fields_wrong,
    "service_unknown": lambda _f: _("There is no such service."),
    "release_unknown": lambda _f: _("There is no such release."),
    "round_unknown": lambda f: _("There is no round “{id}” in this laboratory.").format(**f),
    "round_ambiguous": lambda f: _("Several rounds answer to “{id}”. Give the round's whole id.").format(**f),
    "participant_unknown": lambda _f: _("There is no such participant."),
    "rules_unchanged": lambda _f: _("These are the numbers that the round has already: nothing to change."),
    "self_trial_elsewhere": lambda f: _(
        "Round “{round}” tests a real service: its participants sign a consent form on paper. Only the sample service "
        "can be tried without."
    ).format(**f),
    "segment_unknown": lambda _f: _("The round has no such segment."),
    "criterion_unknown": lambda f: _("The round does not judge a criterion “{id}”.").format(**f),
    "finding_unknown": lambda _f: _("There is no such finding."),
    "action_unknown": lambda _f: _("There is no such action."),
    "protocol_unknown": lambda f: _("There is no protocol “{id}” in this laboratory or in the library.").format(**f),
    "standard_unknown": lambda f: _(
        "There is no standard “{id}” in this laboratory or in the library. There are: {known}."
    ).format(**f),
    "standard_has_no_criterion": lambda f: _("The standard “{standard}” has no criterion “{criterion}”.").format(**f),
    "file_there_already": lambda f: _("{path} is there already. Nothing was written: choose another name.").format(**f),
    "file_unwritable": lambda f: _(
        "{path} could not be written ({reason}). What was there is as it was. Choose another place."
    ).format(**f),
    "standard_version_unknown": lambda f: _(
        "There is no version “{version}” of the standard “{id}”. There are: {known}."
    ).format(**f),
    "standard_version_taken": lambda f: _(
        "Another text of “{id}” has the version {version} already, and rounds may be pinned to it. Nothing was "
        "changed. Give the new text a version of its own."
    ).format(**f),
    "standards_share_criterion": lambda f: _(
        "“{standard}” and “{other}” both have a criterion {criterion}: a round can be judged against only one of "
        "the two."
    ).format(**f),
    "amendment_changes_nothing": lambda f: _(
        "The file is the protocol that round “{round}” already has: nothing to amend."
    ).format(**f),
    "amendment_changes_standards": lambda f: _(
        "The new protocol pins other standards than round “{round}” is judged by. Make a new round for it."
    ).format(**f),
    "artefact_unknown": lambda _f: _("There is no such artefact."),
    "artefact_not_a_file": lambda f: _("{path} is not a file. Attach a file, or give its link or number.").format(**f),
    "artefact_unreadable": lambda f: _("The file {path} cannot be read ({reason}). Nothing was attached.").format(**f),
    "artefact_not_kept": lambda f: _(
        "The file could not be copied into the laboratory folder ({reason}). Nothing was attached."
    ).format(**f),
    "criterion_not_inspected": lambda f: _(
        "Criterion {criterion} is not judged by inspection: it follows from sessions or from earlier findings."
    ).format(**f),
    "finding_move": lambda f: _("Finding {finding} is “{before}” and cannot become “{to}”.").format(
        finding=f["finding"], before=status_label(Status(str(f["before"]))), to=status_label(Status(str(f["to"])))
    ),
    "finding_merge_impossible": lambda f: _(
        "Finding {finding} can only take in other findings of its own round and kind."
    ).format(**f),
    "finding_not_retested": lambda f: ngettext(
        "Finding {finding} cannot be called verified: in a later round at least {needed} participant must come to the "
        "same place without the problem, or an inspection must pass.",
        "Finding {finding} cannot be called verified: in a later round at least {needed} participants must come to the "
        "same place without the problem, or an inspection must pass.",
        int(str(f["needed"])),
    ).format(**f),
    "finding_not_merged": lambda f: _(
        "Finding {finding} is no duplicate any more: somebody changed it meanwhile. Nothing was changed."
    ).format(**f),
    "finding_in_use": lambda f: _(
        "Finding {finding} stays: somebody has worked on it since it was made. Merge or reject it instead."
    ).format(**f),
    "finding_needs_evidence": lambda f: _(
        "Finding {finding} has no evidence yet, so it stays open. Add the tags that show it, or an inspection."
    ).format(**f),
    "not_a_retest": lambda f: _("That round does not retest the round of finding {finding}.").format(**f),
    "nothing_overridden": lambda f: _(
        "{criterion}: nobody's word stands against the rule, so none can be taken back."
    ).format(criterion=f["criterion"]),
    "nothing_decided_yet": lambda _f: _("No decision holds for this round, so none can be taken back."),
    "launch_undecided": lambda f: _(
        "“{service}” cannot be called launched: no decision to launch holds for any round of its releases. Decide on "
        "the screen Findings; against the gate that needs a reason."
    ).format(service=f["service"]),
    "decision_needs_reason": lambda f: _(
        "The decision “{decided}” goes against the gate “{gate}”. Give the reason; it is printed in the report."
    ).format(decided=decided_label(Decided(str(f["decided"]))), gate=gate_label(GateState(str(f["gate"])))),
}
