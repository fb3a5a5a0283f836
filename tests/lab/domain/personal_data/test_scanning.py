"""Who somebody is, is found in free text; what only looks like it is left alone."""

import pytest

from lab.domain.personal_data.numbers import is_card, is_inn_of_a_person, is_snils
from lab.domain.personal_data.scanning import traces_in
from lab.domain.personal_data.secrets import without_secrets
from lab.domain.personal_data.traces import Kind, masked

FOUND = [
    ("Позвоните мне: +7 (912) 345-67-89.", Kind.PHONE, "+7 (912) 345-67-89"),
    ("call 8 912 345 67 89 after six", Kind.PHONE, "8 912 345 67 89"),
    ("her number is +44 20 7946 0958", Kind.PHONE, "+44 20 7946 0958"),
    ("пишет на ivanova.m@example.ru каждый день", Kind.EMAIL, "ivanova.m@example.ru"),
    ("показала СНИЛС 112-233-445 95 на экране", Kind.SNILS, "112-233-445 95"),
    ("the number 11223344595 was shown", Kind.SNILS, "11223344595"),
    ("СНИЛС 112-233-445 96", Kind.SNILS, "112-233-445 96"),
    ("ИНН 500100732259", Kind.INN, "500100732259"),
    ("typed 500100732259 twice", Kind.INN, "500100732259"),
    ("ИНН организации 7707083893", Kind.INN, "7707083893"),
    ("паспорт 4508 123456 выдан", Kind.PASSPORT, "4508 123456"),
    ("серия и номер 45 08 № 123456", Kind.PASSPORT, "45 08 № 123456"),
    ("passport number AB 1234567", Kind.PASSPORT, "AB 1234567"),
    ("paid with 4111 1111 1111 1111", Kind.CARD, "4111 1111 1111 1111"),
    ("спросила Марию Ивановну Петрову о пособии", Kind.NAME, "Марию Ивановну Петрову"),
    ("как сказал Иванов И. И., справка не нужна", Kind.NAME, "Иванов И. И."),
    ("письмо от И.И. Иванова пришло", Kind.NAME, "И.И. Иванова"),
    ("звонила Наталье, та не ответила", Kind.NAME, "Наталье"),
    ("told Jennifer Brown that it failed", Kind.NAME, "Jennifer Brown"),
    ("asks for Mr Whitcombe", Kind.NAME, "Whitcombe"),
    ("the form is for Grace Hopper only", Kind.NAME, "Grace Hopper"),
    ("see rtsp://admin:hunter22@10.0.0.7/live", Kind.SECRET, "admin:hunter22"),
    ("пароль: qwerty77", Kind.SECRET, "qwerty77"),
]
NOTHING = [
    "Round 1, before launch: 12 of 20 participants, 3:05 on the task, 1234567 clicks, code 14",
    "The decision of 2026-03-12 16:40 names no reason; see 3.3.1 and CC-24",
    "Участник П04 вернулся к шагу 2 и ввёл адрес заново, 15.03.2026 в 10:45",
    "Надежда на ответ пропала; Вера в сервис тоже. Роман с госуслугами окончен.",
    "You will find it in May. Mark the box. Hope this helps.",
    "Order 1234567890 and 112233445566 and 123-456-789 01",
    "Москва, Ростов, Киев, Берлин: город выбирается из списка",
    "The password field is empty; the token expired",
    "Министерство цифрового развития; Портал Госуслуг; Child Benefit Office",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_that_a_person_is_found(text: str, kind: Kind, words: str) -> None:
    assert [(one.kind, one.words) for one in traces_in(text)] == [(kind, words)]
    (trace,) = traces_in(text)
    assert text[trace.start : trace.end] == words


@pytest.mark.parametrize("text", NOTHING)
def test_that_what_is_nobody_is_left_alone(text: str) -> None:
    assert traces_in(text) == ()


@pytest.mark.parametrize(
    ("known", "text", "words"),
    [
        ("M. Orlova", "Orlova said she would rewrite it", "Orlova"),
        ("Орлова", "передали Орловой на доработку", "Орловой"),
        ("Zebulon", "as Zebulon noted", "Zebulon"),
    ],
)
def test_that_a_name_the_laboratory_knows_is_found_in_all_its_cases(known: str, text: str, words: str) -> None:
    assert traces_in(text) == ()
    assert [one.words for one in traces_in(text, [known])] == [words]


@pytest.mark.parametrize(
    ("known", "text"),
    [("Demonstration moderator P01", "Demonstration"), ("Модератор показа", "Модератор подсказал, где искать")],
)
def test_that_somebody_called_by_their_part_is_looked_for_whole(known: str, text: str) -> None:
    assert traces_in(text, [known]) == ()
    assert [one.words for one in traces_in(f"{text}: {known}", [known])] == [known]


def test_that_check_digits_are_checked() -> None:
    assert is_snils("112-233-445 95")
    assert not is_snils("112-233-445 59")
    assert not is_snils("001-001-998 00")
    assert is_inn_of_a_person("500100732259")
    assert not is_inn_of_a_person("500100732295")
    assert not is_inn_of_a_person("000000000000")
    assert is_card("4111 1111 1111 1111")
    assert not is_card("4111 1111 1111 1112")


def test_that_masks_stand_where_the_person_stood() -> None:
    text = "Наталья: +7 912 345-67-89 или n@example.ru"
    assert masked(text, traces_in(text), lambda one: f"[{one.kind}]") == "[name]: [phone] или [email]"


def test_that_secrets_are_hidden_once_and_for_all() -> None:
    text = "cannot open rtsp://root:pa55w0rd@cam/stream?token=abcdef12 (Bearer abcdefghijklmnop1234)"
    hidden = without_secrets(text)
    assert hidden == "cannot open rtsp://***@cam/stream?token=*** (Bearer ***)"
    assert without_secrets(hidden) == hidden
