"""“Choose another…”: a source has failed while recording, another device takes its place without stopping anything."""

from lab.domain.ids import new_id
from lab.i18n import gettext as _
from lab.live.messages import ChooseDevice
from lab.services.session_view import Inventory
from ui.alerts import Alerts, Choice
from ui.session.health import source_name
from ui.session.running import RunningSession
from ui.session.sources import PLACES, choices_for

_MOST = 3


def ask_for_device(session: RunningSession, source: str, found: Inventory, alerts: Alerts) -> None:
    """Offer the other devices of this kind in the message bar; the chosen one goes on in a new segment."""
    planned = next((one for one in session.plan.sources if one.id == source), None)
    place = next((one for one in PLACES if one == source), None)
    if planned is None or place is None:
        return
    others = [
        choice
        for choice in choices_for(place, found)
        if choice.kind == planned.kind and choice.device != planned.device
    ]
    name = source_name(source, {one.id: one.shows for one in session.plan.sources})
    if not others:
        alerts.warn(_("There is no other device for “{name}”. Everything else goes on.").format(name=name), key=source)
        return

    def use(device: str) -> None:
        session.request(ChooseDevice(id=new_id(), session=session.id, source=source, device=device))

    choices = [Choice(one.words, lambda device=one.device: use(device)) for one in others[:_MOST]]  # type: ignore[misc]
    alerts.ask(_("Which device for “{name}”?").format(name=name), *choices, key=source)
