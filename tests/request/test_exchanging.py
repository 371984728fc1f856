"""与上级平台交换: what goes up, what comes down, and what a file taken over twice does: nothing."""

import io
import json
from typing import Any

import pytest
import xlsxwriter

from gongkai.disclosure import sheets
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request import exchange
from gongkai.request.actions import exchanging, voiding
from gongkai.request.models import Exchange, InfoRequest
from tests.cast import Cast
from tests.request.arrivals import DESCRIPTION, TODAY, WANG, arrived, fresh, registered

ROW = {
    "external_number": "NX-2024-0031",
    "channel": "互联网",
    "submitted_on": "2024-05-01",
    "arrived_on": "2024-05-06",
    "kind": "自然人",
    "description": DESCRIPTION,
    "name": WANG["name"],
    "id_number": WANG["id_number"],
    "mobile": WANG["mobile"],
}


def sheet(*rows: dict[str, Any]) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    page = book.add_worksheet()
    codes = {**exchange.OF_CASE, **exchange.OF_APPLICANT}
    for place, (code, word) in enumerate(codes.items()):
        page.write(0, place, word)
        for number, row in enumerate(rows, start=1):
            page.write(number, place, row.get(code, ""))
    book.close()
    return kept.getvalue()


def read(cast: Cast, *rows: dict[str, Any], name: str = "平台.xlsx") -> Exchange:
    return exchanging.read(cast.town.pk, name, sheet(*rows), by=cast.chen, today=TODAY)


def take_over(cast: Cast, record: Exchange, **options: Any) -> Exchange:
    return exchanging.take_over(record.pk, by=cast.chen, today=TODAY, **options)


def export(cast: Cast, **options: Any) -> bytes:
    options = {"form": "xlsx", "has_identity": False, **options}
    return exchanging.export(cast.town.pk, by=cast.chen, today=TODAY, **options)[1]


def test_a_file_from_above_makes_cases_and_the_same_file_again_makes_none(cast: Cast) -> None:
    done = take_over(cast, read(cast, ROW, {**ROW, "external_number": "NX-2024-0032", "received_on": "2024-05-06"}))
    assert (done.made, done.changed, done.state, bytes(done.sealed)) == (2, 0, "done", b"")
    waiting, received = InfoRequest.objects.order_by("pk")
    assert (waiting.state, waiting.external_number, waiting.number) == ("to_confirm", "NX-2024-0031", "")
    assert (received.state, received.number, received.received_on) == ("registered", "〔2024〕1号", TODAY)
    assert received.applicant.words["name"] == WANG["name"]
    again = take_over(cast, read(cast, ROW, {**ROW, "external_number": "NX-2024-0032", "received_on": "2024-05-06"}))
    assert (again.made, again.changed) == (0, 0)
    assert InfoRequest.objects.count() == 2


def test_a_second_click_takes_nothing_over_again(cast: Cast) -> None:
    record = read(cast, ROW)
    take_over(cast, record)
    assert take_over(cast, record).made == 1
    assert InfoRequest.objects.count() == 1


def test_receipt_confirmed_above_is_registered_here(cast: Cast) -> None:
    take_over(cast, read(cast, ROW))
    done = take_over(cast, read(cast, {"external_number": ROW["external_number"], "received_on": "2024-05-06"}))
    assert (done.made, done.changed) == (0, 1)
    assert InfoRequest.objects.get().number == "〔2024〕1号"


def test_our_own_case_gets_its_number_there(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    done = take_over(cast, read(cast, {"number": case.number, "external_number": "NX-7"}))
    assert (done.made, done.changed) == (0, 1)
    assert fresh(case).external_number == "NX-7"
    assert (
        exchange.check(exchange.Row(1, {"number": case.number, "external_number": "NX-8"}), cast.town).what == "wrong"
    )


def test_what_is_exported_is_read_back_the_same(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    for form in exchange.FORMS:
        data = export(cast, form=form, has_identity=True, chosen=[case.pk])
        [row] = exchange.read(data, f"x.{form}", today=TODAY)
        assert row.errors == []
        assert exchange.check(row, cast.town).what == "same"
        assert {name: row.values[name] for name in WANG} == WANG


def test_who_applied_is_in_a_file_only_if_the_officer_says_so_and_the_journal_tells(cast: Cast) -> None:
    registered(cast.town, cast.chen)
    data = export(cast, form="json").decode()
    assert WANG["name"] not in data and WANG["id_number"] not in data
    assert WANG["name"] not in str(sheets.read(export(cast, chosen=[InfoRequest.objects.get().pk]), "x.xlsx"))
    with_identity = export(cast, form="json", has_identity=True, chosen=[InfoRequest.objects.get().pk]).decode()
    assert WANG["name"] in with_identity
    entries = list(Entry.objects.filter(act="exchange.exported").values_list("details__has_identity", flat=True))
    assert entries == [False, False, True]
    assert WANG["name"] not in str(list(Entry.objects.values_list("details", flat=True)))


def test_only_what_is_registered_and_was_not_exported_goes_up_by_itself(cast: Cast) -> None:
    arrived(cast.town, None)
    void = registered(cast.town, cast.chen)
    voiding.void(void.pk, by=cast.zhou, today=TODAY, reason="误登记")
    with pytest.raises(Refused, match="没有可以导出"):
        export(cast)
    registered(cast.town, cast.chen)
    assert json.loads(export(cast, form="json"))["requests"][0]["number"] == "〔2024〕2号"
    with pytest.raises(Refused, match="没有可以导出"):
        export(cast)


def test_nothing_an_applicant_wrote_is_calculated_in_the_sheet(cast: Cast) -> None:
    registered(cast.town, cast.chen, description='=HYPERLINK("http://x","点我")', document_number="+1+1")
    rows = sheets.read(export(cast), "x.xlsx")[0].rows
    assert '=HYPERLINK("http://x","点我")' in rows[1][1] and "+1+1" in rows[1][1]


WRONG = [
    ({"external_number": ""}, "认不出是哪一件"),
    ({"channel": "飞鸽"}, "申请渠道“飞鸽”认不出"),
    ({"channel": ""}, "没有申请渠道"),
    ({"kind": ""}, "没有申请人类型"),
    ({"submitted_on": "五月初"}, "认不出是哪一天"),
    ({"received_on": "2024-05-07"}, "还没有到"),
    ({"id_number": 110101199003070037.0}, "后几位已经丢失"),
    ({"number": "〔2024〕99号"}, "没有编号为"),
    ({"title": "长" * 201}, "最多 200 个"),
]


@pytest.mark.parametrize(("change", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_row_that_is_wrong_is_told_and_keeps_all_out_unless_it_is_left_out(
    cast: Cast, change: dict[str, Any], says: str
) -> None:
    record = read(cast, {**ROW, **change}, {**ROW, "external_number": "NX-2"})
    with pytest.raises(Refused, match="一件也没有导入") as refusal:
        take_over(cast, record)
    assert says in "".join(refusal.value.details)
    assert not InfoRequest.objects.exists()
    take_over(cast, record, leave_out=True)
    assert InfoRequest.objects.get().external_number == "NX-2"


def test_the_same_number_twice_in_a_file_is_told(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        take_over(cast, read(cast, ROW, ROW))
    assert "与第 2 行相同" in "".join(refusal.value.details)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.json", b"[" * 100_000),
        ("x.json", b"\xff\xfe\x00"),
        ("x.json", b'{"requests": [1, 2]}'),
        ("x.json", b'{"requests": []}'),
        ("x.xlsx", b"PK\x03\x04 no zip"),
        ("x.xlsx", b"MZ program"),
        ("x.exe", b"MZ program"),
        ("x.csv", "甲,乙\n1,2\n".encode()),
    ],
)
def test_a_file_that_is_none_of_it_is_refused_in_a_sentence(cast: Cast, name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="。"):
        exchanging.read(cast.town.pk, name, data, by=cast.chen, today=TODAY)
    assert not Exchange.objects.exists()


def test_a_file_too_long_is_refused(cast: Cast) -> None:
    rows = [{"external_number": str(number)} for number in range(exchange.MOST + 1)]
    with pytest.raises(Refused, match="一次最多 500 件"):
        exchange.read(json.dumps({"requests": rows}).encode(), "x.json", today=TODAY)
    assert len(exchange.read(json.dumps({"requests": rows[1:]}).encode(), "x.json", today=TODAY)) == exchange.MOST


def test_what_was_dropped_is_gone_and_is_not_taken_over(cast: Cast) -> None:
    record = read(cast, ROW)
    assert WANG["name"].encode() not in bytes(record.sealed)
    dropped = exchanging.drop(record.pk, by=cast.chen, today=TODAY)
    assert bytes(dropped.sealed) == b""
    with pytest.raises(Refused, match="已经放弃"):
        take_over(cast, record)


def test_only_handlers_of_the_agency_exchange(cast: Cast) -> None:
    record = read(cast, ROW)
    for person in (cast.zhou, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            exchanging.export(cast.town.pk, by=person, today=TODAY, form="xlsx", has_identity=False)
    for person in (cast.li, cast.feng, cast.he):
        with pytest.raises(NotYours):
            exchanging.take_over(record.pk, by=person, today=TODAY)


def test_letters_that_no_database_or_document_holds_are_left_out(cast: Cast) -> None:
    broken = json.dumps([{**ROW, "title": "补贴\ud800\u0000发放", "name": "王\u0000秀英"}]).encode()
    taken = exchanging.take_over(
        exchanging.read(cast.town.pk, "平台.json", broken, by=cast.chen, today=TODAY).pk, by=cast.chen, today=TODAY
    )
    made = InfoRequest.objects.get(external_number=ROW["external_number"])
    assert taken.made == 1
    assert (made.title, made.applicant.words["name"]) == ("补贴 发放", "王 秀英")
