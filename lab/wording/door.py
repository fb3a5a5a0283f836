"""Sentences about the room on the network: why it cannot be opened, and what the check of the network found."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.types import Sentence, said


def _refused(facts: Facts) -> str:
    """Everything that is wrong with an imported certificate, a line each."""
    faults = facts.get("faults")
    lines = [_("The certificate cannot be used:")]
    for fault in faults if isinstance(faults, list | tuple) else ():
        if isinstance(fault, dict):
            known = _CERTIFICATE.get(str(fault.get("code")))
            details = fault.get("facts")
            if known is not None:
                lines.append("– " + known(details if isinstance(details, dict) else {}))
    return "\n".join(lines)


def _unknown(facts: Facts) -> str:
    there = _listed(facts.get("known"))
    return _("There is no network connection “{interface}” now. There are: {known}.").format(
        interface=facts.get("interface", "–"), known=there
    )


def _listed(known: object) -> str:
    return ", ".join(map(str, known)) if isinstance(known, list | tuple) and known else "–"


_CERTIFICATE: dict[str, Sentence] = {
    "certificate_file_unreadable": said(lambda: _("{path} cannot be read ({reason}).")),
    "certificate_not_pem": said(
        lambda: _("{path} holds no certificate in PEM form (a text that begins with BEGIN CERTIFICATE).")
    ),
    "key_not_pem": said(lambda: _("{path} holds no private key in PEM form.")),
    "key_locked": said(lambda: _("The key in {path} is locked with a password. Ask for a copy without one.")),
    "key_of_another": said(lambda: _("The key in {path} belongs to another certificate.")),
    "certificate_expired": said(lambda: _("It ended on {day}.")),
    "certificate_not_yet": said(lambda: _("It is valid only from {day}. Is this computer's date right?")),
    "certificate_not_for_servers": said(lambda: _("It was not made for a server.")),
    "certificate_weak": said(lambda: _("Browsers no longer accept {weakness}.")),
    "certificate_for_others": said(
        lambda: _("It is made out for {names}; none of these names leads to this computer ({address}).")
    ),
}

_REFUSALS: dict[str, Sentence] = {
    "interfaces_unknown": said(lambda: _("The system does not say which network connections there are ({reason}).")),
    "interface_unknown": _unknown,
    "interface_unsaid": lambda facts: _("Say by which network connection: --interface. There are: {known}.").format(
        known=_listed(facts.get("known"))
    ),
    "not_found": said(lambda: _("There is nothing at this address.")),
    "address_not_private": said(
        lambda: _(
            "{address} can be reached from the Internet. The laboratory's own authority vouches for private networks "
            "only: choose another connection, or a certificate of your institution."
        )
    ),
    "certificate_refused": _refused,
    "choice_unreadable": said(
        lambda: _(
            "How the observers’ room was open last cannot be read: {path} ({reason}). It stays closed; open it again."
        )
    ),
    "port_in_use": said(
        lambda: _(
            "Port {port} is taken by another program. Close that program, or choose another port in the settings. "
            "Nothing was changed."
        )
    ),
    "port_forbidden": said(lambda: _("The system does not let this program use port {port}. Choose one above 1023.")),
    "address_gone": said(lambda: _("This computer no longer has the address {address}. Is the network connected?")),
    "certificates_unreadable": said(lambda: _("The certificate {path} cannot be read: {reason}")),
    "certificates_unwritable": said(lambda: _("The room's certificate cannot be kept in {path}: {reason}")),
}

_FINDINGS: dict[str, Sentence] = {
    "network_missing": said(
        lambda: _("No network connection is suitable. Connect this computer to the network of the observers' devices.")
    ),
    "network_several": said(
        lambda: _("There are several networks: {names}. Choose the one in which the observers' devices are.")
    ),
    "network_there": said(lambda: _("The network connection is {interface}, address {address}.")),
    "interface_up": said(lambda: _("The network connection {interface} is up, address {address}.")),
    "interface_gone": said(
        lambda: _(
            "The network connection {interface} ({address}) is gone. Everybody comes back when it is there again."
        )
    ),
    "trap_this_machine": said(lambda: _("{address} is this computer alone: no other device reaches the room by it.")),
    "trap_vpn": said(lambda: _("{interface} looks like a VPN: devices in this building hardly reach the room by it.")),
    "trap_container": said(
        lambda: _("{interface} looks like a network of containers within this computer: other devices do not reach it.")
    ),
    "trap_virtual": said(lambda: _("{interface} looks like a network of virtual machines within this computer.")),
    "trap_unassigned": said(
        lambda: _("The network gave this computer no address ({address} is of its own choice). Is the cable in?")
    ),
    "trap_public": said(lambda: _("{address} can be reached from the Internet, if no firewall stands before it.")),
    "plain_http": said(
        lambda: _("Nothing is encrypted: whoever is in this network can read along. Only for an isolated network.")
    ),
    "certificate_good": said(lambda: _("The connection is encrypted; the certificate lasts until {until}.")),
    "certificate_not_trusted": said(
        lambda: _("A device that trusts the usual authorities would refuse the certificate for {host}: {reason}")
    ),
    "own_address_answers": said(lambda: _("The page answers at {address}, port {port}.")),
    "own_address_silent": said(
        lambda: _("The page does not answer at {address}, port {port} ({reason}). Does a firewall stop this program?")
    ),
    "page_was_seen": said(lambda: _("Another device has loaded the page ({address}): the way is free.")),
    "page_not_seen": said(
        lambda: _(
            "No other device has loaded the page yet. Only that proves it: scan the code with a phone that is in the "
            "same network. If nothing comes, a firewall or a guest network that keeps its guests apart stands between."
        )
    ),
}

SENTENCES: dict[str, Sentence] = {**_REFUSALS, **_CERTIFICATE, **_FINDINGS}
