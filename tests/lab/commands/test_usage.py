"""Words that `lab` cannot read are refused in our own sentences, in the language in force."""

import pytest

from lab.commands.application import application
from lab.commands.usage import run
from lab.domain.errors import InputError
from lab.i18n import in_language
from lab.wording import sentence

MISREAD = {
    "record": ("option_missing", "--out"),
    "check": ("option_missing", "FILES"),
    "record --out there --fpss 3": ("option_unknown", "--fps"),
    "devices --qqq": ("option_unknown", "--qqq"),
    "record --out there --fps x": ("option_wrong", "--fps"),
    "record --out there --seconds 0": ("option_wrong", "--seconds"),
    "record --out": ("option_without_value", "--out"),
    "devices --json=3": ("option_without_value", "--json"),
    "recrd": ("command_unknown", "record, repair"),
    "devices first second": ("words_left_over", "first second"),
}


@pytest.mark.parametrize("words", MISREAD)
def test_that_it_is_said_in_both_languages(words: str) -> None:
    code, named = MISREAD[words]
    with pytest.raises(InputError) as caught:
        run(application(), words.split())
    assert caught.value.code == code
    for language in ("en", "ru"):
        with in_language(language):
            said = sentence(caught.value)
        assert named in said
        assert "--help" in said
        assert any("а" <= letter <= "я" for letter in said) == (language == "ru")


def test_that_help_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(application(), ["record", "--help"]) == 0
    assert "--go-on" in capsys.readouterr().out


FRAME = (
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "[options]",
    "Show this",
    "[if left out",
    "must be",
    "<text>",
    "<path>",
)
"""What stands round the texts of the options, which are read once, in the language of the process."""


@pytest.mark.parametrize("command", ["", "record", "export", "check"])
def test_that_help_is_framed_in_the_language_in_force(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with in_language("en"):
        run(application(), [*command.split(), "--help"])
    page = capsys.readouterr().out
    assert {"Usage", "Options", "Show this"} <= {words for words in FRAME if words in page}
    with in_language("ru"):
        run(application(), [*command.split(), "--help"])
    page = capsys.readouterr().out
    assert [words for words in (*FRAME, "default:", "required") if words in page] == []
    assert "Показать это и закончить." in page
