"""What a browser makes of the laboratory's authority on a device on which it was taken in."""

import asyncio
import os
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error, async_playwright

from lab.live.door import leaf
from tests.lab.live.door.opened import Opened
from tests.stories.enrolled import CERTUTIL, is_possible, take_in

pytestmark = pytest.mark.skipif(not is_possible(), reason=f"needs {CERTUTIL} (libnss3-tools)")
FOREIGN = "bank.example"


async def served_by_a_thief(opened: Opened, folder: Path) -> asyncio.Server:
    """A site of another name, whose certificate was made with the authority's own key."""
    leaf.leaf(folder, opened.certificates.authority(), (FOREIGN,), datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / leaf.CERTIFICATE, folder / leaf.KEY)
    hang_up: Callable[[Any, Any], None] = lambda _reader, writer: writer.close()  # noqa: E731
    return await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=context)


def test_that_an_enrolled_browser_is_led_to_tls_and_refuses_foreign_names(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path / "door")
        await opened.door.open(opened.own)
        home = tmp_path / "home"
        take_in(opened.certificates.authority().certificate, home / ".pki" / "nssdb")
        thief = await served_by_a_thief(opened, tmp_path / "thief")
        elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        async with async_playwright() as play:
            browser = await play.chromium.launch(
                executable_path="/usr/bin/chromium", args=[f"--host-resolver-rules=MAP {FOREIGN} 127.0.0.1"],
                env={**elsewhere, "HOME": str(home)},
            )  # fmt: skip
            page = await browser.new_page()
            await page.goto(f"http://127.0.0.1:{opened.port}/#invitation")
            assert page.url == f"https://127.0.0.1:{opened.port}/#invitation"
            assert await page.evaluate("window.isSecureContext")
            with pytest.raises(Error, match="ERR_CERT_INVALID"):
                await page.goto(f"https://{FOREIGN}:{thief.sockets[0].getsockname()[1]}/")
            await browser.close()
        thief.close()
        await thief.wait_closed()
        await opened.door.leave()

    asyncio.run(story())
