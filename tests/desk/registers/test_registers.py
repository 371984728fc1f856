"""The registers on the desk: entered in seconds, never twice."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.agency.models import LeadingGroup, Membership
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.filing.actions import registering
from gongkai.filing.models import Decided, Filing, NormativeDocument, Version
from gongkai.journal.trail import trail
from gongkai.supervision.models import Accountability, Inspection, Meeting, Problem
from gongkai.supervision.registers import MEETINGS
from tests.desk.desk import Desk
from tests.desk.records import item
from tests.supervision import entries

MEETING: dict[str, Any] = {"title": "第一季度专题会议", "kind": "special", "on": "2024-03-05", "confirmed": "False"}
HEAD = "会议名称,开会日期,类型"


def send(desk: Desk, name: str, of: str, /, *, status: int = 302, **fields: Any) -> Any:
    """A form of the register `of`, sent by who handles."""
    client = desk.client(desk.cast.chen)
    answer = client.post(f"{desk.address(name)}?of={of}", {"form": "sent", **fields})
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-6000:])
    return answer


def upload(desk: Desk, *lines: str, status: int = 200) -> str:
    file = SimpleUploadedFile("会议.csv", "\n".join(lines).encode())
    return str(send(desk, "register_import", "meetings", file=file, status=status).content.decode())


def rows_of(page: str) -> str:
    """The rows that the page keeps for the import."""
    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def decision(desk: Desk, title: str) -> Item:
    made = item(desk.cast.town, desk.cast.chen, title)
    given = {"kind": "decision", "root": "20.6", "state": "released", "released_on": date(2024, 4, 2)}
    Item.objects.filter(pk=made.pk).update(**given)
    return made


def test_a_quiet_year_says_what_the_report_will_say(desk: Desk) -> None:
    page = desk.look(desk.cast.chen, "registers")
    for nil in ("未开展政府信息公开工作考核", "未开展政府信息公开社会评议", "未发生责任追究情形"):
        assert f"本年没有登记；年报将写“{nil}”" in page
    assert page.count("本年没有登记；表二填 0") == 2
    assert page.count("本年没有登记；年报不写这一项") == 4
    assert "2024年" in page and "本年没有调整" in page


def test_the_overview_tells_each_register_in_its_own_measure(desk: Desk) -> None:
    entries.of_every_kind(desk.cast.town, desk.cast.chen)
    Decided.objects.create(
        agency=desk.cast.town, kind="charges", number=Decimal("1.25"), from_on=date(2024, 1, 1), on=date(2024, 1, 31),
        entered_on=date(2024, 2, 1), source="财政所",
    )  # fmt: skip
    group = LeadingGroup.objects.create(agency=desk.cast.town, name="领导小组", set_up_on=date(2020, 1, 1))
    Membership.objects.create(group=group, name="赵敏", position="head", from_on=date(2024, 2, 1))
    page = desk.look(desk.cast.feng, "registers")
    assert "制发 1 件，废止 0 件，现行有效 1 件" in page
    assert "行政处罚 3 件，行政事业性收费 1.25 万元" in page
    assert "增补、离任 1 人次" in page
    assert "register_new" not in page and "registers/new/" not in page
    assert "现行有效 0 件" not in desk.look(desk.cast.chen, "registers", year="2023")


def test_the_overview_asks_as_many_questions_however_much_is_registered(desk: Desk) -> None:
    desk.look(desk.cast.chen, "registers")
    with CaptureQueriesContext(connection) as empty:
        desk.look(desk.cast.chen, "registers")
    entries.of_every_kind(desk.cast.town, desk.cast.chen)
    with CaptureQueriesContext(connection) as full:
        desk.look(desk.cast.chen, "registers")
    assert len(full) <= len(empty) < 30


def test_a_list_asks_the_same_number_of_questions_whatever_its_length(
    desk: Desk, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(60):
        Problem.objects.create(
            agency=desk.cast.town, on=date(2024, 2, 1), entered_on=date(2024, 2, 1), title=f"问题{number}"
        )
    desk.look(desk.cast.chen, "register", of="problems")
    with django_assert_max_num_queries(12):
        page = desk.look(desk.cast.chen, "register", of="problems")
    assert "共 60 个，第 1 / 2 页" in page


def test_a_meeting_is_entered_once_however_often_the_form_is_sent(desk: Desk) -> None:
    for _ in range(2):
        answer = send(desk, "register_new", "meetings", form_token="once", **MEETING)
    assert answer["Location"].endswith("?of=meetings&year=2024")
    made = Meeting.objects.get()
    page = desk.look(desk.cast.feng, "register_meeting", made.pk)
    assert "第一季度专题会议" in page and "陈静登记了会议" in page and "更正" not in page


def test_what_looks_wrong_is_asked_about_and_kept_once_said_to_be_right(desk: Desk) -> None:
    old: dict[str, Any] = {**MEETING, "on": "2007-03-05"}
    page = send(desk, "register_new", "meetings", status=422, **old).content.decode()
    assert "早于条例施行" in page and 'type="checkbox" name="confirmed"' in page
    send(desk, "register_new", "meetings", **{**old, "confirmed": "on"})
    assert Meeting.objects.get().on == date(2007, 3, 5)


def test_a_fault_stands_beside_its_field(desk: Desk) -> None:
    page = send(desk, "register_new", "meetings", status=422, **{**MEETING, "on": "2024-05-07"}).content.decode()
    assert 'id="id_on_error"' in page and "还没有到" in page


def test_an_inspection_brings_its_problems_one_a_line(desk: Desk) -> None:
    send(desk, "register_new", "inspections", title="自查", kind="self", on="2024-03-05", problems="更新慢\n\n 解读少 ")
    found = Inspection.objects.get()
    assert [each.title for each in found.problems.order_by("pk")] == ["更新慢", "解读少"]
    page = desk.look(desk.cast.chen, "register_inspection", found.pk)
    assert "更新慢" in page and "待整改" in page
    desk.send(desk.cast.chen, "register_inspection_void", found.pk, reason="登错", revision="0")
    assert not Problem.objects.filter(Problem.VALID).exists()


def test_a_problem_entered_from_its_inspection_belongs_to_it(desk: Desk) -> None:
    found = entries.of_every_kind(desk.cast.town, desk.cast.chen)["inspection_id"]
    where = f"{desk.address('register_new')}?of=problems&inspection={found.pk}"
    page = desk.client(desk.cast.chen).get(where).content.decode()
    assert f'<option value="{found.pk}" selected>' in page


def test_an_entry_is_changed_mended_and_made_void_with_its_trail(desk: Desk) -> None:
    problem = entries.of_every_kind(desk.cast.town, desk.cast.chen)["problem_id"]
    changed: dict[str, Any] = {"title": "解读少", "on": "2024-03-05", "revision": "0", "confirmed": "False"}
    desk.send(desk.cast.chen, "register_problem_change", problem.pk, **changed)
    answer = desk.send(desk.cast.chen, "register_problem_change", problem.pk, status=409, **changed | {"title": "又改"})
    assert "有人改过" in answer.content.decode()
    desk.send(desk.cast.chen, "register_problem_mend", problem.pk, mended_on="2024-05-06", content="", revision="1")
    page = desk.look(desk.cast.chen, "register_problem", problem.pk)
    assert "由“栏目更新不及时”改为“解读少”" in page and "已整改" in page
    desk.send(desk.cast.chen, "register_problem_void", problem.pk, reason="不是问题", revision="2")
    page = desk.look(desk.cast.chen, "register_problem", problem.pk)
    assert "登记已作废" in page and "登记作废</a>" not in page
    assert "解读少" not in desk.look(desk.cast.chen, "register", of="problems")
    assert "解读少" in desk.look(desk.cast.chen, "register", of="problems", state="void")


@pytest.mark.parametrize(("due_on", "word"), [(date(2024, 5, 6), "待整改"), (date(2024, 5, 5), "逾期未整改")])
def test_a_problem_past_its_day_is_late(desk: Desk, due_on: date, word: str) -> None:
    problem = entries.of_every_kind(desk.cast.town, desk.cast.chen)["problem_id"]
    Problem.objects.filter(pk=problem.pk).update(due_on=due_on)
    assert f">{word}</span>" in desk.look(desk.cast.chen, "register", of="problems")


def test_names_are_kept_out_of_accountability_beside_the_field(desk: Desk) -> None:
    page = desk.client(desk.cast.chen).get(f"{desk.address('register_new')}?of=accountability").content.decode()
    assert "年报只写人数。不要写被追究人的姓名和处分细节。" in page
    send(desk, "register_new", "accountability", title="迟报", on="2024-03-05", people="1")
    assert Accountability.objects.get().people == 1


def test_a_township_is_not_asked_about_regulations(desk: Desk) -> None:
    page = desk.client(desk.cast.chen).get(f"{desk.address('register_new')}?of=documents").content.decode()
    assert 'type="hidden" name="kind" value="normative_documents"' in page
    given: dict[str, Any] = {"title": "办法", "kind": "normative_documents", "document_number": "清政规〔2024〕1号"}
    send(desk, "register_new", "documents", on="2024-03-05", **given)
    made = NormativeDocument.objects.get()
    desk.send(desk.cast.chen, "register_document_end", made.pk, how="repealed", ended_on="2024-05-01", revision="0")
    assert "废止" in desk.look(desk.cast.chen, "register", of="documents", state="ended")
    assert "清政规〔2024〕1号" not in desk.look(desk.cast.chen, "register", of="documents", state="in_force")


def test_a_charge_in_yuan_is_caught_before_it_is_kept(desk: Desk) -> None:
    charge: dict[str, Any] = {
        "kind": "charges", "from_on": "2023-01-01", "on": "2023-12-31", "number": "23500", "source": "财政所",
        "confirmed": "False",
    }  # fmt: skip
    page = send(desk, "register_new", "decisions", status=422, **charge).content.decode()
    assert "应填 2.35" in page
    send(desk, "register_new", "decisions", **charge | {"number": "2.35"})
    assert "2.35" in desk.look(desk.cast.chen, "register", of="decisions")


def test_the_next_period_begins_where_the_last_ended(desk: Desk) -> None:
    entries.of_every_kind(desk.cast.town, desk.cast.chen)
    where = f"{desk.address('register_new')}?of=decisions&kind=penalties"
    page = desk.client(desk.cast.chen).get(where).content.decode()
    assert 'value="2024-03-06"' in page and 'value="2024-05-06"' in page


def test_published_decisions_are_counted_from_the_page_that_shows_them(desk: Desk) -> None:
    decision(desk, "行政处罚决定书甲")
    assert "公开了 1 条行政处罚决定" in desk.look(desk.cast.chen, "registers")
    page = desk.look(desk.cast.chen, "register_decisions_count", kind="penalties")
    assert "行政处罚 1 件" in page and "行政处罚决定书甲" in page
    desk.send(desk.cast.chen, "register_decisions_count", kind="penalties", from_on="2024-01-01", on="2024-05-06")
    made = Decided.objects.get()
    assert "公开了 1 条行政处罚决定" not in desk.look(desk.cast.chen, "registers")
    decision(desk, "行政处罚决定书乙")
    page = desk.look(desk.cast.chen, "register_decided", made.pk)
    assert "数出来是 2 件，登记的是 1 件" in page and "由公开信息计数" in page
    desk.send(desk.cast.chen, "register_decided_again", made.pk, revision="0")
    assert "数字变了" not in desk.look(desk.cast.chen, "register_decided", made.pk)
    answer = desk.send(
        desk.cast.chen, "register_decisions_count", kind="penalties", from_on="2024-05-06", on="2024-05-06", status=409
    )
    assert "重叠会重复计数" in answer.content.decode()


def test_published_documents_are_taken_onto_the_register_together(desk: Desk) -> None:
    made = [item(desk.cast.town, desk.cast.chen, title) for title in ("补贴办法", "养犬办法")]
    Item.objects.filter(pk__in=[each.pk for each in made]).update(
        kind="normative_document", state="released", released_on=date(2024, 4, 2)
    )
    assert "有 2 件规范性文件已经公开，还没有登记" in desk.look(desk.cast.chen, "registers")
    desk.send(desk.cast.chen, "register_documents_take", items=[each.pk for each in made])
    assert NormativeDocument.objects.count() == 2
    assert "已公开的规范性文件都登记过了" in desk.look(desk.cast.chen, "register_documents_take")
    document = NormativeDocument.objects.get(title="补贴办法")
    assert "补贴办法" in desk.look(desk.cast.feng, "register_document", document.pk)
    Item.objects.filter(pk=made[0].pk).update(validity="repealed")
    assert "登记簿上还是“现行有效”" in desk.look(desk.cast.chen, "registers")


def test_a_spreadsheet_is_shown_row_by_row_then_imported_whole(desk: Desk) -> None:
    page = upload(desk, HEAD, "专题会,2024-03-05,", "部署会,2024-04-01,工作部署会")
    assert "共 2 行，没有错误，还没有导入" in page
    assert not Meeting.objects.exists()
    for _ in range(2):
        send(desk, "register_import", "meetings", rows=rows_of(page), form_token="once")
    assert {each.title for each in Meeting.objects.all()} == {"专题会", "部署会"}
    assert "来自表格“会议.csv”" in desk.look(desk.cast.chen, "register_meeting", Meeting.objects.latest("pk").pk)


def test_a_faulty_row_is_shown_and_nothing_can_be_imported(desk: Desk) -> None:
    page = upload(desk, HEAD, "专题会,2024-03-05,", ",2024-04-01,茶话会", status=422)
    assert "1 行有错" in page and "没有“茶话会”" in page
    assert 'name="rows"' not in page


def test_doubtful_rows_are_imported_only_when_ticked(desk: Desk) -> None:
    page = upload(desk, HEAD, "专题会,2007-03-05,")
    assert "请核对" in page
    rows = rows_of(page)
    send(desk, "register_import", "meetings", rows=rows, status=409)
    assert not Meeting.objects.exists()
    send(desk, "register_import", "meetings", rows=rows, confirmed="on")
    assert Meeting.objects.count() == 1


def test_rows_that_were_tampered_with_are_not_imported(desk: Desk) -> None:
    rows = rows_of(upload(desk, HEAD, "专题会,2024-03-05,"))
    answer = send(desk, "register_import", "meetings", rows=rows[:-3] + "abc", status=409)
    assert "请重新上传表格" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_what_is_no_spreadsheet_is_said_to_be_none(desk: Desk) -> None:
    assert "没有找到标题行" in upload(desk, "姓名,电话", status=409)


def test_what_the_list_exports_is_read_back(desk: Desk) -> None:
    entries.of_every_kind(desk.cast.town, desk.cast.chen)
    client = desk.client(desk.cast.feng)
    answer: Any = client.get(desk.address("register"), {"of": "meetings", "format": "xlsx"})
    data = b"".join(answer.streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None and [cell.value for cell in sheet[1]][:3] == ["会议名称", "类型", "开会日期"]
    Meeting.objects.all().delete()
    page = send(desk, "register_import", "meetings", file=SimpleUploadedFile("导出.xlsx", data), status=200)
    send(desk, "register_import", "meetings", rows=rows_of(page.content.decode()))
    assert Meeting.objects.get().title == "专题会议"


@pytest.mark.parametrize("name", ["register", "register_new", "register_import"])
def test_an_address_that_names_no_register_leads_to_all_of_them(desk: Desk, name: str) -> None:
    answer = desk.client(desk.cast.chen).get(desk.address(name), {"of": "nothing"})
    assert answer.status_code == 302 and answer["Location"] == desk.address("registers")


def test_a_template_is_sent_as_a_workbook(desk: Desk) -> None:
    answer = desk.client(desk.cast.chen).get(desk.address("register_import"), {"of": "decisions", "template": "1"})
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0][1]]
    assert heads[:2] == ["类型（必填）", "期间起（必填）"]


def test_who_touches_an_entry_of_a_published_year_is_told(desk: Desk) -> None:
    meeting = entries.of_every_kind(desk.cast.town, desk.cast.chen)["meeting_id"]
    told = "2024年的年报已经公布，改登记簿不会改已公布的年报"
    assert told not in desk.look(desk.cast.chen, "register_meeting", meeting.pk)
    filing = Filing.objects.create(agency=desk.cast.town, year=2024, handler=desk.cast.chen, began_on=date(2025, 1, 2))
    version = Version.objects.create(filing=filing, number=1, state="published", began_on=date(2025, 1, 2))
    filing.published = version
    filing.save()
    assert told in desk.look(desk.cast.chen, "register_meeting", meeting.pk)
    assert told in desk.look(desk.cast.chen, "register_meeting_void", meeting.pk)


def test_an_entry_that_a_published_report_counted_is_changed_for_a_reason_only(desk: Desk) -> None:
    meeting = entries.of_every_kind(desk.cast.town, desk.cast.chen)["meeting_id"]
    filing = Filing.objects.create(agency=desk.cast.town, year=2024, handler=desk.cast.chen, began_on=date(2025, 1, 2))
    filing.published = Version.objects.create(filing=filing, number=1, state="published", began_on=date(2025, 1, 2))
    filing.save()
    given = {**MEETING, "title": "改过的会议", "revision": "0", "form": "sent"}
    address = desk.address("register_meeting_change", meeting.pk)
    client = desk.client(desk.cast.chen)
    assert client.post(address, given).status_code == 422
    with pytest.raises(Refused, match="更正的理由"):
        registering.change(
            MEETINGS, meeting.pk, {"title": "改过"}, by=desk.cast.chen, today=date(2025, 3, 1), reason=" "
        )
    meeting.refresh_from_db()
    assert meeting.title != "改过"
    assert client.post(address, {**given, "reason": "名称写错"}).status_code == 302
    assert "理由：名称写错" in trail(meeting)[-1]["says"]


def test_an_entry_moved_into_a_published_year_needs_a_reason_too(desk: Desk) -> None:
    meeting = entries.of_every_kind(desk.cast.town, desk.cast.chen)["meeting_id"]
    filing = Filing.objects.create(agency=desk.cast.town, year=2023, handler=desk.cast.chen, began_on=date(2024, 1, 2))
    filing.published = Version.objects.create(filing=filing, number=1, state="published", began_on=date(2024, 1, 2))
    filing.save()
    given: dict[str, Any] = {"by": desk.cast.chen, "today": date(2025, 3, 1)}
    registering.change(MEETINGS, meeting.pk, {"title": "改过"}, **given)
    with pytest.raises(Refused, match="2023年的年报已经公布"):
        registering.change(MEETINGS, meeting.pk, {"on": date(2023, 12, 31)}, **given)


@pytest.mark.parametrize(("year", "day"), [("2023", "2023-12-31"), ("20231", ""), ("2007", ""), ("x", "")])
def test_a_new_entry_from_the_page_of_a_past_year_is_of_that_year(desk: Desk, year: str, day: str) -> None:
    page = desk.look(desk.cast.chen, "register_new", of="meetings", year=year)
    day = day or timezone.localdate().isoformat()
    assert f'value="{day}"' in page
    assert f"就计入 {day[:4]} 年度报告" in page
    assert 'year=2023"' in desk.look(desk.cast.chen, "register", of="meetings", year="2023")
