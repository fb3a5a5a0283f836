"""Browsers that an observer brings along, steered by the keyboard alone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from playwright.sync_api import sync_playwright

from tests.process.room_rig import wait_until
from tests.virtual_display import virtual_display

MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
_TEXT = "return document.querySelector(arguments[0])?.innerText ?? ''"
_FOCUSED = "return [document.activeElement.id, document.activeElement.type ?? '', document.activeElement.innerText]"
MOST_TABS = 60
_WEBDRIVER_KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " "}
"""What WebDriver types for a key that has no letter."""


class Steered(Protocol):
    """A page in one of the browsers."""

    def go(self, url: str) -> None:
        """Load an address."""

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

    def join(self, url: str, name: str, pin: str) -> None:
        """Load the page, say who one is, accept the rules."""
        self._page.go(url)
        self.waits_for("form.join", "Join")
        for field, said in (("pin", pin), ("name", name)):
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


class _Chromium:
    def __init__(self, page: Any) -> None:
        self._page = page

    def go(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str, *arguments: str) -> Any:
        return self._page.evaluate(f"(given) => (function () {{ {script} }})(...given)", list(arguments))

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)


@contextmanager
def chromium(host: str) -> Iterator[Steered]:
    """Chromium, for which the room lies in a local network; an error of the page's scripts fails the story."""
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=[f"--host-resolver-rules=MAP {host} 127.0.0.1"], timeout=60_000
        )
        page = browser.new_page(locale="en-GB")
        page.on("pageerror", lambda error: faults.append(str(error)))
        try:
            yield _Chromium(page)
        finally:
            browser.close()
    assert faults == []


class _Firefox:
    def __init__(self, client: Any) -> None:
        self._client = client

    def go(self, url: str) -> None:
        self._client.navigate(url)

    def run(self, script: str, *arguments: str) -> Any:
        return self._client.execute_script(script, script_args=arguments)

    def type(self, text: str) -> None:
        self._client.actions.sequence("key", "keyboard").send_keys(text).perform()

    def press(self, key: str) -> None:
        self.type(_WEBDRIVER_KEYS[key])


@contextmanager
def firefox(_host: str) -> Iterator[Steered]:
    """Firefox, for which every name leads to this machine."""
    from marionette_driver.marionette import Marionette

    prefs = {"network.dns.forceResolve": "127.0.0.1", "intl.accept_languages": "en", "app.update.auto": False}
    with TemporaryDirectory(prefix="firefox") as home:
        client = Marionette(
            bin="/usr/bin/firefox-esr", headless=True, prefs=prefs, workspace=home, gecko_log=str(Path(home) / "log"),
            startup_timeout=90,
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

    def run(self, script: str, *arguments: str) -> Any:
        return self._driver.execute_script(script, *arguments)

    def type(self, text: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self._driver).send_keys(text).perform()

    def press(self, key: str) -> None:
        self.type(_WEBDRIVER_KEYS[key])


@contextmanager
def webkit(_host: str) -> Iterator[Steered]:
    """WebKitGTK, whose names cannot be mapped: it goes by the address."""
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with virtual_display(1280, 800) as display, TemporaryDirectory(prefix="webkit") as home:
        options = Options()
        options.binary_location = MINI_BROWSER
        options.add_argument("--automation")
        service = Service("/usr/bin/WebKitWebDriver", env={"DISPLAY": display, "HOME": home, "LANG": "en_GB.UTF-8"})
        driver = WebKitGTK(options=options, service=service)
        try:
            yield _WebKit(driver)
        finally:
            driver.quit()


@dataclass(frozen=True)
class Browser:
    """How one is started, for a room of this name; the programs it needs; whether names can be mapped in it."""

    open: Callable[[str], AbstractContextManager[Steered]]
    needs: tuple[str, ...]
    maps: bool = True


BROWSERS = {
    "chromium": Browser(chromium, ("chromium",)),
    "firefox": Browser(firefox, ("firefox-esr",)),
    "webkit": Browser(webkit, ("WebKitWebDriver", MINI_BROWSER), maps=False),
}
