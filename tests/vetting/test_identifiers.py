import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vetting.identifiers import (
    CARD_BEGINS,
    CARD_LENGTHS,
    IDENTITY_BEGINS,
    PROVINCES,
    addresses,
    credit_end,
    identity_end,
    is_card_number,
    is_credit_code,
    is_identity_number,
    is_like_identity_number,
    is_old_identity_number,
    luhn,
    mobile_numbers,
    numbers,
    plain,
)

TODAY = date(2024, 3, 8)
DIGITS = "0123456789"

BIRTHS = st.dates(date(1880, 1, 1), TODAY).map(lambda born: born.strftime("%Y%m%d"))
FIRST_SEVENTEEN = st.builds(
    "{}{}{}{:03}".format,
    st.sampled_from(sorted(PROVINCES)),
    st.text(DIGITS, min_size=4, max_size=4),
    BIRTHS,
    st.integers(1, 999),
)
IDENTITIES = FIRST_SEVENTEEN.map(lambda first: first + identity_end(first))
CREDIT_CODES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from("159"),
    st.sampled_from("1239"),
    st.text(DIGITS, min_size=6, max_size=6),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
).map(lambda first: first + credit_end(first))


ANY = re.compile("")


def any_number(number: str) -> bool:
    return True


def luhn_end(first: str) -> str:
    return next(digit for digit in DIGITS if luhn(first + digit))


CARDS = st.builds(
    "{}{}".format,
    st.sampled_from(["62", "9558", "436742"]),
    st.text(DIGITS, min_size=13, max_size=13),
).map(lambda first: first[:18] + luhn_end(first[:18]))


def test_the_example_of_the_standard_is_a_residents_number():
    assert is_identity_number("11010519491231002X", TODAY)
    assert is_identity_number("440524188001010014", TODAY)


@given(IDENTITIES)
def test_a_number_with_its_check_digit_is_known(number):
    assert is_identity_number(number, TODAY)
    assert is_identity_number(number.lower(), TODAY)


@given(IDENTITIES, st.integers(0, 16), st.integers(1, 9))
def test_one_digit_mistyped_is_always_noticed(number, at, off):
    digit = str((int(number[at]) + off) % 10)
    assert not is_identity_number(number[:at] + digit + number[at + 1 :], TODAY)


@given(FIRST_SEVENTEEN, st.sampled_from(DIGITS + "X"))
def test_only_one_check_character_fits(first, end):
    assert is_identity_number(first + end, TODAY) == (end == identity_end(first))
    assert is_like_identity_number(first + end, TODAY)


def test_a_birth_is_neither_in_the_future_nor_before_anyone_alive():
    def born(day):
        return is_like_identity_number(f"330102{day}1234", TODAY)

    assert born("20240308")
    assert not born("20240309")
    assert born("18800101")
    assert not born("18791231")
    assert not born("20230229")


def test_an_old_number_has_a_birth_of_the_last_century():
    assert is_old_identity_number("330102900101123", TODAY)
    assert not is_old_identity_number("330102901301123", TODAY)
    assert not is_old_identity_number("990102900101123", TODAY)
    assert not is_old_identity_number("330102900101000", TODAY)


@given(CREDIT_CODES)
def test_a_credit_code_is_known_by_its_own_check_character(code):
    assert is_credit_code(code)
    other = "0" if code[17] != "0" else "1"
    assert not is_credit_code(code[:17] + other)


def test_the_credit_code_of_an_agency_is_known():
    assert is_credit_code("11341702486344515H")
    assert not is_credit_code("11341702486344515I")


@given(CARDS)
def test_a_card_of_a_chinese_bank_is_known(number):
    assert is_card_number(number)
    wrong = str((int(number[-1]) + 1) % 10)
    assert not is_card_number(number[:-1] + wrong)


def test_a_card_has_sixteen_to_nineteen_digits():
    def card(length):
        first = "622" + "0" * (length - 4)
        return is_card_number(first + luhn_end(first))

    assert [length for length in range(14, 22) if card(length)] == [16, 17, 18, 19]


def test_other_issuers_count_only_where_an_account_is_spoken_of():
    number = "4" + "1" * 14
    number += luhn_end(number)
    assert not is_card_number(number)
    assert is_card_number(number, named=True)


@given(
    IDENTITIES, st.lists(st.sampled_from(["", " ", "  ", "-", " - ", "\n", "-\n", " \n "]), min_size=17, max_size=17)
)
def test_a_number_is_found_however_it_is_parted(number, parts):
    written = number[0] + "".join(part + digit for part, digit in zip(parts, number[1:], strict=True))
    text = f"身份证号：{written}，男"
    found = [each for each in numbers(text, (18,), ANY, any_number) if each.number == number]
    assert [(each.start, each.end) for each in found] == [(5, 5 + len(written))]


def test_a_number_is_found_behind_a_serial_number_and_before_a_telephone():
    found = [each.number for each in numbers("1 330102199001011234 13800138000", (18,), ANY, any_number)]
    assert found == ["330102199001011234"]


def test_part_of_a_longer_number_is_none():
    for text in ("1330102199001011234", "3301021990010112345", "0.330102199001011234", "330102199001011234A"):
        assert not list(numbers(text, (18,), ANY, any_number)), text


def test_cells_of_a_table_are_not_joined():
    assert not list(numbers("330102\t19900101\t1234", (18,), ANY, any_number))


def test_a_masked_number_is_none():
    for text in ("330102********1234", "**************1234", "330102199001011***", "33010219900101****"):
        assert not list(numbers(plain(text), (15, 18), ANY, any_number)), text


def test_full_width_digits_are_digits_in_their_places():
    assert plain("３３０１０２　Ｘ") == "330102 X"
    assert len(plain("身份证号：３３Ｘ＊")) == len("身份证号：３３Ｘ＊")


def test_mobile_numbers_are_told_from_other_numbers():
    def found(text):
        return [text[each.start : each.end] for each in mobile_numbers(text)]

    for text in ("13800138000", "138-0013-8000", "138 0013 8000", "19900138000"):
        assert found(f"电话：{text}。") == [text]
    assert found("+86 13800138000") == found("+86-13800138000") == ["13800138000"]
    assert found("0571-88888888/13800138000") == ["13800138000"]
    for text in ("12800138000", "138001380001", "113800138000", "13800138000.00", "13800138000元", "MA13800138000"):
        assert found(text) == [], text
    assert found("0571-88888888") == found("138****8000") == found("(0571)8888 8888") == []


def test_addresses_of_mail_are_found_whole():
    assert [each.number for each in addresses("邮箱wang.x@example.com，另见a@b")] == ["wang.x@example.com"]


@given(st.text(DIGITS + " -\n*Xx.", max_size=80))
def test_what_is_found_stands_where_it_is_said_to(text):
    for found in numbers(text, range(15, 20), ANY, any_number):
        assert "".join(letter for letter in text[found.start : found.end] if letter not in " -\n") == found.number
        assert sum(found.groups) == len(found.number)


@pytest.mark.parametrize("text", ["1 " * 300_000, "1" * 600_000 + "A", "12-" * 200_000, "6 2\n" * 150_000])
def test_a_text_of_nothing_but_digits_is_gone_through_in_no_time(text):
    begun = time.process_time()
    list(numbers(text, CARD_LENGTHS, CARD_BEGINS, is_card_number))
    list(numbers(text, (15, 18), IDENTITY_BEGINS, lambda number: is_identity_number(number, TODAY)))
    list(mobile_numbers(text))
    list(addresses(text.replace("1", "a") + "." * 100_000))
    assert time.process_time() - begun < 6
