"""What is wrong with the words behind `lab`, in our own sentences: the library that reads them speaks only English."""

import typer

from lab.domain.errors import InputError


def run(command: typer.Typer, arguments: list[str] | None = None) -> int:
    """Run it with these arguments (None: those of this process); its exit code.

    Raises:
        InputError: `command_unknown`, `option_unknown`, `option_missing`, `option_without_value`, `option_wrong`,
        `words_left_over`.
    """
    try:
        ended = command(arguments, standalone_mode=False)
    except typer.TyperException as error:
        if not hasattr(error, "ctx"):
            raise
        raise misread(error) from error
    return ended if isinstance(ended, int) else 0


def misread(error: typer.TyperException) -> InputError:
    """What the library could not read. Its classes have no public home: they are known by what they carry."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "lab"
    option, param = getattr(error, "option_name", None), getattr(error, "param", None)
    if hasattr(error, "possibilities"):
        near = ", ".join(error.possibilities or ()) or None
        return InputError("option_unknown", option=option, near=near, command=command)
    if option is not None:
        return InputError("option_without_value", option=option, command=command)
    if hasattr(error, "param_type"):
        return InputError("option_missing", option=_name_of(param), command=command)
    if param is not None:
        return InputError("option_wrong", option=_name_of(param), means=getattr(param, "help", None), command=command)
    if hasattr(getattr(context, "command", None), "commands"):
        return _of_the_group(context, command)
    words = error.message.rpartition("(")[2].removesuffix(")")
    return InputError("words_left_over", words=words, command=command)


def _of_the_group(context: object, command: str) -> InputError:
    known = sorted(getattr(context, "command").commands)  # noqa: B009  # the library's, without a type
    return InputError("command_unknown", known=", ".join(known), command=command)


def _name_of(param: object) -> str:
    """An option as it is written; of an argument its own word."""
    return (
        next((name for name in getattr(param, "opts", ()) if name.startswith("--")), None)
        or str(getattr(param, "human_readable_name", None) or getattr(param, "name", "–")).upper()
    )
