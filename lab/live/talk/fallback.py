"""Talking without a socket: what is said comes by POST, what is told goes out in an answer that does not end. The same
messages, ids and acknowledgements, so that a person may change between both ways at any moment.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence

from pydantic import ValidationError

from lab.domain.errors import RuleError
from lab.live.conversation import broken
from lab.live.messages import Message, parse_client_message
from lab.live.people.allowance import may_speak
from lab.live.people.gate import Caller
from lab.live.room import Room
from lab.live.talk.line import Line
from lab.live.talk.speaker import Gone, Speaker

HEARTBEAT_S = 5.0
"""At least so often a line goes out, an empty one if there is nothing to tell: by this both sides notice a cut."""


async def said(room: Room, caller: Caller, messages: Sequence[object]) -> list[Message]:
    """What is answered to messages that came together, in their order.

    Raises:
        RuleError: `wait`: too many; `removed`: whoever asks was turned out.
    """
    person = caller.person.id
    allowance = room.people.allowance_of(person)
    for _message in messages:
        if not await may_speak(allowance):
            raise RuleError("wait", seconds=1)
    speaker = Speaker(room, person)
    answering = [asyncio.ensure_future(_answers(speaker, message)) for message in messages]
    try:
        found = await asyncio.gather(*answering)
    except Gone:
        raise RuleError("removed") from None
    return [answer for answers in found for answer in answers]


async def _answers(speaker: Speaker, message: object) -> list[Message]:
    try:
        known = parse_client_message(json.dumps(message))
    except ValidationError as error:
        return [broken(error)]
    return await speaker.answers(known)


async def listened(room: Room, caller: Caller, since: Mapping[str, int], tab: str) -> AsyncIterator[str]:
    """What is told to a person, as lines of JSON, until they go or are cut off. The first is a `Welcome`."""
    line = Line(caller.person.id)
    room.people.attach(line.person, line, "events", tab)
    try:
        room.talk.greet(line, since)
        while line.code is None:
            texts = await line.next_texts(HEARTBEAT_S)
            if line.code is None:
                yield "".join(f"{text}\n" for text in texts) or "\n"
    finally:
        room.talk.leave(line)
        room.people.detach(line.person, line)
