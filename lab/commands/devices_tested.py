"""`lab self-test --devices`: every device is tried in turn; what it does is said in words and reported as JSON.

For whoever has a machine that the makers do not have. The report names devices, versions and numbers; no person, no
folder, nothing of what was seen or heard.
"""

import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from lab.commands.answering import answer_json, say
from lab.commands.together_tested import test_claps, test_together, together
from lab.i18n import gettext as _
from lab.wording import sentence_for
from lab.wording.device_lines import device_line
from lab.wording.figures import number
from recordings.device_trial import DeviceTrial, smallest_tick_us, try_device
from recordings.devices import Inventory, encoder, inventory, listed
from recordings.messages import Checked

PACKAGES = ("usability-lab", "av", "opencv-python", "sounddevice", "numpy", "PySide6_Essentials")
"""Whose versions matter for what a device does."""


def test_devices(seconds: float, *, clap: bool) -> bool:
    """Try them all, each so many seconds, then the default ones together, with `clap` also how far they are apart;
    whether there was one and all can be relied on.
    """
    found = inventory(rescan_sound=True)
    trials: list[DeviceTrial] = []
    for one in listed(found):
        say(device_line(one))
        trial = try_device(one, seconds)
        trials.append(trial)
        say("    " + trial_numbers(trial))
        for fault in trial.faults:
            say("    " + sentence_for(fault.code, {"device": one.device.name, **fault.facts}))
        if not trial.faults:
            say("    " + _("It can be relied on."))
    for missing in (*found.faults, *found.limits):
        say(sentence_for(missing.code, missing.facts))
    default, goods, checks = together(found), [], {}
    if default:
        checks["together"], good = test_together(default, seconds)
        goods.append(good)
    if clap and found.screens and len(default) > 1:
        checks["clap"], good = test_claps(default)
        goods.append(good)
    elif clap:
        say(_("Clap test: it needs a screen, and a microphone or a camera."))
        goods.append(False)
    answer_json(report(found, trials, checks))
    return bool(trials) and not any(trial.faults for trial in trials) and all(goods)


def trial_numbers(trial: DeviceTrial) -> str:
    """What was measured of it, in one line."""
    told = [_("answers after {s} s").format(s=number(trial.answered_s))]
    if trial.width:
        told.append(f"{trial.width}×{trial.height} px")
        told.append(_("{n} pictures a second").format(n=number(trial.per_s)))
    if trial.rate:
        told.append(
            _("{n} samples a second, {measured} by its clock").format(n=trial.rate, measured=round(trial.measured_rate))
        )
    if trial.per_s:
        told.append(
            _("longest gap {ms} ms, steady to {jitter} ms, delivered after {age} ms").format(
                ms=round(trial.gap_ms), jitter=number(trial.jitter_ms), age=round(trial.age_ms)
            )
        )
    if trial.level_db is not None:
        told.append(_("loudest {db} dBFS").format(db=round(trial.level_db)))
    if trial.brightness is not None:
        told.append(_("brightness {n} of 255").format(n=round(trial.brightness)))
    return "; ".join(told)


def report(found: Inventory, trials: list[DeviceTrial], checks: Mapping[str, Checked | None]) -> dict[str, object]:
    """The stable JSON of the answer, see docs/command-line.md."""
    return {
        "versions": {name: _version(name) for name in PACKAGES},
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "clock_tick_us": smallest_tick_us(),
        "encoder": encoder(),
        "devices": [asdict(trial) for trial in trials],
        "together": _checked(checks.get("together")),
        "clap": _checked(checks.get("clap")),
        "missing": [{"code": fault.code, "facts": fault.facts} for fault in (*found.faults, *found.limits)],
    }


def _checked(found: Checked | None) -> dict[str, object] | None:
    return found.model_dump(mode="json", exclude={"type"}) if found is not None else None


def _version(package: str) -> str | None:
    """Of an installed package; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
