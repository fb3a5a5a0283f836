"""`lab portfolio`: every service, tested or not, overdue or not, and how it stands."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, opened
from lab.domain.metrics.shares import Share
from lab.domain.portfolio import PortfolioShares, ServiceStanding, shares_of
from lab.i18n import gettext as _
from lab.services.portfolio_table import as_data, write_portfolio
from lab.wording import figures
from lab.wording.judging import day_words, gate_label
from lab.wording.portfolio import asks_sentence, level_words, satisfaction_words


def portfolio(
    out: Annotated[Path | None, typer.Option(help=_("Write the table to this file: .csv or .xlsx."))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only services that are overdue."))] = False,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """List all services: when they were tested, what is overdue, gate, level, satisfaction against its target."""
    speak(language)
    with opened(folder) as lab:
        everything = lab.portfolio.portfolio()
    shares = shares_of(everything)
    services = [one for one in everything if one.overdue] if overdue else list(everything)
    if out is not None:
        write_portfolio(services, out)
    if as_json:
        answer_json(as_data(services, shares))
        return
    for line in _shares(shares):
        answer(line)
    for one in services:
        for line in _lines(one):
            answer(line)


def _shares(shares: PortfolioShares) -> list[str]:
    named: list[tuple[str, Share]] = [
        (_("Electronic"), shares.electronic), (_("Proactive"), shares.proactive), (_("Tested"), shares.tested),
        (_("Gate passed"), shares.passed),
    ]  # fmt: skip
    return [
        f"{name}: {figures.of(one.hits, one.n)} ({figures.percent(one.hits / one.n)})" if one.n else f"{name}: –"
        for name, one in named
    ]


def _lines(one: ServiceStanding) -> list[str]:
    tested = day_words(one.last_test) if one.last_test is not None else _("never")
    when = _("Last test: {day}; next: {next}").format(day=tested, next=day_words(one.next_test))
    lines = ["", one.service.name, f"  {when}"]
    lines += [f"  ! {asks_sentence(asks)}" for asks in one.asks]
    last = one.current
    if last is not None:
        lines.append("  " + _("Gate: {gate}").format(gate=gate_label(last.gate)))
        lines.append("  " + _("Level: {level}").format(level=level_words(last.level)))
        lines.append("  " + _("Satisfaction: {figure}").format(figure=satisfaction_words(last.satisfaction)))
    return lines
