"""HTML out of templates of our own, for reports and for the room."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lab.i18n import gettext, ngettext


def templates(folder: Path) -> Environment:
    """The templates in a folder: everything escaped, texts in the language in force.

    A name that is not defined is our bug, and not an empty line on paper: it raises.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update({"_": gettext, "ngettext": ngettext})
    return made
