"""Title page, executive summary, product and objectives of the usability report."""

from collections.abc import Callable, Mapping

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports.cif.asked import Asked, lines, table, text
from lab.reports.cif.model import CifAnswer


def _follows(_asked: Asked) -> CifAnswer:
    return lines(
        _(
            "This report follows the Common Industry Format for usability test reports (NIST IUSR CIF 2.02, taken over "
            "by ISO/IEC 25062). What was not collected is said to be so."
        )
    )


def _product(asked: Asked) -> CifAnswer:
    said = _("{service}, release {release}")
    return lines(said.format(service=asked.document.service.name, release=asked.document.release.name))


def _lead(asked: Asked) -> CifAnswer:
    leads = dict.fromkeys(one.booking.moderator for one in asked.facts.counted if one.booking.moderator)
    named = dict.fromkeys(asked.names.person(one) for one in leads)
    return lines(_("Moderators: {names}").format(names=", ".join(named))) if named else lines()


def _when(asked: Asked) -> CifAnswer:
    return lines(asked.document.summary.period_text)


def _report_date(asked: Asked) -> CifAnswer:
    return lines(asked.document.made_at_text)


def _prepared(asked: Asked) -> CifAnswer:
    said = _("{laboratory}, with Usability Lab {version}")
    return lines(said.format(laboratory=asked.document.laboratory, version=asked.document.app_version))


def _contact(asked: Asked) -> CifAnswer:
    return lines(*asked.facts.contact)


def _described(asked: Asked) -> CifAnswer:
    service = asked.document.service
    return lines(
        *_product(asked).lines,
        _("For: {category}. Stage of the service: {stage}.").format(category=service.category, stage=service.stage),
        _("Situation: {situation}").format(situation=service.life_situation) if service.life_situation else None,
        asked.facts.release.notes if asked.document.audience == "internal" else None,
    )


def _reason(asked: Asked) -> CifAnswer:
    nature = (
        _("A retest of what an earlier round found.") if asked.document.round.retest else _("A test before launch.")
    )
    return lines(asked.document.round.goal, nature)


def _method(asked: Asked) -> CifAnswer:
    n = len(asked.document.tasks)
    tasks = ngettext("{n} task", "{n} tasks", n).format(n=n)
    said = _("Moderated sessions, one participant at a time, each recorded: {people}; {tasks}; protocol “{protocol}”.")
    people = asked.document.summary.people_text
    return lines(said.format(people=people, tasks=tasks, protocol=asked.document.method.protocol))


def _central(asked: Asked) -> CifAnswer:
    header = (_("Task"), _("Success without help"), _("Time to success"))
    rows = [(one.title, one.success.text, one.time_text) for one in asked.document.tasks]
    scores = [f"{one.title}: {one.score.text}" for one in asked.document.scores if one.task is None]
    return table(header, rows, *scores)


def _chance(asked: Asked) -> CifAnswer:
    compared = [*(asked.document.comparison.figures if asked.document.comparison else ())]
    compared += [one for segment in (*asked.document.segments, *asked.document.categories) for one in segment.figures]
    rows = [
        (one.name, one.measure, one.change_text, f"{one.change.p:.3f}", one.conclusion)
        for one in compared
        if one.change is not None
    ]
    if not rows:
        return lines(_("No difference is claimed: nothing in this report is compared with anything else."))
    header = (_("Figure"), _("Measure"), _("Change"), _("Probability by chance (p)"), _("Conclusion"))
    return table(header, rows)


def _users(asked: Asked) -> CifAnswer:
    segments = [one.name for one in asked.facts.study.segments]
    return lines(
        text(asked.facts.protocol.background.users),
        _("Clients of the service: {category}").format(category=asked.document.service.category),
        _("Segments that were to be heard: {segments}").format(segments=", ".join(segments)) if segments else None,
    )


def _special(asked: Asked) -> CifAnswer:
    return lines(text(asked.facts.protocol.background.special_needs))


def _environment(asked: Asked) -> CifAnswer:
    return lines(text(asked.facts.protocol.background.environment))


def _work(asked: Asked) -> CifAnswer:
    protocol = asked.facts.protocol
    return lines(text(protocol.life_situation), text(protocol.service_category))


def _objectives(asked: Asked) -> CifAnswer:
    standards = ", ".join(one.title for one in asked.document.standards)
    judged = _("Judged against: {standards}").format(standards=standards) if standards else None
    return lines(asked.document.round.goal, judged)


def _part(asked: Asked) -> CifAnswer:
    left_out = asked.document.scope.left_out
    if not left_out:
        return lines(_("Nothing: every criterion of the pinned standards is in scope."))
    header = (_("Criterion"), _("Title"), _("Why"), _("By whom"))
    return table(header, [(one.criterion, one.title, one.why, one.by) for one in left_out])


def _touched(asked: Asked) -> CifAnswer:
    rows = [
        (asked.names.stage(one.stage) or "–", asked.names.task(one.id) or one.id) for one in asked.facts.protocol.tasks
    ]
    return table((_("Stage of the client’s path"), _("Task")), rows)


ABOUT: Mapping[str, Callable[[Asked], CifAnswer]] = {
    "T1": _follows,
    "T2": _product,
    "T3": _lead,
    "T4": _when,
    "T5": _report_date,
    "T6": _prepared,
    "T7": _contact,
    "E1": _described,
    "E2": _reason,
    "E3": _method,
    "E4": _central,
    "E5": _chance,
    "P1": _users,
    "P2": _special,
    "P3": _environment,
    "P4": _work,
    "P5": _objectives,
    "P6": _part,
    "P7": _touched,
}
