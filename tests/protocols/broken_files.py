"""For every fault code one file that has it: a small right file with one thing made wrong."""

from collections.abc import Mapping

from protocols.faults import FaultCode

PROTOCOL = """\
format: protocol/1
id: small
version: '1'
title: {en: Small, ru: Малая}
goal: {en: See whether it works, ru: 'Увидеть, работает ли'}
service_category: {en: Family, ru: Семья}
client_category: people
life_situation: {en: A child is born, ru: Рождение ребёнка}
stages:
  - {id: search, title: {en: Search, ru: Поиск}}
tasks:
  - id: find
    title: {en: Find it, ru: Найти}
    scenario: {en: Find it., ru: Найдите.}
    stage: search
    start_state: {en: First page, ru: Первая страница}
    restore: {en: Open it again, ru: Откройте снова}
    success:
      - {id: found, text: {en: Found, ru: Найдено}}
    target_time_s: 60
    time_limit_s: 120
    critical: true
    target_success: 0.8
    exposes: [CC-01]
    tag_pad:
      - {id: wrong, words: {en: wrong entry, ru: не та услуга}, criterion: CC-01, polarity: negative, severity: 3}
      - {id: right, words: {en: found at once, ru: нашёл сразу}, criterion: CC-01, polarity: positive}
questionnaires:
  after_task: [seq]
standards:
  - {id: client-centricity, version: 0.1-draft}
  - {id: wcag-2.2, version: '2024-12-12'}
"""

STANDARD = """\
format: standard/1
id: own
version: '1'
title: {en: Own, ru: Свой}
source: {en: Own text, ru: Свой текст}
licence: {en: Own, ru: Своя}
url: https://example.org/own
groups:
  - {id: all, title: {en: All, ru: Все}}
criteria:
  - id: OWN-1
    group: all
    kind: performance
    gate: major
    client_categories: [people]
    title: {en: One, ru: Один}
"""

QUESTIONNAIRE = """\
format: questionnaire/1
id: own
version: '1'
title: {en: Own, ru: Свой}
source: {en: Own text, ru: Свой текст}
licence: {en: Own, ru: Своя}
credit: {en: Ours, ru: Наш}
validated: {en: false, ru: false}
items:
  - {id: a, text: {en: A, ru: А}, minimum: 1, maximum: 5, low: {en: no, ru: нет}, high: {en: yes, ru: да}}
  - {id: b, text: {en: B, ru: Б}, minimum: 1, maximum: 5, low: {en: no, ru: нет}, high: {en: yes, ru: да}}
scoring: mean
"""


def edited(text: str, old: str, new: str) -> bytes:
    """The text with its first `old` replaced; the old words must be there."""
    assert old in text, old
    return text.replace(old, new, 1).encode()


def _p(old: str, new: str) -> bytes:
    return edited(PROTOCOL, old, new)


def _s(old: str, new: str) -> bytes:
    return edited(STANDARD, old, new)


def _q(old: str, new: str) -> bytes:
    return edited(QUESTIONNAIRE, old, new)


def _buttons(count: int) -> str:
    return "".join(f"      - {{id: b{n}, words: {{en: b, ru: б}}, polarity: positive}}\n" for n in range(count))


BROKEN: Mapping[FaultCode, bytes] = {
    FaultCode.FILE_TOO_LARGE: PROTOCOL.encode() + b"# " + b"x" * 600_000,
    FaultCode.FILE_EMPTY: b"# nothing yet\n",
    FaultCode.NOT_UTF8: PROTOCOL.encode("cp1251"),
    FaultCode.CONTROL_CHARACTER: _p("Small", "Sm\x00all"),
    FaultCode.YAML_SYNTAX: _p("{en: Small, ru: Малая}", "@Small"),
    FaultCode.YAML_TAB: _p("  - {id: search", "\t- {id: search"),
    FaultCode.YAML_COLON: _p("{en: Small, ru: Малая}", "Small: indeed: so"),
    FaultCode.YAML_INDENTATION: _p("    title: {en: Find it, ru: Найти}", "   title: {en: Find it, ru: Найти}"),
    FaultCode.YAML_UNCLOSED: _p("{id: wcag-2.2, version: '2024-12-12'}", "{id: wcag-2.2, version: '2024-12-12}"),
    FaultCode.YAML_BRACKET: _p("{en: Small, ru: Малая}", "{en: Small, ru: Малая"),
    FaultCode.YAML_DIRECTIVE: _p("format", "%YAML 1.1\n---\nformat"),
    FaultCode.YAML_SEVERAL_DOCUMENTS: PROTOCOL.encode() + b"---\nformat: protocol/1\n",
    FaultCode.YAML_ANCHOR: _p("en: Small", "en: &a Small"),
    FaultCode.YAML_ALIAS: _p("ru: Малая", "ru: *a"),
    FaultCode.YAML_TAG: _p("en: Small", "en: !!str Small"),
    FaultCode.YAML_KEY: _p("id: small", "? [a, b]\n: small"),
    FaultCode.TOO_DEEP: _p("{en: Small, ru: Малая}", "[" * 100_000),
    FaultCode.TOO_MANY_VALUES: _p("{en: Small, ru: Малая}", "[" + "1," * 50_000 + "]"),
    FaultCode.NOT_A_MAPPING: b"- a\n- b\n",
    FaultCode.DUPLICATE_KEY: _p("id: small", "id: small\nid: other"),
    FaultCode.FORMAT_MISSING: _p("format: protocol/1\n", ""),
    FaultCode.FORMAT_UNKNOWN: _p("protocol/1", "protokol/1"),
    FaultCode.FORMAT_OTHER: STANDARD.encode(),
    FaultCode.FORMAT_NEWER: _p("protocol/1", "protocol/2"),
    FaultCode.UNKNOWN_KEY: _p("goal:", "gaol:"),
    FaultCode.MISSING_KEY: _p("id: small\n", ""),
    FaultCode.MISSING_TRANSLATION: _p(", ru: Малая", ""),
    FaultCode.NEEDS_LANGUAGES: _p("{en: Small, ru: Малая}", "Small"),
    FaultCode.NEEDS_TEXT: _p("id: small", "id: [small]"),
    FaultCode.NEEDS_NUMBER: _p("target_time_s: 60", "target_time_s: a minute"),
    FaultCode.NEEDS_WHOLE_NUMBER: _p("severity: 3", "severity: high"),
    FaultCode.NEEDS_YES_OR_NO: _p("critical: true", "critical: perhaps"),
    FaultCode.NEEDS_LIST: _p("exposes: [CC-01]", "exposes: CC-01"),
    FaultCode.NEEDS_MAPPING: _p("  after_task: [seq]", "  - seq"),
    FaultCode.EMPTY_VALUE: _p("version: '1'", "version:"),
    FaultCode.TEXT_TOO_LONG: _p("en: Small", "en: " + "long " * 2000),
    FaultCode.OUT_OF_RANGE: _p("target_success: 0.8", "target_success: 80"),
    FaultCode.TOO_FEW: _p("success:\n      - {id: found, text: {en: Found, ru: Найдено}}", "success: []"),
    FaultCode.TOO_MANY: _p("[seq]", "[" + "seq, " * 11 + "]"),
    FaultCode.TOO_MANY_BUTTONS: _p("    tag_pad:\n", "    tag_pad:\n" + _buttons(8)),
    FaultCode.NOT_ONE_OF: _p("client_category: people", "client_category: peple"),
    FaultCode.BAD_NAME: _p("id: small", "id: мал"),
    FaultCode.BAD_ADDRESS: _s("https://example.org/own", "javascript:alert(1)"),
    FaultCode.DUPLICATE_ID: _p("{id: right,", "{id: wrong,"),
    FaultCode.UNKNOWN_STAGE: _p("stage: search", "stage: serach"),
    FaultCode.UNKNOWN_GROUP: _s("group: all", "group: al"),
    FaultCode.UNKNOWN_STANDARD: _p("{id: wcag-2.2", "{id: wcag-22"),
    FaultCode.UNKNOWN_STANDARD_VERSION: _p("'2024-12-12'", "'2023-10-05'"),
    FaultCode.UNKNOWN_QUESTIONNAIRE: _p("[seq]", "[sec]"),
    FaultCode.UNKNOWN_CRITERION: _p("exposes: [CC-01]", "exposes: [CC-99]"),
    FaultCode.STANDARD_NOT_PINNED: _p("exposes: [CC-01]", "exposes: ['nielsen-10:N-01']"),
    FaultCode.STANDARDS_SHARE_CRITERION: _p("  - {id: wcag-2.2", "  - {id: twin, version: '1'}\n  - {id: wcag-2.2"),
    FaultCode.OBSOLETE_CRITERION: _p("exposes: [CC-01]", "exposes: [4.1.1]"),
    FaultCode.LIMIT_BELOW_TARGET: _p("time_limit_s: 120", "time_limit_s: 30"),
    FaultCode.POSITIVE_WITH_SEVERITY: _p("polarity: positive", "polarity: positive, severity: 1"),
    FaultCode.SCALE_UPSIDE_DOWN: _q("minimum: 1, maximum: 5", "minimum: 5, maximum: 1"),
    FaultCode.SCORING_NEEDS_ITEMS: _q("scoring: mean", "scoring: sus"),
    FaultCode.SCORING_NEEDS_SCALE: _q("minimum: 1, maximum: 5", "minimum: 1, maximum: 7"),
}
"""All codes but those of the file system and INVALID_VALUE, which keeps what pydantic may invent some day."""
