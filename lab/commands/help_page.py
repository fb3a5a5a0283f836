"""What `--help` shows, wholly in the language in force: the library that reads command lines frames it in English."""

import shutil
import sys
from collections.abc import Iterable
from enum import EnumType
from io import StringIO
from pathlib import Path
from typing import Any, get_args, get_origin

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from lab.i18n import gettext as _
from lab.i18n import pgettext

WIDEST = 100
"""Letters of a line; longer ones are hard to read."""

_ASIDE = "dim"


class CommandWithHelp(TyperCommand):
    """A command whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(_page([*_head(self, ctx), *_parameters(self, ctx)]))


class GroupWithHelp(TyperGroup):
    """A group of commands whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(Text(name, "bold cyan"), Text(command.help or "")) for name, command in commands if command]
        formatter.write(_page([*_head(self, ctx), *_parameters(self, ctx), _panel(_("Commands"), rows)]))


def _page(parts: Iterable[RenderableType]) -> str:
    width = min(WIDEST, shutil.get_terminal_size().columns)
    written = StringIO()
    console = Console(file=written, width=width, force_terminal=sys.stdout.isatty() or None, highlight=False)
    for part in parts:
        console.print(part)
    return written.getvalue()


def _head(command: Any, ctx: Any) -> Iterable[RenderableType]:
    """How it is written, and what it does."""
    named = [_shown(param) for param in command.get_params(ctx) if param.param_type_name == "argument"]
    if isinstance(command, TyperGroup):
        named.append(_("command …"))
    words = [_("Usage:"), ctx.command_path, _("[options]"), *named]
    yield Padding(Text(" ".join(words), "bold"), (1, 1, 0, 1))
    yield Padding(Text(command.help or ""), 1)


def _parameters(command: Any, ctx: Any) -> Iterable[RenderableType]:
    """Words and options, each with what it means."""
    params = command.get_params(ctx)
    words = [_row(_shown(param), param) for param in params if param.param_type_name == "argument"]
    options = [_row(_option(param), param) for param in params if param.param_type_name != "argument"]
    return [_panel(title, rows) for title, rows in ((_("Arguments"), words), (_("Options"), options)) if rows]


def _panel(title: str, rows: list[tuple[Text, Text]]) -> Panel:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for row in rows:
        table.add_row(*row)
    return Panel(table, title=title, title_align="left", border_style=_ASIDE)


def _row(shown: str, param: Any) -> tuple[Text, Text]:
    """A parameter, what it means, whether it must be, and what it is when it is left out."""
    means = _("Show this and exit.") if param.name == "help" else param.help or ""
    told = Text(means)
    if param.required:
        told.append(" " + _("[must be given]"), "red")
    elif isinstance(param.default, str | int | float) and not isinstance(param.default, bool):
        told.append(" " + _("[if left out: {value}]").format(value=param.default), _ASIDE)
    return Text(shown, "bold cyan"), told


def _shown(param: Any) -> str:
    """A word that is written without an option's name."""
    name = str(param.metavar or param.name).upper()
    return f"{name}…" if param.nargs != 1 else name


def _option(param: Any) -> str:
    """An option as it is written, with the kind of its value; a switch has none."""
    names = ", ".join([*param.opts, *param.secondary_opts])
    kind = "" if param.is_flag else _kind(getattr(getattr(param, "type_descriptor", None), "annotation", str))
    return f"{names} {kind}".strip()


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is list:
        return f"{_kind(get_args(annotation)[0])} …"
    known = {
        Path: pgettext("a value", "path"),
        int: pgettext("a value", "number"),
        float: pgettext("a value", "number"),
    }
    choices = list(annotation) if isinstance(annotation, EnumType) else get_args(annotation)
    said = "|".join(map(str, choices)) or known.get(annotation) or pgettext("a value", "text")
    return f"<{said}>"
