"""What is asked about people by message: at the workstation, on the moderator's second device, by an observer who
wants to lead.
"""

from datetime import timedelta

from lab.domain.errors import RuleError
from lab.live.door.own import Own
from lab.live.messages import (
    Acknowledged,
    Admit,
    GiveRole,
    Invitation,
    MutePerson,
    NewInvitation,
    NewPin,
    PeopleRequest,
    Remove,
    RemoveAll,
    TakeLead,
)
from lab.live.people.front_desk import FrontDesk
from lab.live.people.invitations import LIFE_US
from lab.live.people.principal import Principal
from lab.live.people.steward import Steward
from recordings import clock


async def carry_out(desk: FrontDesk, principal: Principal, request: PeopleRequest) -> Acknowledged:
    """Do what was asked, by somebody who may; `NewInvitation` is answered by `invite`.

    Raises:
        RuleError: `person_unknown`, `person_in_lobby`, `lead_taken`.
        WorldError: `people_not_kept`; it holds all the same, until the room's process ends.
    """
    steward = Steward(desk)
    match request:
        case NewPin():
            desk.pin.renew()
        case Admit():
            await steward.admit(request.person, request.role)
        case Remove():
            await steward.remove(request.person, request.reason)
        case RemoveAll():
            await steward.remove_all()
        case MutePerson():
            await steward.mute(request.person, on=request.on)
        case GiveRole():
            await steward.give_role(request.person, request.role)
        case TakeLead() if principal.person_id is not None:
            await steward.take_lead(principal.person_id)
        case _:
            raise RuleError("not_allowed", type=request.type)
    return Acknowledged(id=request.id)


def invite(desk: FrontDesk, request: NewInvitation, own: Own | None) -> Invitation:
    """The invitation that was asked for.

    Args:
        own: where the room is reached; None while it is closed.

    Raises:
        RuleError: `room_not_open`.
    """
    if own is None:
        raise RuleError("room_not_open")
    secret = desk.invitations.make(request.role)
    until = clock.wall() + timedelta(microseconds=LIFE_US)
    return Invitation(role=request.role, url=f"{own.url}/#{secret}.{request.role.value}", until=until.isoformat())
