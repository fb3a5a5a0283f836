"""Sentences for what the commands refuse."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.types import Sentence


def _misread(facts: Facts, text: str) -> str:
    shown = _("“{command} --help” shows what it takes.")
    return f"{text} {shown}".format(**facts)


def option_unknown(facts: Facts) -> str:
    """An option that no command has; perhaps another was meant."""
    if facts.get("near"):
        return _misread(facts, _("There is no option {option}. Is {near} meant?"))
    return _misread(facts, _("There is no option {option}."))


def option_wrong(facts: Facts) -> str:
    """A value that an option cannot take."""
    if facts.get("means"):
        return _misread(facts, _("The value of {option} does not fit. It means: {means}"))
    return _misread(facts, _("The value of {option} does not fit."))


def nothing_to_record(_facts: Facts) -> str:
    """No source was found or asked for."""
    return _(
        "There is nothing to record: no screen, camera or microphone was found or asked for. “lab devices” lists them."
    )


def fps_out_of_range(facts: Facts) -> str:
    """More or fewer pictures a second than the recorder can take."""
    return _("{fps} pictures a second cannot be recorded. Choose a number from {lowest} to {highest}.").format(**facts)


def device_named_twice(facts: Facts) -> str:
    """One device for two sources."""
    return _("The device “{device}” is named twice. Name each device once.").format(**facts)


def folder_has_recording(facts: Facts) -> str:
    """One recording to a folder."""
    return _(
        "There is a recording in {path} already. Choose another folder; “lab repair” finishes an interrupted one."
    ).format(**facts)


def disk_too_full(facts: Facts) -> str:
    """Too little room to begin a recording."""
    return _(
        "The disk of {path} is too full to begin: {megabytes} MB are free, and {needed} MB are needed at the least. "
        "Make room, or choose a folder on another disk."
    ).format(**facts)


def _narrow(facts: Facts, text: str) -> str:
    return text.format(device=facts.get("device", "–"), rate=facts.get("rate", "–"))


def device_silent(facts: Facts) -> str:
    """A device that was asked for delivers nothing before the start."""
    return _(
        "The device ({device}) delivers nothing. Check its cable or address, and whether another program uses it."
    ).format(device=facts.get("device") or facts.get("source", "–"))


def files_without_examples(_facts: Facts) -> str:
    """Files for a self-test that does not look at any."""
    return _("Files are tested with --examples only: “lab self-test --examples FILE…”.")


def figures_wrong(facts: Facts) -> str:
    """Worked examples that do not come out."""
    return _("These figures do not come out as published: {figures}.").format(**facts)


def examples_unreadable(facts: Facts) -> str:
    """A file of worked examples that is not there, or no YAML."""
    return _("The examples {path} cannot be read ({reason}).").format(**facts)


def examples_faulty(facts: Facts) -> str:
    """A file that is none of worked examples, nor of cases."""
    return _("{path} is no file of worked examples or cases; it has to hold: {reason}.").format(**facts)


def language_unknown(facts: Facts) -> str:
    """A language we do not speak."""
    return _("There is no language “{language}”. Known are: {known}.").format(**facts)


def demo_needs_a_screen(_facts: Facts) -> str:
    """No screen to show the sample service on."""
    return _(
        "The demonstration needs a screen to record. Start it where there is one, or on a virtual one: "
        "“xvfb-run -s '-screen 0 1920x1080x24' lab demo --folder F”."
    )


def sample_service_failed(facts: Facts) -> str:
    """The scripted participant's window ended or fell silent."""
    return _(
        "The window of the sample service ended too early or does not answer ({reason}). What was recorded so far is "
        "safe. Check that the screen can be drawn on and start again."
    ).format(**facts)


def room_silent(_facts: Facts) -> str:
    """No answer from the room."""
    return _(
        "The room does not answer. What was acknowledged is safe on the disk. Start again: the session is taken up "
        "where it was."
    )


def recorder_not_armed(_facts: Facts) -> str:
    """The devices did not open."""
    return _("The recorder did not get ready. Nothing was recorded. “lab devices” says what is missing.")


def library_incomplete(_facts: Facts) -> str:
    """Shipped files are missing."""
    return _("Files that belong to the program are missing. Install it again.")


def recording_unreadable(facts: Facts) -> str:
    """What was recorded cannot be read back."""
    return _("The recording in {path} cannot be read back.").format(**facts)


def outbox_file_broken(facts: Facts) -> str:
    """A file that is no saved outbox."""
    text = _("{path} is not what the page of the room saves ({reason}). Nothing of it was taken.")
    return text.format(path=facts.get("path"), reason=facts.get("reason"))


SENTENCES: dict[str, Sentence] = {
    "outbox_file_broken": outbox_file_broken,
    "command_unknown": lambda f: _misread(f, _("There is no such command. Known are: {known}.")),
    "option_missing": lambda f: _misread(f, _("{option} is missing.")),
    "option_unknown": option_unknown,
    "option_without_value": lambda f: _misread(
        f, _("{option} is written without the value that it needs, or with one that it does not take.")
    ),
    "option_wrong": option_wrong,
    "words_left_over": lambda f: _misread(f, _("Nothing can be done with these words: {words}.")),
    "nothing_to_record": nothing_to_record,
    "fps_out_of_range": fps_out_of_range,
    "device_named_twice": device_named_twice,
    "device_silent": device_silent,
    "microphone_narrow": lambda f: _narrow(
        f,
        _(
            "The microphone “{device}” hears no more than a telephone ({rate} samples a second): s and f sound alike. "
            "Choose another, or a better mode of the headset in the sound settings. With --go-on it is recorded."
        ),
    ),
    "microphone_narrow_recorded": lambda f: _narrow(
        f,
        _(
            "The microphone “{device}” hears no more than a telephone ({rate} samples a second) and is recorded so. "
            "Another, or a better mode of the headset in the sound settings, would be clearer."
        ),
    ),
    "disk_too_full": disk_too_full,
    "folder_has_recording": folder_has_recording,
    "language_unknown": language_unknown,
    "demo_needs_a_screen": demo_needs_a_screen,
    "sample_service_failed": sample_service_failed,
    "room_silent": room_silent,
    "recorder_not_armed": recorder_not_armed,
    "library_incomplete": library_incomplete,
    "recording_unreadable": recording_unreadable,
    "files_without_examples": files_without_examples,
    "figures_wrong": figures_wrong,
    "examples_unreadable": examples_unreadable,
    "examples_faulty": examples_faulty,
}
