"""A session as it is on a busy day: thirty tags of six people with long names, notes of every length, a picture."""

import json
from typing import Any

from tests.lab.live.page.staged import SECOND, happened, person, tagged

PEOPLE = {
    "en": (
        ("Maria Kim", "Ministry of Labour and Social Protection"),
        ("Anna Petrova", "Laboratory"),
        ("Oleg Danilov", "Agency for Digital Services"),
        (
            "Alexandra Konstantinova-Wolkonskaya",
            "Federal Pension and Social Insurance Fund, Department of Family Benefits",
        ),
        ("Jean-Baptiste Ramanantsoa", "National Agency"),
        ("Li Na", "Design team"),
    ),
    "ru": (
        ("Мария Ким", "Министерство труда и социальной защиты"),
        ("Анна Петрова", "Лаборатория"),
        ("Олег Данилов", "Агентство цифровых услуг"),
        (
            "Александра Константинова-Волконская",
            "Фонд пенсионного и социального страхования, управление пособий семьям с детьми",
        ),
        ("Жан-Батист Раманантсоа", "Национальное агентство"),
        ("Ли На", "Группа дизайна"),
    ),
}
"""Language → the people in the room, the one who looks at the page first: name and organisation."""
_NOTES = {
    "en": (
        "reads the card again",
        "“Why do I have to type this twice? You already know it.”",
        "scrolls up and down three times before she notices that the form has a second column on the right",
        "",
        "asks her husband for the number",
    ),
    "ru": (
        "читает карточку ещё раз",
        "«Зачем вводить это второй раз? Вы же это уже знаете.»",
        "три раза прокручивает вверх и вниз, прежде чем замечает, что справа есть второй столбец анкеты",
        "",
        "спрашивает номер у мужа",
    ),
}
_BUTTONS: tuple[tuple[str | None, str | None, int | None], ...] = (
    ("input-lost", "CC-26", 3), ("entered-again", "CC-13", 2), ("label-unclear", "3.3.2", 2),
    ("error-unclear", "3.3.1", 4), ("step-unclear", "CC-08", 1), (None, None, None), (None, "CC-24", 3),
    (None, "3.3.8", None),
)  # fmt: skip


def crowd(language: str, role: str) -> dict[str, Any]:
    """The slices `me` and `people`: five others here, one of them away, and two who wait.

    Somebody who waits to be let in ("lobby") is told of nobody.
    """
    (name, organisation), *others = PEOPLE[language]
    me = person(role, name, organisation=organisation, state="admitted")
    if role == "lobby":
        return {"me": {**me, "role": "observer", "state": "lobby"}, "people": []}
    kinds: tuple[dict[str, Any], ...] = (
        {"role": "moderator" if role != "moderator" else "observer"},
        {"role": "lead" if role != "lead" else "observer", "delay_ms": 61},
        {"role": "observer", "delay_ms": 1240},
        {"role": "note_taker", "delay_ms": None},
        {"role": "observer", "state": "away", "waiting": 3},
    )
    here = [
        person(**{"role": "observer", "name": one, "organisation": where, **kind})
        for (one, where), kind in zip(others, kinds, strict=True)
    ]
    waiting = [person("observer", name, state="lobby", organisation=where) for name, where in others[2:4]]
    return {"me": me, "people": [{**me, "state": "here"}, *here, *(waiting if role == "moderator" else [])]}


def busy(language: str, until: str = "running") -> list[dict[str, Any]]:
    """What happened so far: `happened`, and thirty tags more. `until`: also "debrief"."""
    names = [name for name, _where in PEOPLE[language]]
    known = dict(zip(("Мария Ким", "Анна Петрова", "Oleg Danilov"), names, strict=False))
    made = [{**one, "author": known.get(one["author"], one["author"])} for one in happened(until)]
    if language == "en":
        texts = {"«А что сюда писать?»": "“What goes in here?”", "читает карточку ещё раз": "reads the card again"}
        made = [{**one, "note": texts.get(one["note"], one["note"])} if one.get("note") else one for one in made]
    end = next((place for place, one in enumerate(made) if one["at_us"] > 200 * SECOND), len(made))
    more = []
    for place in range(30):
        button, criterion, severity = _BUTTONS[place % len(_BUTTONS)]
        note = _NOTES[language][place % len(_NOTES[language])]
        fields = {
            "criterion": criterion,
            "severity": severity,
            "note": note or (_NOTES[language][0] if (button, criterion) == (None, None) else ""),
        }
        if button is not None:
            fields["button"] = button
        more.append(tagged(f"b{place}", 100 + 3 * place + 7 * (place % 2), names[(place * 5) % len(names)], **fields))
    return [*made[:end], *more, *made[end:]]


TALK = {
    "en": (
        ("chat", 1, "moderator", "She has used the old paper form for years."),
        ("hand", 2, "", "Could you ask her what she expected behind “Other income”?"),
        ("chat", 3, "observers", "The same as in round 1."),
    ),
    "ru": (
        ("chat", 1, "moderator", "Она много лет заполняла бумажную анкету."),
        ("hand", 2, "", "Можно спросить, чего она ждала за «Прочими доходами»?"),
        ("chat", 3, "observers", "То же было в первом раунде."),
    ),
}


def talked(language: str) -> list[dict[str, Any]]:
    """What people said to one another, as the room tells it."""
    names = [name for name, _where in PEOPLE[language]]
    told = []
    for place, (kind, who, to, text) in enumerate(TALK[language]):
        word = {"id": f"talk-{place}", "author": names[who], "person": f"p-{names[who]}", "text": text}
        told.append(
            {"type": "chat_said", "to": to, **word}
            if kind == "chat"
            else {"type": "hand_raised", "annotation": None, **word}
        )
    return told


PICTURE = """const state = { cover: COVER, seen: COVER === null, mode: "mse", track: "main", sound: "on", delayMs: 184 }
export function attach(_video, canvas) {
  canvas.hidden = COVER !== null
  Object.assign(canvas, { width: 1280, height: 720 })
  const art = canvas.getContext("2d")
  const box = (colour, ...place) => { art.fillStyle = colour; art.fillRect(...place) }
  const words = (text, size, x, y, colour = "#1b1b1b") => {
    art.fillStyle = colour
    art.font = `${size}px sans-serif`
    art.fillText(text, x, y)
  }
  box("#f3f4f6", 0, 0, 1280, 720)
  box("#14406b", 0, 0, 1280, 84)
  words(TEXTS[0], 34, 60, 54, "white")
  words(TEXTS[1], 40, 60, 160)
  for (const [place, label] of TEXTS.slice(2).entries()) {
    words(label, 24, 60, 220 + 105 * place)
    box("#8a94a0", 60, 234 + 105 * place, 640, 48)
    box("white", 62, 236 + 105 * place, 636, 44)
  }
  box("#0b5cad", 60, 640, 220, 52)
  box("#a9b7c0", 960, 510, 300, 190)
  art.fillStyle = "#e2bd9b"
  art.beginPath(); art.arc(1110, 590, 44, 0, 7); art.fill()
  art.fillStyle = "#3f5468"
  art.beginPath(); art.arc(1110, 712, 84, Math.PI, 0); art.fill()
  return () => {}
}
export const onState = (heard) => { heard({ ...state, lostSince: null, final: false }); return () => {} }
export const hear = () => {}
export const hush = () => {}
export const wholeScreen = async () => false
export const shown = (_ms) => window.shown_us ?? null"""
_FORM = {
    "en": ("Child benefit", "Step 2 of 4: your child", "Family name of the child", "Date of birth",
           "Number of the birth certificate", "Other income of the household"),
    "ru": ("Пособие на ребёнка", "Шаг 2 из 4: ваш ребёнок", "Фамилия ребёнка", "Дата рождения",
           "Номер свидетельства о рождении", "Прочие доходы семьи"),
}  # fmt: skip


def picture(language: str, cover: str | None = None) -> dict[str, str]:
    """A player that shows a drawn form, or why there is nothing to see: to stand in for the page's own."""
    covered = "null" if cover is None else f'"{cover}"'
    return {"watch/player.js": PICTURE.replace("COVER", covered).replace("TEXTS", json.dumps(_FORM[language]))}
