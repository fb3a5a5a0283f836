"""“Choose another…”: a source has failed while recording, another device takes its place without stopping anything."""

from functools import partial

from lab.domain.ids import new_id
from lab.i18n import gettext as _
from lab.live.messages import ChooseDevice
from lab.services.session_view import Inventory
from ui.alerts import Alerts, Choice
from ui.held.running import RunningSession
from ui.session.health import source_name
from ui.session.sources import PLACES, DeviceChoice, choices_for


def other_devices(session: RunningSession, source: str, found: Inventory) -> tuple[DeviceChoice, ...]:
    """The devices of the same kind but for the one that is used now, which need not be the planned one any more."""
    planned = next((one for one in session.plan.sources if one.id == source), None)
    place = next((one for one in PLACES if one == source), None)
    if planned is None or place is None:
        return ()
    told = session.recorder.sources if session.recorder is not None else ()
    now = next(({one.device, one.name} for one in told if one.id == source), {planned.device})
    choices = choices_for(place, found)
    return tuple(one for one in choices if one.kind == planned.kind and one.device not in now)


def ask_for_device(session: RunningSession, source: str, alerts: Alerts, found: Inventory) -> None:
    """Offer all other devices of this kind in the message bar; the chosen one goes on in a new segment."""
    name = source_name(source, {one.id: one.shows for one in session.plan.sources})
    others = other_devices(session, source, found)
    if not others:
        alerts.warn(_("There is no other device for “{name}”. Everything else goes on.").format(name=name), key=source)
        return

    def use(device: str) -> None:
        session.request(ChooseDevice(id=new_id(), session=session.id, source=source, device=device))

    choices = [Choice(one.words, partial(use, one.device)) for one in others]
    alerts.ask(_("Which device for “{name}”?").format(name=name), *choices, key=source)
