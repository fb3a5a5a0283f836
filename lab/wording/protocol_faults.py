"""What is wrong with a protocol, standard or questionnaire file, and what to do about it, code by code."""

from collections.abc import Callable, Mapping

from lab.i18n import gettext as _
from protocols.faults import FaultCode, RemedyCode

Template = Callable[[], str]
"""Gives the sentence in the language in force, with the names of the facts in braces."""

_FILE: Mapping[FaultCode, Template] = {
    FaultCode.FILE_MISSING: lambda: _("There is no such file."),
    FaultCode.FILE_UNREADABLE: lambda: _("The file cannot be read ({reason})."),
    FaultCode.NOT_A_FILE: lambda: _("This is not a file but a folder or a device."),
    FaultCode.FILE_TOO_LARGE: lambda: _("The file is larger than {most_kib} KiB."),
    FaultCode.FILE_EMPTY: lambda: _("The file is empty."),
    FaultCode.NOT_UTF8: lambda: _("The text is not UTF-8: byte {byte} does not belong here."),
    FaultCode.CONTROL_CHARACTER: lambda: _("An invisible character ({character}) does not belong in a text."),
}

_YAML: Mapping[FaultCode, Template] = {
    FaultCode.YAML_SYNTAX: lambda: _("From here on the file cannot be read as YAML ({problem})."),
    FaultCode.YAML_TAB: lambda: _("A tab stands where YAML wants spaces."),
    FaultCode.YAML_COLON: lambda: _("A colon stands where YAML does not expect one."),
    FaultCode.YAML_INDENTATION: lambda: _("This line does not fit the lines around it: its indentation or its colon."),
    FaultCode.YAML_UNCLOSED: lambda: _("A quotation mark or a bracket is opened here and never closed."),
    FaultCode.YAML_BRACKET: lambda: _(
        "In the bracket that opens here a comma, a quotation mark or the closing bracket is missing."
    ),
    FaultCode.YAML_DIRECTIVE: lambda: _("A line begins with “%”; YAML directives are not read here."),
    FaultCode.YAML_SEVERAL_DOCUMENTS: lambda: _("A second document begins here (“---”)."),
    FaultCode.YAML_ANCHOR: lambda: _("An anchor (“&”) is not allowed in these files."),
    FaultCode.YAML_ALIAS: lambda: _("An alias (“*”) is not allowed in these files."),
    FaultCode.YAML_TAG: lambda: _("A tag (“!”) is not allowed in these files."),
    FaultCode.YAML_KEY: lambda: _("A list or a mapping stands where the name of a key is expected."),
    FaultCode.TOO_DEEP: lambda: _("More than {most} lists and mappings lie inside one another."),
    FaultCode.TOO_MANY_VALUES: lambda: _("The file holds more than {most} values."),
    FaultCode.NOT_A_MAPPING: lambda: _("The file must consist of keys with values."),
    FaultCode.DUPLICATE_KEY: lambda: _("The key stands twice; the first is in line {first_line}."),
}

_FORMAT: Mapping[FaultCode, Template] = {
    FaultCode.FORMAT_MISSING: lambda: _("The file does not say its format ({allowed})."),
    FaultCode.FORMAT_UNKNOWN: lambda: _("“{value}” is not a format of this program."),
    FaultCode.FORMAT_OTHER: lambda: _("The file has the format “{value}”; {needed} is needed here."),
    FaultCode.FORMAT_NEWER: lambda: _("The format “{value}” is newer than this program, which reads {known}."),
}

_VALUES: Mapping[FaultCode, Template] = {
    FaultCode.UNKNOWN_KEY: lambda: _("The key “{name}” is not known here."),
    FaultCode.MISSING_KEY: lambda: _("The key “{name}” is missing."),
    FaultCode.MISSING_TRANSLATION: lambda: _("The text is missing in the language “{language}”."),
    FaultCode.NEEDS_LANGUAGES: lambda: _("The text must be given in both languages, as “en” and “ru”."),
    FaultCode.NEEDS_TEXT: lambda: _("A text is needed here."),
    FaultCode.NEEDS_NUMBER: lambda: _("A number is needed here."),
    FaultCode.NEEDS_WHOLE_NUMBER: lambda: _("A whole number is needed here."),
    FaultCode.NEEDS_YES_OR_NO: lambda: _("“true” or “false” is needed here."),
    FaultCode.NEEDS_LIST: lambda: _("A list is needed here."),
    FaultCode.NEEDS_MAPPING: lambda: _("Keys with values are needed here."),
    FaultCode.EMPTY_VALUE: lambda: _("The value of “{name}” is empty."),
    FaultCode.TEXT_TOO_LONG: lambda: _("The text is longer than {most} characters."),
    FaultCode.OUT_OF_RANGE: lambda: _("{value} is out of range: from {low} to {high}."),
    FaultCode.TOO_FEW: lambda: _("The list must have at least this many entries: {least}."),
    FaultCode.TOO_MANY: lambda: _("The list has {found} entries; the most allowed is {most}."),
    FaultCode.TOO_MANY_BUTTONS: lambda: _("The pad has {found} buttons; there are only {most} digit keys."),
    FaultCode.NOT_ONE_OF: lambda: _("“{value}” is not a possible value."),
    FaultCode.BAD_NAME: lambda: _("“{value}” cannot be a name or version: only Latin letters, digits, “.”, “_”, “-”."),
    FaultCode.BAD_ADDRESS: lambda: _("“{value}” is not an address that begins with https:// or http://."),
    FaultCode.INVALID_VALUE: lambda: _("The value cannot be used."),
}

_FITTING: Mapping[FaultCode, Template] = {
    FaultCode.DUPLICATE_ID: lambda: _("The id “{value}” stands twice; the first is in line {first_line}."),
    FaultCode.UNKNOWN_STAGE: lambda: _("The protocol has no stage “{value}”."),
    FaultCode.UNKNOWN_GROUP: lambda: _("The standard has no group “{value}”."),
    FaultCode.UNKNOWN_STANDARD: lambda: _("There is no standard “{value}”."),
    FaultCode.UNKNOWN_STANDARD_VERSION: lambda: _("There is no version “{value}” of the standard “{standard}”."),
    FaultCode.UNKNOWN_QUESTIONNAIRE: lambda: _("There is no questionnaire “{value}”."),
    FaultCode.UNKNOWN_CRITERION: lambda: _("No pinned standard has the criterion “{value}”."),
    FaultCode.STANDARD_NOT_PINNED: lambda: _("The standard “{value}” is not pinned by this protocol."),
    FaultCode.STANDARDS_SHARE_CRITERION: lambda: _(
        "The standards “{other}” and “{standard}” both have a criterion “{criterion}”, so it would be ambiguous."
    ),
    FaultCode.OBSOLETE_CRITERION: lambda: _("The criterion “{value}” is obsolete and never judged."),
    FaultCode.LIMIT_BELOW_TARGET: lambda: _("The time limit ({limit} s) is below the target time ({target} s)."),
    FaultCode.POSITIVE_WITH_SEVERITY: lambda: _("A positive button has no severity."),
    FaultCode.SCALE_UPSIDE_DOWN: lambda: _("The scale ends at {maximum} but begins at {minimum}."),
    FaultCode.SCORING_NEEDS_ITEMS: lambda: _(
        "The scoring “{method}” needs this many items: {items}; there are {found}."
    ),
    FaultCode.SCORING_NEEDS_SCALE: lambda: _(
        "The scoring “{method}” needs every item on one scale, from {minimum} to {maximum}."
    ),
}

WHAT_IS_WRONG: Mapping[FaultCode, Template] = {**_FILE, **_YAML, **_FORMAT, **_VALUES, **_FITTING}

WHAT_TO_DO: Mapping[RemedyCode, Template] = {
    RemedyCode.CHECK_PATH: lambda: _("Check the path and your right to read it."),
    RemedyCode.SPLIT_FILE: lambda: _("Put it into several files."),
    RemedyCode.SAVE_AS_UTF8: lambda: _("Save the file as UTF-8."),
    RemedyCode.WRITE_THE_FILE: lambda: _("Start from one of the files that come with the program."),
    RemedyCode.CORRECT_YAML: lambda: _("Compare this line with the ones before it and correct it."),
    RemedyCode.USE_SPACES: lambda: _("Indent with spaces."),
    RemedyCode.USE_QUOTES: lambda: _("Put the text into quotation marks."),
    RemedyCode.REMOVE: lambda: _("Remove it."),
    RemedyCode.WRITE_OUT: lambda: _("Write the value out in full."),
    RemedyCode.SET_FORMAT: lambda: _("Write the right format into the first line."),
    RemedyCode.UPDATE_PROGRAM: lambda: _("Update the program, or use an older file."),
    RemedyCode.CORRECT_KEY: lambda: _("Correct the key or remove it."),
    RemedyCode.ADD_KEY: lambda: _("Add what is missing."),
    RemedyCode.ADD_TRANSLATION: lambda: _("Add the translation."),
    RemedyCode.CORRECT_VALUE: lambda: _("Correct the value."),
    RemedyCode.CHOOSE_LISTED: lambda: _("Choose one of those that exist."),
    RemedyCode.RENAME: lambda: _("Choose another name."),
    RemedyCode.PIN_ONE: lambda: _("Pin only one of them."),
    RemedyCode.SHORTEN: lambda: _("Shorten it."),
    RemedyCode.PIN_STANDARD: lambda: _("Pin the standard under “standards”, or leave the criterion out."),
}
