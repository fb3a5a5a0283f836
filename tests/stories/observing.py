"""Browsers that an observer brings along, steered by the keyboard alone."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
from cryptography.x509 import Certificate
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tests.process.room_rig import wait_until
from tests.stories.enrolled import take_in
from tests.virtual_display import virtual_display

MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
_TEXT = "return document.querySelector(arguments[0])?.innerText ?? ''"
_FOCUSED = "return [document.activeElement.id, document.activeElement.type ?? '', document.activeElement.innerText]"
MOST_TABS = 60
_WHATEVER_IT_SAYS = "thisisunsafe"
"""What Chromium's warning takes for "go on", typed anywhere."""

_PRESSED = """
const find = (place) => {
  for (const one of place.querySelectorAll("*")) {
    const found = one.id === arguments_[0] ? one : one.shadowRoot && find(one.shadowRoot);
    if (found) return found;
  }
};
const arguments_ = arguments;
const button = find(document);
button?.click();
return button !== undefined;
"""
"""Presses a button of Firefox's own pages, however deep it lies."""

_WEBDRIVER_KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " "}
"""What WebDriver types for a key that has no letter."""


class Steered(Protocol):
    """A page in one of the browsers."""

    def go(self, url: str) -> None:
        """Load an address."""

    def insist(self, url: str) -> None:
        """Load an address against the browser's warning of an unknown certificate, as a guest does."""

    def run(self, script: str, *arguments: str) -> Any:
        """What a script returns, which finds its arguments in `arguments`."""

    def type(self, text: str) -> None:
        """Type on the keyboard, wherever the focus is."""

    def press(self, key: str) -> None:
        """`Tab`, `Enter` or `Space`."""


class Observer:
    """Somebody in the second room without a mouse."""

    def __init__(self, page: Steered) -> None:
        self._page = page

    def join(self, url: str, name: str, pin: str = "") -> None:
        """Load the page, say who one is, accept the rules."""
        self._page.go(url)
        self.fill_in(name, pin)

    def fill_in(self, name: str, pin: str = "") -> None:
        """Say on the page, which is loaded, who one is, and accept the rules."""
        self.waits_for("form.join", "Join")
        for field, said in (("pin", pin), ("name", name)) if pin else (("name", name),):
            self._tab_to(lambda focused, wanted=field: focused[0] == wanted)  # type: ignore[misc]
            self._page.type(said)
        self._tab_to(lambda focused: focused[0] == "accepted")
        self._page.press("Space")
        self._tab_to(lambda focused: focused[1] == "submit")
        self._page.press("Enter")

    def presses(self, words: str) -> None:
        """Press the single key that stands on a button of the pad."""
        self.waits_for("main", words)
        labels = self._page.run(
            "return [...document.querySelectorAll('button')].filter((one) => one.innerText.includes(arguments[0]))"
            ".map((one) => one.querySelector('kbd')?.innerText ?? '')",
            words,
        )
        self._page.run("document.activeElement.blur()")
        self._page.type(next(label for label in labels if label))

    def waits_for(self, place: str, words: str) -> None:
        """Wait until something stands there."""
        wait_until(lambda: words.lower() in str(self._page.run(_TEXT, place)).lower(), f"“{words}” in {place}")

    def _tab_to(self, reached: Callable[[list[str]], bool]) -> None:
        for _press in range(MOST_TABS):
            self._page.press("Tab")
            if reached(self._page.run(_FOCUSED)):
                return
        raise AssertionError("the keyboard does not lead there")


class ChromiumPage:
    """A page of Chromium, by Playwright."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def go(self, url: str) -> None:
        self._page.goto(url)

    def insist(self, url: str) -> None:
        with pytest.raises(PlaywrightError, match="ERR_CERT_AUTHORITY_INVALID"):
            self._page.goto(url)
        self._page.wait_for_selector("#details-button")  # what is typed before the warning stands is heard by nobody
        self._page.keyboard.type(_WHATEVER_IT_SAYS)
        self._page.wait_for_url(url)

    def run(self, script: str, *arguments: str) -> Any:
        return self._page.evaluate(f"(given) => (function () {{ {script} }})(...given)", list(arguments))

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)


@contextmanager
def chromium(host: str, trusted: Certificate | None = None) -> Iterator[Steered]:
    """Chromium, for which the room lies in a local network; an error of the page's scripts fails the story."""
    faults: list[str] = []
    with sync_playwright() as play, TemporaryDirectory(prefix="chromium") as home:
        if trusted is not None:
            take_in(trusted, Path(home) / ".pki" / "nssdb")
        elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=[f"--host-resolver-rules=MAP {host} 127.0.0.1"], timeout=60_000,
            env={**elsewhere, "HOME": home},
        )  # fmt: skip
        page = browser.new_page(locale="en-GB")
        page.on("pageerror", lambda error: faults.append(str(error)))
        try:
            yield ChromiumPage(page)
        finally:
            browser.close()
    assert faults == []


class _Firefox:
    def __init__(self, client: Any) -> None:
        self._client = client

    def go(self, url: str) -> None:
        self._client.navigate(url)

    def insist(self, url: str) -> None:
        from marionette_driver.errors import InsecureCertificateException

        with pytest.raises(InsecureCertificateException):
            self._client.navigate(url)
        for button in ("advanced-button", "exception-button"):
            wait_until(lambda wanted=button: bool(self.run(_PRESSED, wanted)), button)  # type: ignore[misc]
        wait_until(lambda: bool(self.run("return document.documentURI === arguments[0]", url)), "the page")

    def run(self, script: str, *arguments: str) -> Any:
        return self._client.execute_script(script, script_args=arguments)

    def type(self, text: str) -> None:
        self._client.actions.sequence("key", "keyboard").send_keys(text).perform()

    def press(self, key: str) -> None:
        self.type(_WEBDRIVER_KEYS[key])


@contextmanager
def firefox(_host: str, trusted: Certificate | None = None) -> Iterator[Steered]:
    """Firefox, for which every name leads to this machine."""
    from marionette_driver.marionette import Marionette

    prefs = {"network.dns.forceResolve": "127.0.0.1", "intl.accept_languages": "en", "app.update.auto": False}
    with TemporaryDirectory(prefix="firefox") as home:
        profile = Path(home) / "enrolled"
        if trusted is not None:
            take_in(trusted, profile)
        client = Marionette(
            bin="/usr/bin/firefox-esr", headless=True, prefs=prefs, workspace=home, gecko_log=str(Path(home) / "log"),
            startup_timeout=90, profile=str(profile) if trusted is not None else None,
        )  # fmt: skip
        client.start_session()
        try:
            yield _Firefox(client)
        finally:
            client.quit()
            client.cleanup()


class _WebKit:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def go(self, url: str) -> None:
        self._driver.get(url)

    def insist(self, url: str) -> None:
        raise NotImplementedError(url)

    def run(self, script: str, *arguments: str) -> Any:
        return self._driver.execute_script(script, *arguments)

    def type(self, text: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self._driver).send_keys(text).perform()

    def press(self, key: str) -> None:
        self.type(_WEBDRIVER_KEYS[key])


_BY_NAME = """#!/bin/sh
exec unshare --mount {as_root} sh -c 'mount --bind {hosts} /etc/hosts && exec /usr/bin/WebKitWebDriver "$@"' sh "$@"
"""


def _driver_by_name(host: str, home: Path) -> Path:
    """A program that is WebKit's driver in a system where this name leads to this machine: it takes no such option."""
    hosts, program = home / "hosts", home / "driver"
    hosts.write_text(f"127.0.0.1 localhost {host}\n")
    as_root = "" if os.geteuid() == 0 else "--user --map-root-user"
    program.write_text(_BY_NAME.format(as_root=as_root, hosts=hosts))
    program.chmod(0o700)
    return program


@contextmanager
def webkit(host: str, trusted: Certificate | None = None) -> Iterator[Steered]:
    """WebKitGTK, for which the room lies in a local network. It takes no authority in by itself."""
    assert trusted is None
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with virtual_display(1280, 800) as display, TemporaryDirectory(prefix="webkit") as home:
        options = Options()
        options.binary_location = MINI_BROWSER
        options.add_argument("--automation")
        program = _driver_by_name(host, Path(home))
        service = Service(str(program), env={"DISPLAY": display, "HOME": home, "LANG": "en_GB.UTF-8"})
        driver = WebKitGTK(options=options, service=service)
        try:
            yield _WebKit(driver)
        finally:
            driver.quit()


@dataclass(frozen=True)
class Browser:
    """How one is started, for a room of this name and with the authority that it trusts; the programs it needs."""

    open: Callable[..., AbstractContextManager[Steered]]
    needs: tuple[str, ...]


BROWSERS = {
    "chromium": Browser(chromium, ("chromium",)),
    "firefox": Browser(firefox, ("firefox-esr",)),
    "webkit": Browser(webkit, ("WebKitWebDriver", MINI_BROWSER, "unshare")),
}
