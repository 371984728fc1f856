"""规范性文件、处理决定和收费: what table two is counted from."""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from gongkai.disclosure.models import Item
from gongkai.errors import NotYourRole, Refused
from gongkai.filing import from_items, registers
from gongkai.filing.actions import registering as acts
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.filing.registers import DECISIONS, DOCUMENTS
from gongkai.journal.trail import trail
from gongkai.supervision import sheets
from gongkai.supervision.actions import importing, registering
from gongkai.supervision.actions.registering import Doubtful
from tests.cast import Cast
from tests.desk.records import item

TODAY = date(2024, 5, 6)
NORMATIVE = NormativeDocument.Kind.NORMATIVE_DOCUMENT


def document(cast: Cast, **values: Any) -> Any:
    given = {"title": "耕地补贴实施办法", "document_number": "清政规〔2023〕1号", "on": date(2023, 6, 1), **values}
    return registering.enter(DOCUMENTS, cast.town.pk, given, by=cast.chen, today=TODAY)


def decided(cast: Cast, number: str, since: date, until: date, kind: str = "penalties", **options: Any) -> Any:
    values = {"kind": kind, "number": Decimal(number), "from_on": since, "on": until, "source": "执法台账"}
    agency = options.pop("agency", cast.town)
    by = options.pop("by", cast.chen)
    return registering.enter(DECISIONS, agency.pk, values, by=by, today=TODAY, **options)


def released(cast: Cast, title: str, **fields: Any) -> Item:
    given = {"state": "released", "released_on": date(2024, 4, 2), "kind": "decision", "root": "20.6", **fields}
    made = item(cast.town, cast.chen, title)
    Item.objects.filter(pk=made.pk).update(**given)
    return Item.objects.get(pk=made.pk)


def counts(cast: Cast, year: int) -> tuple[int, int, int]:
    made, ended, in_force = registers.documents_made, registers.documents_ended, registers.documents_in_force
    return (
        made(cast.town, NORMATIVE, year).count(),
        ended(cast.town, NORMATIVE, year).count(),
        in_force([cast.town, cast.other_town], NORMATIVE, year).count(),
    )


def test_what_a_register_says_of_an_empty_year_is_what_the_report_proposes() -> None:
    proposed = (files("gongkai.filing.text") / "sentences.toml").read_text(encoding="utf-8")
    promised = [register.nil for register in registers.REGISTERS if register.nil]
    assert len(promised) == 3
    assert [nil for nil in promised if nil not in proposed] == []


def test_made_ended_and_in_force_roll_from_year_to_year(cast: Cast) -> None:
    document(cast, document_number="甲1号", on=date(2022, 12, 31))
    document(cast, document_number="甲2号", on=date(2023, 1, 1), ended_on=date(2023, 12, 31), end="repealed")
    document(cast, document_number="甲3号", on=date(2023, 12, 31), ended_on=date(2024, 1, 1), end="expired")
    assert [counts(cast, year) for year in (2022, 2023, 2024)] == [(1, 0, 1), (2, 1, 2), (0, 1, 1)]


def test_a_void_document_counts_nowhere(cast: Cast) -> None:
    made = document(cast)
    registering.make_void(DOCUMENTS, made.pk, by=cast.chen, today=TODAY, reason="不是规范性文件")
    assert counts(cast, 2023) == (0, 0, 0)


def test_a_document_is_registered_once_by_its_number(cast: Cast) -> None:
    made = document(cast)
    with pytest.raises(Refused) as refused:
        document(cast, title="另一个标题")
    assert "已经登记过" in refused.value.details[0]
    registering.make_void(DOCUMENTS, made.pk, by=cast.chen, today=TODAY, reason="登错")
    document(cast)


def test_a_document_without_number_is_asked_about(cast: Cast) -> None:
    with pytest.raises(Doubtful, match="没有填文号"):
        document(cast, document_number="")


@pytest.mark.parametrize(("level", "refused"), [("township", True), ("county", True), ("city", False)])
def test_only_who_may_make_regulations_registers_one(cast: Cast, level: str, refused: bool) -> None:
    cast.town.level = level
    cast.town.save()
    if refused:
        with pytest.raises(Refused) as said:
            document(cast, kind="regulations")
        assert "没有“规章”" in said.value.details[0]
    else:
        assert document(cast, kind="regulations").kind == "regulations"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"ended_on": date(2024, 1, 1)}, "请选废止方式"),
        ({"end": "repealed"}, "从哪一天起"),
        ({"ended_on": date(2023, 5, 31), "end": "repealed"}, "早于成文日期"),
        ({"ended_on": date(2024, 5, 7), "end": "repealed"}, "还没有到"),
    ],
)
def test_an_end_has_its_day_and_its_way(cast: Cast, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as refused:
        document(cast, **fields)
    assert why in refused.value.details[0]


def test_a_document_is_ended_once_and_told_so(cast: Cast) -> None:
    made = document(cast)
    acts.end(made.pk, by=cast.chen, today=TODAY, ended_on=date(2024, 3, 1), how="repealed", revision=0)
    assert trail(made)[-1]["says"] == "陈静登记“耕地补贴实施办法”自2024年3月1日起不再有效（废止）"
    with pytest.raises(Refused, match="已经登记为"):
        acts.end(made.pk, by=cast.chen, today=TODAY, ended_on=date(2024, 3, 2), how="repealed")


def test_the_numbers_of_a_year_add_up_from_its_periods(cast: Cast) -> None:
    decided(cast, "3", date(2023, 1, 1), date(2023, 6, 30))
    decided(cast, "4", date(2023, 7, 1), date(2023, 12, 31))
    decided(cast, "9", date(2024, 1, 1), date(2024, 3, 31))
    decided(cast, "0.35", date(2023, 1, 1), date(2023, 12, 31), "charges")
    found = registers.decided(cast.town, "penalties", 2023)
    assert sorted(each.number for each in found) == [3, 4]
    assert registers.decided(cast.other_town, "penalties", 2023).count() == 0


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (date(2023, 6, 30), date(2023, 7, 31), True),
        (date(2023, 1, 1), date(2023, 12, 31), True),
        (date(2023, 2, 1), date(2023, 2, 1), True),
        (date(2023, 7, 1), date(2023, 7, 31), False),
    ],
)
def test_no_day_is_counted_twice(cast: Cast, since: date, until: date, refused: bool) -> None:
    decided(cast, "3", date(2023, 1, 1), date(2023, 6, 30))
    decided(cast, "3", since, until, "licensing")
    decided(cast, "3", since, until, agency=cast.other_town, by=cast.li)
    if refused:
        with pytest.raises(Refused) as said:
            decided(cast, "3", since, until)
        assert "2023-01-01 至 2023-06-30" in said.value.details[0]
    else:
        decided(cast, "3", since, until)


def test_a_period_stays_within_its_year(cast: Cast) -> None:
    for since, until in ((date(2022, 12, 31), date(2023, 1, 31)), (date(2023, 2, 1), date(2023, 1, 31))):
        with pytest.raises(Refused):
            decided(cast, "3", since, until)


@pytest.mark.parametrize(("kind", "number", "refused"), [("penalties", "1.5", True), ("charges", "1.5", False)])
def test_decisions_are_whole_and_charges_need_not_be(cast: Cast, kind: str, number: str, refused: bool) -> None:
    if refused:
        with pytest.raises(Refused):
            decided(cast, number, date(2023, 1, 1), date(2023, 12, 31), kind)
    else:
        assert str(decided(cast, number, date(2023, 1, 1), date(2023, 12, 31), kind).number) == number


@pytest.mark.parametrize(
    ("level", "number", "doubted"),
    [
        ("township", "999.99", False),
        ("township", "1000", True),
        ("county", "1000", False),
        ("county", "50000", True),
        ("city", "999999", False),
        ("city", "1000000", True),
    ],
)
def test_a_charge_that_looks_like_yuan_is_asked_about(cast: Cast, level: str, number: str, doubted: bool) -> None:
    cast.town.level = level
    cast.town.save()
    year = date(2023, 1, 1), date(2023, 12, 31)
    if doubted:
        with pytest.raises(Doubtful, match="是不是按元填的"):
            decided(cast, number, *year, "charges")
    decided(cast, number, *year, "charges", confirmed=True)
    assert registers.decided(cast.town, "charges", 2023).get().number == Decimal(number)


def test_many_decisions_are_not_taken_for_money(cast: Cast) -> None:
    assert decided(cast, "20000", date(2023, 1, 1), date(2023, 12, 31)).number == 20_000


def test_published_documents_are_offered_once_and_taken_with_what_they_say(cast: Cast) -> None:
    one = released(
        cast, "补贴办法", kind="normative_document", document_number="清政规〔2024〕1号", formed_on=date(2024, 3, 1)
    )
    run_out = released(cast, "试行办法", kind="normative_document", expires_on=date(2024, 4, 30), validity="expired")
    released(cast, "上级文件", kind="normative_document", origin="from_agency")
    released(cast, "草稿", kind="normative_document", state="draft")
    assert {*from_items.documents(cast.town)} == {one, run_out}
    made = acts.take_from_items(cast.town.pk, [one.pk, run_out.pk], by=cast.chen, today=TODAY)
    assert {(each.on, each.ended_on, each.end) for each in made} == {
        (date(2024, 3, 1), None, ""),
        (date(2024, 4, 2), date(2024, 5, 1), "expired"),
    }
    assert not from_items.documents(cast.town).exists()
    with pytest.raises(Refused, match="已经登记过"):
        acts.take_from_items(cast.town.pk, [one.pk], by=cast.chen, today=TODAY)
    registering.make_void(DOCUMENTS, made[0].pk, by=cast.chen, today=TODAY, reason="登错")
    assert from_items.documents(cast.town).count() == 1


def test_a_document_registered_by_hand_is_not_offered_again(cast: Cast) -> None:
    document(cast, document_number="清政规〔2024〕1号")
    released(cast, "补贴办法", kind="normative_document", document_number="清政规〔2024〕1号")
    assert not from_items.documents(cast.town).exists()


def test_items_of_another_agency_are_not_taken(cast: Cast) -> None:
    made = released(cast, "补贴办法", kind="normative_document")
    with pytest.raises(Refused):
        acts.take_from_items(cast.other_town.pk, [made.pk], by=cast.li, today=TODAY)
    with pytest.raises(NotYourRole):
        acts.take_from_items(cast.town.pk, [made.pk], by=cast.zhou, today=TODAY)


def test_a_document_whose_published_text_was_repealed_is_pointed_out(cast: Cast) -> None:
    made = released(cast, "补贴办法", kind="normative_document", document_number="清政规〔2024〕1号")
    [taken] = acts.take_from_items(cast.town.pk, [made.pk], by=cast.chen, today=TODAY)
    assert not from_items.ended(cast.town).exists()
    Item.objects.filter(pk=made.pk).update(validity="repealed")
    assert [*from_items.ended(cast.town)] == [taken]
    acts.end(taken.pk, by=cast.chen, today=TODAY, ended_on=TODAY, how="repealed")
    assert not from_items.ended(cast.town).exists()


def test_published_decisions_are_counted_by_their_own_date_and_said_to_be(cast: Cast) -> None:
    released(cast, "行政处罚决定书", formed_on=date(2023, 12, 31))
    released(cast, "行政处罚决定书", formed_on=date(2024, 1, 1))
    released(cast, "行政处罚决定书")
    released(cast, "行政强制决定书", formed_on=date(2024, 3, 1))
    released(cast, "行政处罚事项清单", formed_on=date(2024, 3, 1), kind="list")
    released(cast, "许可决定", formed_on=date(2024, 3, 1), root="20.5")
    period: Any = {"from_on": date(2024, 1, 1), "on": date(2024, 4, 30)}
    made = {
        kind: acts.count_decisions(cast.town.pk, kind, by=cast.chen, today=TODAY, **period)
        for kind in ("licensing", "penalties", "coercion")
    }
    assert {kind: entry.number for kind, entry in made.items()} == {"licensing": 1, "penalties": 2, "coercion": 1}
    counted = made["penalties"]
    assert (counted.way, counted.items_of, counted.source) == ("counted", "20.6", "由截至2024年5月6日公开的决定计数")
    with pytest.raises(Refused) as refused:
        decided(cast, "2", date(2024, 4, 30), date(2024, 4, 30))
    assert "由公开信息计数，2 件" in refused.value.details[0]


def test_what_was_counted_is_counted_again_and_not_written_over(cast: Cast) -> None:
    period: Any = {"from_on": date(2024, 1, 1), "on": date(2024, 4, 30)}
    entry = acts.count_decisions(cast.town.pk, "penalties", by=cast.chen, today=TODAY, **period)
    with pytest.raises(Refused, match="重新计数"):
        registering.change(DECISIONS, entry.pk, {"number": Decimal(5)}, by=cast.chen, today=TODAY)
    released(cast, "行政处罚决定书")
    assert acts.count_again(entry.pk, by=cast.chen, today=TODAY, revision=0).number == 1
    assert trail(entry)[-1]["says"].endswith("由 0 改为 1")
    by_hand = decided(cast, "2", date(2023, 1, 1), date(2023, 12, 31))
    with pytest.raises(Refused, match="不能重新计数"):
        acts.count_again(by_hand.pk, by=cast.chen, today=TODAY)


def test_charges_are_not_counted_from_items(cast: Cast) -> None:
    with pytest.raises(Refused, match="收费金额数不出来"):
        acts.count_decisions(
            cast.town.pk, "charges", by=cast.chen, today=TODAY, from_on=date(2024, 1, 1), on=date(2024, 4, 30)
        )


def test_an_imported_period_says_so_and_does_not_overlap_the_row_above(cast: Cast) -> None:
    lines = (
        "类型,期间起,期间止,数量（件）或金额（万元）,数字从哪里来",
        "行政处罚,2023-01-01,2023-06-30,3,执法台账",
        "行政处罚,2023-06-30,2023-12-31,4,执法台账",
    )
    rows = sheets.read(DECISIONS, "\n".join(lines).encode(), "决定.csv")
    first, second = importing.weigh(DECISIONS, cast.town.pk, rows, by=cast.chen, today=TODAY)
    assert not first.faults and "期间重叠" in second.faults[0]
    [made] = importing.take_in(DECISIONS, cast.town.pk, rows[:1], by=cast.chen, today=TODAY, file="决定.csv")
    assert isinstance(made, Decided) and made.way == "imported"
