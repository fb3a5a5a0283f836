"""What happened in the laboratory before it is photographed: sessions, bookings, the years of several services."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lab.domain.booking import Setup
from lab.domain.consent import Consent, Scope
from lab.domain.ids import RoundId
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place

ROOT = Path(__file__).parent.parent.parent
DEMONSTRATIONS, DEMONSTRATION_S = 3, 20
ROOMS = {"en": "Room 1", "ru": "Комната 1"}
MODERATOR = {"en": "Anna Petrova", "ru": "Анна Петрова"}


def hold_sessions(folder: Path) -> RoundId:
    """Whole sessions of the sample service by the scripted participant; the round they belong to."""
    for _session in range(DEMONSTRATIONS):
        command = [sys.executable, "-P", "-m", "lab", "demo", "--folder", str(folder)]
        subprocess.run([*command, "--seconds", str(DEMONSTRATION_S)], check=True, cwd=ROOT)
    with Laboratory.open_readonly(folder) as lab:
        return lab.rounds.rounds()[-1].id


def book_more(folder: Path, round_id: RoundId, language: str) -> str:
    """A few days of bookings, the first of them for now; its id."""
    bookings = []
    with Laboratory.open(folder) as lab:
        segment = lab.rounds.round(round_id).segments[0].id
        now = datetime.now(UTC)
        morning = now.astimezone().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
        for begin in (now, *(morning + timedelta(days=n // 3, minutes=90 * (n % 3)) for n in range(6))):
            person = lab.planning.add_participant(round_id, segment)
            form = Consent("1", language, date.today(), frozenset(Scope), on_paper=True)  # noqa: DTZ011 - the local day
            lab.planning.give_consent(person.id, form)
            place = Place(ROOMS[language], begin, 60, MODERATOR[language], setup=Setup.TWO_SCREENS)
            bookings.append(lab.scheduling.book(person.id, place).booking)
    return str(bookings[0].id)


def fill_with_histories(folder: Path, language: str) -> None:
    """Several services over several rounds, as after a year."""
    command = [sys.executable, "-m", "tests.lab.service_histories", str(folder), language]
    subprocess.run(command, check=True, cwd=ROOT)
