"""How a hosted session ends: the recorder lets go of the folder, then it is closed and sealed, or erased."""

import asyncio
from pathlib import Path

from lab.archive.closing import close_session
from lab.archive.erase import finish_withdrawal
from lab.archive.journal import Journal
from lab.archive.stand_down import stand_down as drop
from lab.domain.errors import LabError, WorldError
from lab.domain.events import Stamped
from lab.domain.session import SessionState
from lab.live.hosted_session import HostedSession
from lab.live.recording_desk import RecordingDesk
from lab.live.session_clock import AUTHOR

RELEASE_WITHIN_S = 20.0


async def stand_down(session: HostedSession, desk: RecordingDesk) -> None:
    """Drop the folder of a session that was never begun, once the recorder has let go of it.

    Raises:
        WorldError: `still_recording`: nothing was changed; or as `lab.archive.stand_down`.
    """
    if not await desk.released(session.folder, RELEASE_WITHIN_S):
        raise WorldError("still_recording", path=str(session.folder))
    await session.let_go()
    await asyncio.to_thread(drop, session.folder)


async def finish(session: HostedSession, desk: RecordingDesk) -> None:
    """Finish the folder of a session that has come to its end.

    Raises:
        LabError: it could not be finished; it stays hosted and can be finished again.
    """
    if not await desk.released(session.folder, RELEASE_WITHIN_S):
        raise WorldError("still_recording", path=str(session.folder))
    now_us = session.epoch.now_us()

    def end(folder: Path, journal: Journal, events: tuple[Stamped, ...]) -> None:
        if session.state is SessionState.WITHDRAWN:
            finish_withdrawal(folder, journal, events, AUTHOR)
        else:
            close_session(folder, journal, events, now_us, AUTHOR)

    try:
        await session.finish(end)
    except LabError:
        await session.reopen()
        raise
