"""Languages are chosen for the process or for a block."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lab import i18n


def test_that_a_block_speaks_its_own_language() -> None:
    with i18n.in_language("ru"):
        assert i18n.language() == "ru"
    assert i18n.language() == "en"


def test_that_a_new_thread_speaks_the_language_of_the_process() -> None:
    i18n.use_language("ru")
    with i18n.in_language("en"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(i18n.language).result() == "ru"


def test_that_a_language_we_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        i18n.use_language("xx")


@pytest.mark.parametrize(
    ("said", "language"), [("ru_RU.UTF-8", "ru"), ("ru", "ru"), ("en_GB", "en"), ("de_DE", "en"), ("C.UTF-8", "en")]
)
def test_that_the_language_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, said: str, language: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", said)
    assert i18n.system_language() == language
