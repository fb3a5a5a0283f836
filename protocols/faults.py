"""What can be wrong with a file that a person wrote: codes and facts, never sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

Facts = Mapping[str, str | float]
Place = tuple[int, int]
"""Line and column, both counted from 1."""


class FaultCode(StrEnum):
    """What is wrong."""

    # the file
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    NOT_A_FILE = "not_a_file"
    FILE_TOO_LARGE = "file_too_large"
    FILE_EMPTY = "file_empty"
    NOT_UTF8 = "not_utf8"
    CONTROL_CHARACTER = "control_character"
    # YAML
    YAML_SYNTAX = "yaml_syntax"
    YAML_TAB = "yaml_tab"
    YAML_COLON = "yaml_colon"
    YAML_INDENTATION = "yaml_indentation"
    YAML_UNCLOSED = "yaml_unclosed"
    YAML_BRACKET = "yaml_bracket"
    YAML_DIRECTIVE = "yaml_directive"
    YAML_SEVERAL_DOCUMENTS = "yaml_several_documents"
    YAML_ANCHOR = "yaml_anchor"
    YAML_ALIAS = "yaml_alias"
    YAML_TAG = "yaml_tag"
    YAML_KEY = "yaml_key"
    TOO_DEEP = "too_deep"
    TOO_MANY_VALUES = "too_many_values"
    NOT_A_MAPPING = "not_a_mapping"
    DUPLICATE_KEY = "duplicate_key"
    # the format
    FORMAT_MISSING = "format_missing"
    FORMAT_UNKNOWN = "format_unknown"
    FORMAT_OTHER = "format_other"
    FORMAT_NEWER = "format_newer"
    # keys and values
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    MISSING_TRANSLATION = "missing_translation"
    NEEDS_LANGUAGES = "needs_languages"
    NEEDS_TEXT = "needs_text"
    NEEDS_NUMBER = "needs_number"
    NEEDS_WHOLE_NUMBER = "needs_whole_number"
    NEEDS_YES_OR_NO = "needs_yes_or_no"
    NEEDS_LIST = "needs_list"
    NEEDS_MAPPING = "needs_mapping"
    EMPTY_VALUE = "empty_value"
    TEXT_TOO_LONG = "text_too_long"
    OUT_OF_RANGE = "out_of_range"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_MANY_BUTTONS = "too_many_buttons"
    NOT_ONE_OF = "not_one_of"
    BAD_NAME = "bad_name"
    BAD_ADDRESS = "bad_address"
    INVALID_VALUE = "invalid_value"
    # how the parts fit together
    DUPLICATE_ID = "duplicate_id"
    UNKNOWN_STAGE = "unknown_stage"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_STANDARD = "unknown_standard"
    UNKNOWN_STANDARD_VERSION = "unknown_standard_version"
    UNKNOWN_QUESTIONNAIRE = "unknown_questionnaire"
    UNKNOWN_CRITERION = "unknown_criterion"
    STANDARD_NOT_PINNED = "standard_not_pinned"
    STANDARDS_SHARE_CRITERION = "standards_share_criterion"
    OBSOLETE_CRITERION = "obsolete_criterion"
    LIMIT_BELOW_TARGET = "limit_below_target"
    POSITIVE_WITH_SEVERITY = "positive_with_severity"
    SCALE_UPSIDE_DOWN = "scale_upside_down"
    SCORING_NEEDS_ITEMS = "scoring_needs_items"
    SCORING_NEEDS_SCALE = "scoring_needs_scale"


class RemedyCode(StrEnum):
    """What to do about it."""

    CHECK_PATH = "check_path"
    SPLIT_FILE = "split_file"
    SAVE_AS_UTF8 = "save_as_utf8"
    WRITE_THE_FILE = "write_the_file"
    CORRECT_YAML = "correct_yaml"
    USE_SPACES = "use_spaces"
    USE_QUOTES = "use_quotes"
    REMOVE = "remove"
    WRITE_OUT = "write_out"
    SET_FORMAT = "set_format"
    UPDATE_PROGRAM = "update_program"
    CORRECT_KEY = "correct_key"
    ADD_KEY = "add_key"
    ADD_TRANSLATION = "add_translation"
    CORRECT_VALUE = "correct_value"
    CHOOSE_LISTED = "choose_listed"
    RENAME = "rename"
    PIN_STANDARD = "pin_standard"
    PIN_ONE = "pin_one"
    SHORTEN = "shorten"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        file: the file as the caller named it.
        line, column: where, counted from 1; line 0 when it concerns the file as a whole.
        key: path of the value, such as `tasks[1].title.ru`; empty when it concerns the file as a whole.
        code: what is wrong, a `FaultCode`.
        facts: what the sentence needs: names, numbers, a near miss.
        remedy_code: what to do, a `RemedyCode`.
    """

    file: str
    line: int
    column: int
    key: str
    code: FaultCode
    facts: Facts
    remedy_code: RemedyCode


class ProtocolFaults(Exception):  # noqa: N818 - it carries faults
    """A file cannot be used; `faults` are all its faults, in the order of their places."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(
            sorted(faults, key=lambda fault: (fault.line, fault.column, fault.key, fault.code))
        )
        super().__init__("; ".join(f"{f.file}:{f.line}:{f.column} {f.key} {f.code}" for f in self.faults[:20]))


def near_miss(word: str, known: Iterable[str]) -> str:
    """The one of the known words that was probably meant; empty when none is near."""
    by_lower_case = {name.lower(): name for name in known}
    close = get_close_matches(word.lower()[:100], by_lower_case, n=1, cutoff=0.6)
    return by_lower_case[close[0]] if close else ""


_SPECIAL_REMEDIES: Mapping[FaultCode, RemedyCode] = {
    FaultCode.FILE_MISSING: RemedyCode.CHECK_PATH,
    FaultCode.FILE_UNREADABLE: RemedyCode.CHECK_PATH,
    FaultCode.NOT_A_FILE: RemedyCode.CHECK_PATH,
    FaultCode.FILE_TOO_LARGE: RemedyCode.SPLIT_FILE,
    FaultCode.TOO_MANY_VALUES: RemedyCode.SPLIT_FILE,
    FaultCode.FILE_EMPTY: RemedyCode.WRITE_THE_FILE,
    FaultCode.NOT_A_MAPPING: RemedyCode.WRITE_THE_FILE,
    FaultCode.NOT_UTF8: RemedyCode.SAVE_AS_UTF8,
    FaultCode.CONTROL_CHARACTER: RemedyCode.REMOVE,
    FaultCode.YAML_SYNTAX: RemedyCode.CORRECT_YAML,
    FaultCode.YAML_INDENTATION: RemedyCode.CORRECT_YAML,
    FaultCode.YAML_UNCLOSED: RemedyCode.CORRECT_YAML,
    FaultCode.YAML_BRACKET: RemedyCode.CORRECT_YAML,
    FaultCode.YAML_KEY: RemedyCode.CORRECT_YAML,
    FaultCode.TOO_DEEP: RemedyCode.CORRECT_YAML,
    FaultCode.YAML_TAB: RemedyCode.USE_SPACES,
    FaultCode.YAML_COLON: RemedyCode.USE_QUOTES,
    FaultCode.YAML_DIRECTIVE: RemedyCode.REMOVE,
    FaultCode.YAML_SEVERAL_DOCUMENTS: RemedyCode.SPLIT_FILE,
    FaultCode.YAML_ANCHOR: RemedyCode.WRITE_OUT,
    FaultCode.YAML_ALIAS: RemedyCode.WRITE_OUT,
    FaultCode.YAML_TAG: RemedyCode.REMOVE,
    FaultCode.DUPLICATE_KEY: RemedyCode.REMOVE,
    FaultCode.FORMAT_MISSING: RemedyCode.SET_FORMAT,
    FaultCode.FORMAT_UNKNOWN: RemedyCode.SET_FORMAT,
    FaultCode.FORMAT_OTHER: RemedyCode.SET_FORMAT,
    FaultCode.FORMAT_NEWER: RemedyCode.UPDATE_PROGRAM,
    FaultCode.UNKNOWN_KEY: RemedyCode.CORRECT_KEY,
    FaultCode.MISSING_KEY: RemedyCode.ADD_KEY,
    FaultCode.EMPTY_VALUE: RemedyCode.ADD_KEY,
    FaultCode.TOO_FEW: RemedyCode.ADD_KEY,
    FaultCode.MISSING_TRANSLATION: RemedyCode.ADD_TRANSLATION,
    FaultCode.NEEDS_LANGUAGES: RemedyCode.ADD_TRANSLATION,
    FaultCode.TOO_MANY: RemedyCode.SHORTEN,
    FaultCode.TOO_MANY_BUTTONS: RemedyCode.SHORTEN,
    FaultCode.TEXT_TOO_LONG: RemedyCode.SHORTEN,
    FaultCode.OBSOLETE_CRITERION: RemedyCode.REMOVE,
    FaultCode.POSITIVE_WITH_SEVERITY: RemedyCode.REMOVE,
    FaultCode.NOT_ONE_OF: RemedyCode.CHOOSE_LISTED,
    FaultCode.UNKNOWN_STAGE: RemedyCode.CHOOSE_LISTED,
    FaultCode.UNKNOWN_GROUP: RemedyCode.CHOOSE_LISTED,
    FaultCode.UNKNOWN_STANDARD: RemedyCode.CHOOSE_LISTED,
    FaultCode.UNKNOWN_STANDARD_VERSION: RemedyCode.CHOOSE_LISTED,
    FaultCode.UNKNOWN_QUESTIONNAIRE: RemedyCode.CHOOSE_LISTED,
    FaultCode.BAD_NAME: RemedyCode.RENAME,
    FaultCode.DUPLICATE_ID: RemedyCode.RENAME,
    FaultCode.STANDARD_NOT_PINNED: RemedyCode.PIN_STANDARD,
    FaultCode.STANDARDS_SHARE_CRITERION: RemedyCode.PIN_ONE,
}


def remedy_for(code: FaultCode) -> RemedyCode:
    """What to do about a fault of this kind: for most of them, correct the value."""
    return _SPECIAL_REMEDIES.get(code, RemedyCode.CORRECT_VALUE)
