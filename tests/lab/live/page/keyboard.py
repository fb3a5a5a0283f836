"""A person without a mouse: physical keys of a layout, and the way of the focus."""

from typing import Any

from playwright.sync_api import Page

_RUSSIAN = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфывапролдячсмить", strict=True))
_NAMED = {
    "Enter": ("Enter", "\r", 13), "Backspace": ("Backspace", "", 8), "Escape": ("Escape", "", 27),
    "Tab": ("Tab", "", 9), "Space": (" ", " ", 32), "ArrowRight": ("ArrowRight", "", 39),
    "ArrowDown": ("ArrowDown", "", 40), **{f"F{n}": (f"F{n}", "", 111 + n) for n in range(1, 13)},
}  # fmt: skip
_STOP = """() => {
  const one = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(one)
  const { left, top, right, bottom } = one.getBoundingClientRect()
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
  const on_top = document.elementFromPoint(x, y)
  return {
    what: `${one.tagName} ${one.id} ${one.className} ${one.textContent.slice(0, 30)}`,
    nowhere: one === document.body,
    shown: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    clear: on_top !== null && (one.contains(on_top) || on_top.contains(one)),
  }
}"""


class Keyboard:
    """Presses the keys of a page by their place, as a layout names them: "us" or "ru"."""

    def __init__(self, page: Page, layout: str = "us") -> None:
        self.page, self.layout = page, layout
        self._line = page.context.new_cdp_session(page)

    def down(self, code: str) -> None:
        """A key goes down."""
        self._said("keyDown", code)

    def up(self, code: str) -> None:
        """And up again."""
        self._said("keyUp", code)

    def press(self, *codes: str) -> None:
        """Keys go down and up, one after another."""
        for code in codes:
            self.down(code)
            self.up(code)

    def write(self, text: str) -> None:
        """Letters come into what has the focus, whatever keys write them."""
        self.page.keyboard.insert_text(text)

    def reach(self, selector: str, most: int = 120) -> None:
        """Go by Tab until this has the focus; on the way the focus is always seen."""
        for _step in range(most):
            if self.page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
            self.press("Tab")
            self.look()
        raise AssertionError(f"not reached by Tab: {selector}")

    def look(self) -> dict[str, Any]:
        """What has the focus; it must be seen, and under nothing else."""
        stop: dict[str, Any] = self.page.evaluate(_STOP)
        assert stop["nowhere"] or (stop["shown"] and stop["clear"]), stop
        return stop

    def _said(self, kind: str, code: str) -> None:
        key, text, number = self._key(code)
        said = {"type": kind, "code": code, "key": key, "windowsVirtualKeyCode": number}
        self._line.send("Input.dispatchKeyEvent", said if kind == "keyUp" else {**said, "text": text})

    def _key(self, code: str) -> tuple[str, str, int]:
        if code in _NAMED:
            return _NAMED[code]
        if code == "Slash":
            sign = {"us": "/", "ru": "."}[self.layout]
            return sign, sign, 191
        sign = code[-1] if code.startswith("Digit") else code[-1].lower()
        if self.layout == "ru" and code.startswith("Key"):
            sign = _RUSSIAN[code[-1]]
        return sign, sign, ord(code[-1])
