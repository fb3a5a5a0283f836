"""Sentences for what is wrong with screens, cameras and microphones: what happened, and what to do about it."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.types import Sentence


def reason_in(facts: Facts) -> str:
    """What the system said, where it said anything."""
    return str(facts.get("why") or facts.get("reason") or "–")


def device_in(facts: Facts) -> str:
    """The device as people name it."""
    device = str(facts.get("device", "default"))
    return _("default device") if device == "default" else device


def _with_device(facts: Facts, text: str) -> str:
    return text.format(device=device_in(facts), why=reason_in(facts))


def _known(facts: Facts) -> str:
    known = facts.get("known")
    return (", ".join(map(str, known)) if isinstance(known, list | tuple) else "") or "–"


def _screen_unknown(facts: Facts) -> str:
    return _("There is no screen “{device}”. Known are: {known}.").format(device=device_in(facts), known=_known(facts))


def _camera_unknown(facts: Facts) -> str:
    if not facts.get("known"):
        return _with_device(facts, _("There is no camera “{device}”. Connect it, or choose another from the list."))
    return _("There is no camera “{device}”. Known are: {known}.").format(device=device_in(facts), known=_known(facts))


def _microphone_unknown(facts: Facts) -> str:
    if not facts.get("known"):
        return _with_device(facts, _("There is no microphone “{device}”, nor any other. Connect one."))
    return _("There is no microphone “{device}”. Known are: {known}.").format(
        device=device_in(facts), known=_known(facts)
    )


def _system_sound_unknown(facts: Facts) -> str:
    return _("The computer plays nothing through “{device}”. Known are: {known}.").format(
        device=device_in(facts), known=_known(facts)
    )


def _camera_not_opened(facts: Facts) -> str:
    if "://" in str(facts.get("device", "")):
        return _with_device(
            facts,
            _(
                "No camera delivers pictures at {device}. Check the address: it must be the camera's stream, not its "
                "page. Check also that the camera is switched on."
            ),
        )
    return _with_device(
        facts,
        _("The camera ({device}) cannot be opened. Close other programs that use it, check its address or connect it."),
    )


def _no_microphone(facts: Facts) -> str:
    if not (facts.get("reason") or facts.get("why")):
        return _("No microphone was found. Connect one and look again.")
    return _("No microphone was found ({why}). Connect one, check the sound settings and look again.").format(
        why=reason_in(facts)
    )


SCREENS: dict[str, Sentence] = {
    "clicks_unsupported": lambda f: _(
        "Clicks are not recorded here: the system does not tell of them without watching the keyboard ({why}). "
        "Everything else is recorded."
    ).format(why=reason_in(f)),
    "no_display": lambda _f: _(
        "There is no screen to record. Start the program in a graphical session, or on a virtual screen (xvfb-run)."
    ),
    "xcb_missing": lambda _f: _("The screen cannot be recorded: the library libxcb is missing. Install it (libxcb1)."),
    "screen_unknown": _screen_unknown,
    "device_not_named": lambda f: _("Write which device, then press Use: {example}.").format(
        example=f.get("example", "–")
    ),
    "screen_region_wrong": lambda f: _(
        "“{typed}” is no part of the screen. Write width x height + left + top in pixels, such as 1280x720+0+0."
    ).format(typed=f.get("typed", "–")),
    "screen_region_outside": lambda f: _(
        "“{typed}” reaches beyond the screens, which are {width} × {height} pixels together."
    ).format(typed=f.get("typed", "–"), width=f.get("width", "–"), height=f.get("height", "–")),
    "screen_region_small": lambda f: _(
        "“{typed}” is too small a part of the screen: it needs 2 × 2 pixels at the least."
    ).format(typed=f.get("typed", "–")),
    "screen_failed": lambda f: _with_device(f, _("The screen ({device}) cannot be recorded: {why}.")),
    "screen_ended": lambda f: _with_device(
        f, _("The screen ({device}) ended. What was recorded is safe; the recorder keeps trying to come back.")
    ),
    "screen_changed": lambda f: _with_device(
        f,
        _("The screen ({device}) got another size or place. What was recorded is safe; it goes on in a new file."),
    ),
    "screen_gone": lambda f: _with_device(
        f,
        _(
            "The screen ({device}) is not connected any more, and no other is recorded in its place. Connect it again, "
            "or choose another."
        ),
    ),
    "screen_replaced": lambda f: _with_device(
        f,
        _(
            "Another monitor is connected where the screen ({device}) was, and it is not recorded. Connect the first "
            "one again, or choose this one."
        ),
    ),
    "screen_part_unsupported": lambda f: _(
        "A part of the screen ({typed}) cannot be recorded on this system. Choose a whole screen."
    ).format(typed=f.get("typed", "–")),
    "screen_capture_unsupported": lambda f: _(
        "This system ({system}) does not let a program record the screen: {why}. On Linux log in to an X11 (Xorg) "
        "session, or record the screen by a capture device."
    ).format(system=f.get("system", "–"), why=reason_in(f)),
    "screen_not_permitted": lambda _f: _(
        "macOS does not allow this program to record the screen. Open System Settings, Privacy & Security, Screen & "
        "System Audio Recording, allow it there, and start the program again."
    ),
    "portal_refused": lambda f: _(
        "The session did not hand out a screen: {why}. Choose one in its dialog and allow it to be shared. If no "
        "dialog comes, log out and choose an X11 (Xorg) session when logging in."
    ).format(why=reason_in(f)),
    "qt_missing": lambda f: _(
        "The screen cannot be recorded: a library of Qt is missing ({why}). Install the program's packages again."
    ).format(why=reason_in(f)),
}

CAMERAS: dict[str, Sentence] = {
    "no_camera": lambda _f: _("No camera was found. Connect one and look again."),
    "camera_unknown": _camera_unknown,
    "camera_address_wrong": lambda f: _(
        "“{typed}” is no camera. Write its number (0), its device (/dev/video0) or the address of a network camera "
        "(rtsp://…)."
    ).format(typed=f.get("typed", "–")),
    "camera_login_forgotten": lambda f: _with_device(
        f,
        _(
            "The name and the password of the camera at {device} are not kept when the computer is switched off. Write "
            "its whole address again (rtsp://name:password@…)."
        ),
    ),
    "camera_login_refused": lambda f: _with_device(
        f,
        _(
            "The camera at {device} does not accept this name and password, or wants some. Write both into the address "
            "(rtsp://name:password@…)."
        ),
    ),
    "camera_path_unknown": lambda f: _with_device(
        f,
        _(
            "The camera answers, but has no stream of this address: {device}. Look up the address of its stream in the "
            "camera's manual."
        ),
    ),
    "camera_unanswered": lambda f: _with_device(
        f,
        _(
            "The camera at {device} does not answer. Check the address, that the camera is switched on, and that it is "
            "in the same network."
        ),
    ),
    "camera_not_opened": _camera_not_opened,
    "camera_silent": lambda f: _with_device(
        f,
        _(
            "The camera ({device}) delivers no picture. Check its cable or address; the recorder keeps trying and "
            "everything else goes on."
        ),
    ),
    "camera_failed": lambda f: _with_device(
        f, _("The camera ({device}) failed: {why}. Choose another or connect it anew.")
    ),
    "camera_is_a_file": lambda f: _with_device(
        f, _("“{device}” is a file, not a camera. Give a number, a device or the address of a network camera.")
    ),
    "opencv_missing": lambda f: _(
        "Cameras cannot be used: a library of the system is missing ({why}). Install it (usually libgl1) and start "
        "again."
    ).format(why=reason_in(f)),
    "size_unknown": lambda f: _with_device(
        f, _("“{device}” is not a size of a picture. Give width and height in pixels, such as 640x360.")
    ),
}

SYSTEM_SOUNDS: dict[str, Sentence] = {
    "sound_server_missing": lambda f: _(
        "The sound server (PulseAudio or PipeWire) cannot be used: {why}. Start it, or choose another source of sound."
    ).format(why=reason_in(f)),
    "system_sound_failed": lambda f: _with_device(
        f,
        _(
            "The computer’s sound ({device}) cannot be recorded: {why}. It needs PulseAudio or PipeWire on Linux; "
            "elsewhere choose as microphone an input that carries it, such as “Stereo Mix”."
        ),
    ),
    "system_sound_unknown": _system_sound_unknown,
    "system_sound_silent": lambda f: _with_device(
        f,
        _(
            "The computer’s sound ({device}) delivers nothing. The recorder keeps trying and everything else goes on; "
            "check the sound settings."
        ),
    ),
}

MICROPHONES: dict[str, Sentence] = {
    "no_microphone": _no_microphone,
    "portaudio_missing": lambda f: _(
        "Sound cannot be recorded: the library PortAudio is missing ({why}). Install it (libportaudio2) and start "
        "again."
    ).format(why=reason_in(f)),
    "microphone_failed": lambda f: _with_device(
        f, _("The microphone ({device}) cannot be opened: {why}. Choose another or connect it anew.")
    ),
    "microphone_unknown": _microphone_unknown,
    "microphone_silent": lambda f: _with_device(
        f,
        _(
            "The microphone ({device}) delivers no sound. Check its cable and the sound settings; the recorder keeps "
            "trying and everything else goes on."
        ),
    ),
}

REMEDIES: dict[str, Sentence] = {
    "connect_camera": lambda _f: _("Connect a camera and look again."),
    "connect_microphone": lambda _f: _("Connect a microphone and look again."),
    "install_portaudio": lambda _f: _("Install the library PortAudio (libportaudio2) and start again."),
    "install_xcb": lambda _f: _("Install the library libxcb (libxcb1) and start again."),
    "record_without_clicks": lambda _f: _("Record without clicks; everything else is recorded."),
    "start_display": lambda _f: _("Start the program in a graphical session, or on a virtual screen (xvfb-run)."),
}

SENTENCES: dict[str, Sentence] = {
    **SCREENS,
    **CAMERAS,
    **MICROPHONES,
    **SYSTEM_SOUNDS,
    **REMEDIES,
    "source_failed": lambda f: _(
        "The source “{source}” failed ({why}). It is tried again, and everything else goes on. Please report this."
    ).format(source=f.get("source", "–"), why=reason_in(f)),
    "source_stalled": lambda f: _(
        "The source “{source}” delivers nothing. Check its device; the recorder keeps trying and everything else goes "
        "on."
    ).format(source=f.get("source", "–")),
}
