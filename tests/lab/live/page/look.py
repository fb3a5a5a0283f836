"""What can be wrong with the layout of the page, and the scenes in which it is looked for."""

from typing import Any

from playwright.sync_api import Page

from tests.lab.live.page.staged import happened

SIZES = {"laptop": (1280, 800), "across": (1024, 768), "upright": (820, 1180), "phone": (390, 844)}
LOOKS = (("en", "light"), ("ru", "dark"), ("ru", "light"), ("en", "dark"))
"""Language and colours."""
SCENES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "observer": ("observer", happened()),
    "lead": ("lead", happened()),
    "note_taker": ("note_taker", happened()),
    "moderator": ("moderator", happened()),
    "wall": ("wall", happened()),
    "task card": ("participant", happened()),
    "question": ("participant", happened()[:4]),
    "debrief": ("observer", happened("debrief")),
    "practice": ("lobby", []),
}
"""Name → role, and what has happened."""

_WRONG = """() => {
  const wrong = []
  const shown = (one) => one.checkVisibility() && one.getClientRects().length > 0
  const pressed = ["button", "input", "select", "textarea", "a", "summary"].map((one) => `#main ${one}`)
  for (const one of [...document.querySelectorAll(pressed)].filter(shown)) {
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect()
    if (width < 43.5 || height < 43.5) wrong.push(`small: ${one.outerHTML.slice(0, 80)} ${width}×${height}`)
    if (one.matches("button") && one.scrollWidth > one.clientWidth + 1) wrong.push(`cut: ${one.textContent}`)
  }
  const wide = document.documentElement.scrollWidth
  if (wide > innerWidth) wrong.push(`too wide: ${wide}`)
  const isStuck = (one) => getComputedStyle(one).position === "sticky"
  const places = [...document.querySelectorAll(".place")].filter((one) => shown(one) && !isStuck(one))
  const boxes = places.map((one) => [one.dataset.place, one.getBoundingClientRect()])
  for (const [name, one] of boxes) for (const [other, two] of boxes) {
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left)
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
    if (name < other && across > 1 && down > 1) wrong.push(`${name} lies on ${other}`)
  }
  return wrong
}"""


def wrong(page: Page) -> list[str]:
    """What is too small to be hit, cut, too wide for the screen, or lies on something else."""
    found: list[str] = page.evaluate(_WRONG)
    return found
