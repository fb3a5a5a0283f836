"""Services with a history: several releases, rounds and retests, judged and decided, as after a year of a laboratory.

Made through the real services, so that windows, commands and reports show what they would show of real work. Run as a
program it makes such a laboratory to look at: `python -m tests.lab.service_histories FOLDER [ru]`.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from lab.domain import events
from lab.domain.decision import Decided
from lab.domain.finding import Finding, FindingDecision, Status
from lab.domain.ids import new_id
from lab.domain.service import ClientCategory, GoalRule, LifeStage, SatisfactionGoal, Service
from lab.domain.study import Round, Segment
from lab.i18n import LANGUAGES, language, use_language
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from tests.lab.laboratories import PROTOCOL, consent
from tests.lab.stories import Story

TASKS = ("find-service", "fill-form", "attach-document", "read-decision")
SEGMENTS = (Segment("young", "Young parents", 3), Segment("rural", "From villages", 3))
MODERATOR, JUDGE = "Anna Petrova", "Oleg Sidorov"
PASSED = ("CC-01", "CC-03", "CC-08", "CC-10", "CC-13", "CC-15", "CC-25", "CC-26", "CC-30")
"""Performance criteria that the tasks of the sample protocol expose."""
RUSSIAN = {
    "Everything was mended.": "Всё исправлено.",
    "Child benefit": "Детское пособие", "Housing subsidy": "Жилищная субсидия", "Trade licence": "Лицензия на торговлю",
    "Parking permit": "Разрешение на парковку", "Leave request": "Заявление на отпуск",
    "M. Orlova": "М. Орлова", "P. Ivanov": "П. Иванов", "K. Smirnova": "К. Смирнова", "R. Volkov": "Р. Волков",
    "T. Kuznetsova": "Т. Кузнецова", "A child is born": "Рождение ребёнка", "Looking for a home": "Поиск жилья",
    "Opening a shop": "Открытие магазина", "Before launch": "До запуска", "Pilot": "Пилотный запуск",
    "Retest of round {n}": "Повторная проверка тура {n}", "Oleg Sidorov": "Олег Сидоров",
    "Anna Petrova": "Анна Петрова", "Young parents": "Молодые родители", "From villages": "Из сёл",
}  # fmt: skip
"""What names are called in a laboratory that is looked at in Russian."""
WORDS = {
    "CC-26": ("Input was lost", "Введённое пропало"),
    "CC-13": ("Had to enter it again", "Вводит то же ещё раз"),
    "CC-08": ("Does not know which step this is", "Не понимает, какой это шаг"),
    "CC-01": ("Opened the wrong service", "Открыл не ту услугу"),
}


@dataclass(frozen=True)
class Heard:
    """One participant of a round.

    Attributes:
        outcomes: task → how it ended; left out, a success. seconds: task → time on it; left out, a minute.
        failed: criterion → (task, severity). sus: the score, in steps of 2.5.
    """

    outcomes: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    failed: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    sus: float = 70.0


def named(text: str) -> str:
    """A name in the language in force."""
    return RUSSIAN[text] if language() == "ru" else text


def story_of(one: Heard, tasks: Sequence[str] = TASKS) -> Story:
    """The whole session: tasks with tags and ease, the questionnaire, the debrief."""
    told, at = Story(), 10.0
    for order, task in enumerate(tasks, 1):
        attempt = new_id()
        told.tell(events.TaskStarted, at, attempt=attempt, task=task, order=order)
        for criterion, (where, severity) in one.failed.items():
            if where == task:
                words = {"en": WORDS[criterion][0], "ru": WORDS[criterion][1]}
                said: dict[str, Any] = {
                    "criterion": criterion,
                    "severity": severity,
                    "button": criterion,
                    "words": words,
                }
                told.tag(at + 5, task=task, attempt=attempt, **said)
        at += one.seconds.get(task, 60.0)
        outcome = one.outcomes.get(task, "success")
        told.tell(events.TaskEnded, at, attempt=attempt, outcome=outcome)
        ease = 6 if outcome == "success" else 2
        told.tell(events.AnswersPut, at + 1, questionnaire="seq", task=task, values={"seq-01": ease}, language="en")
        at += 10
    told.tell(events.AnswersPut, at, questionnaire="sus", values=dict(_sus(one.sus)), language="en")
    for criterion in PASSED:
        if criterion in one.failed:
            told.judge(criterion, "failed", severity=one.failed[criterion][1])
        elif set(tasks) == set(TASKS) or criterion in {"CC-26", "CC-13", "CC-03", "CC-08"}:
            told.judge(criterion, "passed")
    return told.closed()


def _sus(score: float) -> Iterator[tuple[str, int]]:
    """Answers that come to this score: odd items count up, even ones down."""
    points = round(score / 2.5)
    for item in range(1, 11):
        mine = min(4, max(0, points - 4 * (item - 1)))
        yield f"sus-{item:02}", mine + 1 if item % 2 else 5 - mine


@dataclass
class Histories:
    """The laboratory that is being furnished; `today` is the day on which it is looked at."""

    lab: Laboratory
    today: date
    _room: int = 0

    def hold(self, study: Round, people: Sequence[Heard], ago: int) -> None:
        """Hold a round's sessions, so many days ago, with the tasks that its protocol has."""
        tasks = [task.id for task in self.lab.rounds.protocol_of(study).tasks]
        day = datetime.combine(self.today - timedelta(days=ago), datetime.min.time(), UTC)
        segments = study.segments
        for place, one in enumerate(people):
            self._room += 1
            segment = segments[place % len(segments)].id if segments else None
            person = self.lab.planning.add_participant(study.id, segment)
            self.lab.planning.give_consent(person.id, consent())
            asked = Place(f"Room {self._room}", day + timedelta(hours=9), 60, f"{MODERATOR} {self._room}")
            booking = self.lab.scheduling.book(person.id, asked).booking
            session = self.lab.sessions.prepare(booking.id, (), "en").session_id
            self.lab.sessions.ingest(session, story_of(one, tasks).told)

    def round(self, service: Service, release: str, name: str, launch: date | None = None) -> Round:
        """A first round of a new release."""
        made = self.lab.planning.add_release(service.id, release, launch)
        return self.lab.rounds.make_round(
            made.id, PROTOCOL, name, [replace(one, name=named(one.name)) for one in SEGMENTS]
        )

    def gather(self, study: Round) -> list[Finding]:
        """Make findings of everything that was tagged, rated by two."""
        found = []
        for gathered in self.lab.findings.propose(study.id):
            made = self.lab.findings.accept(study.id, gathered, language=language())
            worst = made.severity or 2
            self.lab.findings.rate(made.id, named(MODERATOR), worst)
            found.append(self.lab.findings.rate(made.id, named(JUDGE), worst))
        return found

    def fix(self, finding: Finding, release: str) -> None:
        """Have it planned and called fixed."""
        self.lab.findings.decide(finding.id, FindingDecision("fix", named("M. Orlova"), self.today))
        self.lab.findings.move(finding.id, Status.FIXED, release, by="Anna")

    def retest(
        self, study: Round, release: str, people: Sequence[Heard], ago: int, launch: date | None = None
    ) -> Round:
        """A retest of a round with a new release; what it shows of earlier findings is taken in, and verified where
        that is proven.
        """
        lab = self.lab
        made = lab.planning.add_release(lab.rounds.service_id(study), release, launch)
        plan = lab.retests.plan(study.id)
        later = lab.retests.make(plan, made.id, named("Retest of round {n}").format(n=study.number), named(JUDGE))
        self.hold(later, people, ago)
        self.take_in(later)
        return later

    def take_in(self, later: Round) -> None:
        """Record the retest of every earlier finding, and verify what is proven."""
        for finding in self.lab.findings.earlier(later.id):
            told = self.lab.findings.retest(finding.id, later.id, named(JUDGE))
            if told.status is Status.FIXED and self.lab.findings.proven(told):
                self.lab.findings.move(told.id, Status.VERIFIED, by="Anna")


LOST = {"CC-26": ("fill-form", 3)}
AGAIN = {"CC-13": ("fill-form", 2)}
STEPS = {"CC-08": ("fill-form", 2)}


def first_round() -> list[Heard]:
    """Six people: four lose what they entered, and three have to enter it again."""
    return [
        Heard({"fill-form": "failed"}, {"find-service": 95, "attach-document": 140}, {**LOST, **AGAIN}, 45),
        Heard({"fill-form": "failed"}, {"find-service": 80, "attach-document": 120}, {**LOST, **AGAIN}, 50),
        Heard({"fill-form": "gave_up"}, {"find-service": 130, "attach-document": 165}, {**LOST, **STEPS}, 42.5),
        Heard({"fill-form": "assisted"}, {"find-service": 70, "attach-document": 110}, {**LOST, **AGAIN}, 55),
        Heard({}, {"find-service": 88, "fill-form": 260, "attach-document": 95}, {}, 62.5),
        Heard({}, {"find-service": 105, "fill-form": 310, "attach-document": 150}, STEPS, 57.5),
    ]


def mended() -> list[Heard]:
    """Six people who come through, one of them still not knowing the step."""
    times = (150, 170, 140, 190, 160, 175)
    scores = (75, 80, 82.5, 70, 85, 77.5)
    return [
        Heard({}, {"fill-form": time}, STEPS if place == 2 else {}, score)
        for place, (time, score) in enumerate(zip(times, scores, strict=True))
    ]


def relapsed() -> list[Heard]:
    """Five people of whom one loses what they entered again."""
    return [
        Heard({"fill-form": "failed"}, {}, LOST, 55),
        *(Heard({}, {"fill-form": 180 + 10 * place}, {}, 72.5) for place in range(4)),
    ]


def furnish(lab: Laboratory, today: date | None = None) -> Histories:
    """Five services: one with three rounds, two with two, and two that nobody tested yet."""
    made = Histories(lab, today or datetime.now(UTC).astimezone().date())
    _child_benefit(made)
    _housing(made)
    _licence(made)
    _untested(made)
    return made


def _child_benefit(made: Histories) -> None:
    """Fixed, verified, and back again with the third release."""
    lab = made.lab
    service = lab.planning.add_service(
        named("Child benefit"), named("M. Orlova"), ClientCategory.PEOPLE, LifeStage.LAUNCHED, named("A child is born")
    )
    lab.planning.edit_service(
        replace(
            service, electronic=True, proactive=True, satisfaction=SatisfactionGoal("sus", 52.1, GoalRule.TIMES, 1.5)
        )
    )
    first = made.round(service, "2.3", named("Before launch"), made.today - timedelta(days=200))
    made.hold(first, first_round(), 230)
    for finding in made.gather(first):
        made.fix(finding, "2.4")
    lab.verdicts.decide(first.id, Decided.HOLD, named("M. Orlova"))
    second = made.retest(first, "2.4", mended(), 150, made.today - timedelta(days=120))
    lab.verdicts.decide(second.id, Decided.HOLD, named("M. Orlova"))
    third = made.retest(second, "3.0", relapsed(), 20, made.today + timedelta(days=30))
    made.gather(third)


def _housing(made: Histories) -> None:
    """A launch that was planned, has passed, and that nobody decided about."""
    service = made.lab.planning.add_service(
        named("Housing subsidy"),
        named("P. Ivanov"),
        ClientCategory.PEOPLE,
        LifeStage.PILOT,
        named("Looking for a home"),
    )
    made.lab.planning.edit_service(
        replace(service, electronic=True, satisfaction=SatisfactionGoal("sus", 60.0, GoalRule.POINTS, 10.0))
    )
    first = made.round(service, "1.0", named("Pilot"), made.today - timedelta(days=10))
    made.hold(first, [Heard({"find-service": "failed"}, {}, {"CC-01": ("find-service", 2)}, 60)] * 2, 60)
    made.hold(first, [Heard({}, {}, {}, 65)] * 3, 60)
    made.gather(first)
    made.retest(first, "1.1", [Heard({}, {}, {}, 72.5)] * 5, 25, made.today + timedelta(days=45))


def _licence(made: Histories) -> None:
    """Launched with actions more than a year ago."""
    service = made.lab.planning.add_service(
        named("Trade licence"),
        named("K. Smirnova"),
        ClientCategory.BUSINESS,
        LifeStage.LAUNCHED,
        named("Opening a shop"),
    )
    goal = SatisfactionGoal("sus", 50.0, GoalRule.TIMES, 1.5)
    made.lab.planning.edit_service(replace(service, electronic=True, test_term_months=6, satisfaction=goal))
    first = made.round(service, "5.0", named("Before launch"), made.today - timedelta(days=420))
    made.hold(first, [Heard({}, {}, {}, 80)] * 4 + [Heard({}, {}, AGAIN, 70)] * 2, 450)
    for finding in made.gather(first):
        made.fix(finding, "5.1")
    people = [Heard({}, {"fill-form": 140.0 + 10 * place}, {}, 80 + 2.5 * (place % 3)) for place in range(6)]
    later = made.retest(first, "5.1", people, 400, made.today - timedelta(days=390))
    made.lab.verdicts.decide(later.id, Decided.LAUNCH, named("K. Smirnova"), reason=named("Everything was mended."))


def _untested(made: Histories) -> None:
    planning = made.lab.planning
    parking = planning.add_service(named("Parking permit"), named("R. Volkov"), ClientCategory.PEOPLE, LifeStage.DESIGN)
    planning.add_release(parking.id, "0.9", made.today + timedelta(days=40))
    planning.add_service(named("Leave request"), named("T. Kuznetsova"), ClientCategory.INTERNAL, LifeStage.LAUNCHED)


if __name__ == "__main__":
    use_language(sys.argv[2] if sys.argv[2:] and sys.argv[2] in LANGUAGES else "en")
    with Laboratory.open(Path(sys.argv[1])) as opened:
        furnish(opened)
