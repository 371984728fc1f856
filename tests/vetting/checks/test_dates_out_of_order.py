from datetime import date

import pytest

from tests.vetting.drafts import TODAY, but, saying
from tests.vetting.drafts import found as found_by

EVE, MORROW = date(2024, 3, 7), date(2024, 3, 9)


def found(draft):
    return found_by(draft, "dates_out_of_order")


@pytest.mark.parametrize(("formed", "count"), [(EVE, 0), (TODAY, 0), (MORROW, 2)])
def test_nothing_is_formed_after_today_or_after_its_release(formed, count):
    draft = saying("正文", formed_on=formed, released_on=TODAY)
    assert [(each.severity, each.place) for each in found(draft)] == [("error", "formed_on")] * count


@pytest.mark.parametrize(("expires", "count"), [(date(2024, 4, 1), 0), (date(2024, 3, 31), 1)])
def test_validity_ends_no_earlier_than_it_begins(expires, count):
    assert [each.place for each in found(but(expires_on=expires))] == ["effective_on"] * count


@pytest.mark.parametrize(("effective", "count"), [(date(2024, 3, 1), 0), (date(2024, 2, 29), 1)])
def test_a_document_in_force_before_it_was_made_is_noted(effective, count):
    assert [each.severity for each in found(but(effective_on=effective))] == ["note"] * count


@pytest.mark.parametrize(
    ("expires", "validity", "count"), [(TODAY, "valid", 0), (EVE, "valid", 1), (EVE, "expired", 0)]
)
def test_what_has_expired_is_not_marked_valid(expires, validity, count):
    draft = but(effective_on=date(2024, 3, 1), expires_on=expires, validity=validity)
    assert [each.place for each in found(draft)] == ["expires_on"] * count


@pytest.mark.parametrize(
    ("signed", "severity"),
    [("2024年3月1日", None), ("二〇二四年三月一日", None), ("2024年3月8日", "warning"), ("2024年3月9日", "error")],
)
def test_a_text_is_signed_on_the_day_it_was_formed(signed, severity):
    findings = found(saying("通知如下。", "白石镇人民政府", signed, "（此件公开发布）"))
    assert [each.severity for each in findings] == ([severity] if severity else [])
    assert all(each.quote == signed for each in findings)


def test_a_date_within_the_text_signs_nothing():
    assert found(saying("自2025年3月1日起施行。", "另见2025年1月1日的通知。")) == []


@pytest.mark.parametrize(
    "period",
    [
        "2024年3月1日至2024年3月7日",
        "2024年3月1日起至2024年3月1日",
        "2024年3月1日，2023年3月1日",
        "2024年3月1日通知，2023年1月1日至2023年2月1日",
    ],
)
def test_a_period_that_ends_after_it_begins_is_right(period):
    assert found(saying(f"公示期为{period}。")) == []


@pytest.mark.parametrize("between", ["至", "起至", "—", "到", "起，至"])
def test_a_period_that_ends_before_it_begins_is_marked(between):
    draft = saying(f"有效期自2024年1月1日{between}2023年12月31日。")
    [finding] = found(draft)
    start, end = map(int, finding.place.removeprefix("body:").split("-"))
    assert draft.text[start:end] == finding.quote == f"2024年1月1日{between}2023年12月31日"


def test_a_day_that_does_not_exist_is_told():
    [finding] = found(saying("于2023年2月29日公布，2024年2月29日修改。"))
    assert finding.quote == "2023年2月29日"
