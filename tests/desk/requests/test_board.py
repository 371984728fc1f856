"""依申请: the board shows what is due first, filters, exports, and never says who applied."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure import sheets
from gongkai.request.actions import arranging, assigning, voiding
from gongkai.request.models import InfoRequest
from tests.desk.desk import Desk
from tests.request.arrivals import TODAY, WANG, arrived, at, registered

FAR = date(2024, 3, 1)


def on(day: date, **fields: object) -> dict[str, object]:
    return {"today": day, "arrived_on": day, "submitted_at": at(day), **fields}


@pytest.fixture
def cases(desk: Desk) -> list[InfoRequest]:
    """One late, one in time, one that waits."""
    town, chen = desk.cast.town, desk.cast.chen
    return [
        registered(town, chen, **on(FAR, description="甲村低保名册")),
        registered(town, chen, **on(TODAY, description="乙村水费标准", document_number="清政〔2023〕8号")),
        arrived(town, None, **on(TODAY, description="丙村征地方案")),
    ]


def rows(desk: Desk, **query: object) -> list[str]:
    """The titles on the page, in their order."""
    shown = desk.look(desk.cast.chen, "requests", **query)
    return sorted(
        (title for title in ("甲村低保名册", "乙村水费标准", "丙村征地方案") if f">{title}</a>" in shown),
        key=lambda title: shown.index(f">{title}</a>"),
    )


def test_what_is_most_urgent_stands_first_with_its_clock_in_words(desk: Desk, cases: list[InfoRequest]) -> None:
    shown = desk.look(desk.cast.chen, "requests")
    assert rows(desk) == ["甲村低保名册", "乙村水费标准", "丙村征地方案"]
    assert "超期 23 个工作日" in shown
    assert "还剩 20 个工作日" in shown
    assert "未起算：待确认" in shown


FILTERS = [
    ({"state": "to_confirm"}, ["丙村征地方案"]),
    ({"state": "registered"}, ["甲村低保名册", "乙村水费标准"]),
    ({"state": "archived"}, []),
    ({"term": "late"}, ["甲村低保名册"]),
    ({"term": "soon"}, []),
    ({"term": "not_started"}, ["丙村征地方案"]),
    ({"q": "水费"}, ["乙村水费标准"]),
    ({"q": "清政〔2023〕8号"}, ["乙村水费标准"]),
    ({"q": "〔2024〕1号"}, ["甲村低保名册"]),
    ({"channel": "internet"}, ["丙村征地方案"]),
    ({"handler": "none"}, ["丙村征地方案"]),
    ({"dated": "received_on", "since": "2024-03-02"}, ["乙村水费标准"]),
    ({"dated": "received_on", "since": "2024-03-01", "until": "2024-03-01"}, ["甲村低保名册"]),
    ({"kind": "business"}, []),
    ({"sort": "-due_on"}, ["乙村水费标准", "甲村低保名册", "丙村征地方案"]),
    ({"state": "nonsense"}, ["甲村低保名册", "乙村水费标准", "丙村征地方案"]),
]


@pytest.mark.parametrize(("query", "found"), FILTERS, ids=[str(each[0]) for each in FILTERS])
def test_a_filter_in_the_address_leaves_what_passes_it(
    desk: Desk, cases: list[InfoRequest], query: dict[str, str], found: list[str]
) -> None:
    assert rows(desk, **query) == found


def test_the_last_day_is_not_late_and_the_day_after_is(
    desk: Desk, cases: list[InfoRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    due = cases[1].due_on
    assert due is not None
    for day, late in ((due, False), (due + timedelta(days=1), True)):
        monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None, day=day: day)
        assert ("乙村水费标准" in rows(desk, term="late")) is late
        assert ("今天到期" in desk.look(desk.cast.chen, "requests")) is not late


def test_what_is_void_is_listed_apart(desk: Desk, cases: list[InfoRequest]) -> None:
    voiding.void(cases[1].pk, by=desk.cast.zhou, today=TODAY, reason="误登记")
    assert rows(desk, state="every") == ["丙村征地方案", "甲村低保名册"]
    assert rows(desk, state="void") == ["乙村水费标准"]


def test_neither_the_board_nor_its_files_say_who_applied(desk: Desk, cases: list[InfoRequest]) -> None:
    cast = desk.cast
    everything = ["title", "kind", "channel", "unit", "outcome", "external_number"]
    for person in (cast.chen, cast.feng, cast.he):
        shown = desk.look(person, "requests", columns=everything, state="every")
        csv = b"".join(desk.client(person).get(desk.address("requests"), {"format": "csv", "columns": everything}))
        assert "自然人" in shown and "自然人" in csv.decode()
        for words in WANG.values():
            assert words not in shown
            assert words not in csv.decode()


def test_the_file_has_exactly_what_the_page_shows(desk: Desk, cases: list[InfoRequest]) -> None:
    asked = {"format": "xlsx", "columns": ["number", "clock"], "term": "late"}
    data = b"".join(desk.client(desk.cast.chen).get(desk.address("requests"), asked))
    assert [row[1] for row in sheets.read(data, "x.xlsx")[0].rows] == [
        ("所需信息", "期限", "登记编号"),
        ("甲村低保名册", "超期 23 个工作日", "〔2024〕1号"),
    ]


def test_an_applicant_is_found_by_the_exact_name_in_no_address(desk: Desk, cases: list[InfoRequest]) -> None:
    answer = desk.client(desk.cast.chen).post(desk.address("requests_of_applicant"), {"name": "王秀英"})
    assert "甲村低保名册" in answer.content.decode()
    assert "name=" not in desk.look(desk.cast.chen, "requests").split("<form", 2)[1].split(">")[0]
    answer = desk.client(desk.cast.chen).post(desk.address("requests_of_applicant"), {"name": "王秀"})
    assert "没有这个申请人的申请" in answer.content.decode()
    desk.look(desk.cast.feng, "requests_of_applicant", status=403)


def test_the_board_asks_the_same_number_of_questions_however_long_it_is(desk: Desk, cases: list[InfoRequest]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.look(desk.cast.chen, "requests", columns=["title", "kind", "unit", "handler", "clock"])
        return len(queries)

    asked()
    before = asked()
    for _ in range(8):
        registered(desk.cast.town, desk.cast.chen)
    assert asked() == before
    assert before < 25


def test_several_are_assigned_at_once_or_none(desk: Desk, cases: list[InfoRequest]) -> None:
    cast = desk.cast
    unit = arranging.open_unit(cast.town.pk, by=cast.qian, today=TODAY, name="民政所")
    numbers = [cases[0].pk, cases[1].pk]
    assert "交办所选的 2 件" in desk.look(cast.chen, "requests_several", case=numbers, act="assign")
    where = desk.address("requests_several") + f"?case={cases[0].pk}&case={cases[1].pk}"
    answer = desk.client(cast.chen).post(where, {"unit": unit.pk})
    assert answer.status_code == 302
    assert set(InfoRequest.objects.filter(pk__in=numbers).values_list("unit__name", flat=True)) == {"民政所"}
    assigning.assign(cases[0].pk, by=cast.chen, today=TODAY, handler_id=cast.chen.pk)
    answer = desk.client(cast.chen).post(where, {"unit": unit.pk})
    assert answer.status_code == 409
    assert InfoRequest.objects.get(pk=cases[0].pk).unit is None
