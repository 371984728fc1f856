"""The pages of 设置: what they show, what their forms do, how many queries they ask."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.agency.actions import leading_groups, officers
from gongkai.agency.models import Agency, Appointment, Arrangement, HandOver, LeadingGroup, Officer
from gongkai.agency.roles import Role
from gongkai.journal.models import Entry
from gongkai.journal.recording import record
from tests.agency.test_calendars import notice
from tests.cast import PASSWORD, SINCE, Cast
from tests.desk.records import item

TODAY = timezone.localdate()


@pytest.fixture
def qian(cast: Cast, client: Client) -> Client:
    """A browser of the town's administrator."""
    client.force_login(cast.qian)
    return client


def at(place: Agency, rest: str = "") -> str:
    return f"/desk/{place.pk}/settings/{rest}"


def queries(client: Client, where: str) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def test_what_must_be_public_of_the_agency_and_is_missing_is_said(cast: Cast, qian: Client) -> None:
    assert "请填全" in qian.get(at(cast.town)).text
    Agency.objects.filter(pk=cast.town.pk).update(
        leader_name="赵敏", duties="职能", address="人民路1号", telephone="0990-1"
    )
    assert "请填全" not in qian.get(at(cast.town)).text


def test_a_change_is_saved_and_a_fault_is_shown_beside_nothing_saved(cast: Cast, qian: Client) -> None:
    given = {"name": cast.town.name, "kind": "government", "level": "township", "division_code": "990121101"}
    saved = qian.post(at(cast.town, "change/"), {**given, "telephone": "0990-7654321"})
    assert saved["Location"] == at(cast.town)
    assert Agency.objects.get(pk=cast.town.pk).telephone == "0990-7654321"
    refused = qian.post(at(cast.town, "change/"), {**given, "division_code": "990122101"})
    assert refused.status_code == 200
    assert "应以上级柳河县人民政府的代码 990121 开头" in refused.text
    assert Agency.objects.get(pk=cast.town.pk).division_code == "990121101"


def test_those_above_open_move_and_close_from_the_page_and_the_own_administrator_does_not(
    cast: Cast, qian: Client
) -> None:
    Agency.objects.filter(pk=cast.town.pk).update(is_on_desk=False)
    assert "由上级办理" not in qian.get(at(cast.town)).text
    assert qian.post(at(cast.town, "open/")).status_code == 403
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    above = Client()
    above.force_login(cast.he)
    assert "由上级办理" in above.get(at(cast.town)).text
    assert above.post(at(cast.town, "open/"))["Location"] == at(cast.town, "officers/")
    assert Agency.objects.get(pk=cast.town.pk).is_on_desk
    assert above.post(at(cast.town, "close/"), {"closed_on": TODAY, "reason": "并入"})["Location"] == at(cast.town)
    assert "只能查看" in above.get(at(cast.town)).text
    assert above.post(at(cast.town, "reopen/"), {"reason": "误办"}).status_code == 302


def test_enterprises_are_listed_apart(cast: Cast, client: Client) -> None:
    client.force_login(cast.he)
    water = Agency.objects.create(
        name="柳河县自来水公司", level="county", kind="enterprise", parent=cast.county, path=cast.county.path + "003"
    )
    assert water.name not in client.get(at(cast.county, "below/")).text
    apart = client.get(at(cast.county, "below/?kind=enterprise")).text
    assert water.name in apart
    assert cast.town.name not in apart
    assert cast.town.name in client.get(at(cast.county, "below/?q=清水")).text
    assert cast.town.name not in client.get(at(cast.county, "below/?q=石桥")).text
    assert cast.town.name not in client.get(at(cast.county, "below/?state=closed")).text


def test_departments_come_in_from_the_template_filled_in(cast: Cast, client: Client) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    client.force_login(cast.he)
    template = client.get(at(cast.county, "below/template.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(template.content))
    sheet = book["机关"]
    assert [cell.value for cell in sheet[1]][:4] == ["名称", "统一社会信用代码", "类型", "上级"]
    sheet.append(["柳河县财政局", "11990121MB0000025N"])
    sheet.append(["柳河县教育局", "11990121MB00000259"])

    def sent() -> Any:
        data = io.BytesIO()
        book.save(data)
        upload = SimpleUploadedFile("部门.xlsx", data.getvalue())
        return client.post(at(cast.county, "below/import/"), {"file": upload, "on_desk": "on"})

    assert "第3行　统一社会信用代码" in sent().text
    assert not Agency.objects.filter(name="柳河县财政局").exists()
    sheet["B3"] = ""
    assert sent()["Location"] == at(cast.county, "below/")
    assert Agency.objects.filter(parent=cast.county, kind="department", is_on_desk=True).count() == 2


def test_a_file_that_is_no_spreadsheet_is_said_to_be_none(cast: Cast, client: Client) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    client.force_login(cast.he)
    upload = SimpleUploadedFile("部门.xlsx", b"%PDF-1.7 not a spreadsheet")
    page = client.post(at(cast.county, "below/import/"), {"file": upload})
    assert page.status_code == 200
    assert "这不是表格文件" in page.text


def test_the_office_says_what_is_missing(cast: Cast, qian: Client) -> None:
    assert "还缺：办公地址、办公时间、传真号码、互联网联系方式" in qian.get(at(cast.town, "office/")).text
    given = {
        "name": "党政办",
        "address": "人民路1号",
        "hours": "工作日",
        "telephone": "1",
        "fax": "无",
        "internet_contact": "x@liuhe.example",
    }
    assert "邮政编码是 6 位数字" in qian.post(at(cast.town, "office/change/"), {**given, "postcode": "12345"}).text
    assert qian.post(at(cast.town, "office/change/"), {**given, "postcode": "123456"}).status_code == 302
    assert "都齐了" in qian.get(at(cast.town, "office/")).text


def test_a_leading_group_is_set_up_joined_left_and_its_history_shown(cast: Cast, qian: Client) -> None:
    given = {"name": "政务公开领导小组", "document_number": "清政发〔2024〕3号", "set_up_on": "2024-03-01"}
    where = qian.post(at(cast.town, "groups/set-up/"), given)["Location"]
    group = LeadingGroup.objects.get()
    assert where == at(cast.town, f"groups/{group.pk}/")
    member = {"name": "赵敏", "title": "镇长", "position": "head", "from_on": "2024-03-01"}
    assert qian.post(f"{where}join/", member)["Location"] == where
    serving = group.members.get()
    left = qian.post(at(cast.town, f"members/{serving.pk}/leave/"), {"until_on": "2025-03-01"})
    assert left["Location"] == where
    page = qian.get(where).text
    assert page.index("历任成员") < page.index("2025-03-01")
    assert "政务公开领导小组" in qian.get(at(cast.town, "groups/")).text


def test_an_account_opened_shows_its_password_once(cast: Cast, qian: Client) -> None:
    given = {"username": "wangfang", "name": "王芳", "roles": ["handler", "reader"]}
    page = qian.post(at(cast.town, "officers/create/"), given)
    officer = Officer.objects.get(username="wangfang")
    password = page.text.partition("<code>")[2].partition("</code>")[0]
    assert officer.check_password(password)
    assert "no-store" in page["Cache-Control"]
    assert password not in qian.get(at(cast.town, f"officers/{officer.pk}/")).text
    assert {each.role for each in officer.appointments.all()} == {"handler", "reader"}


def test_a_role_given_that_crowds_the_examination_is_warned_of(cast: Cast, qian: Client) -> None:
    given = {"username": "chen", "role": "signer", "from_on": TODAY.isoformat()}
    page = qian.post(at(cast.town, "officers/appoint/"), given, follow=True).text
    assert "陈静同时担任经办、签发（分管领导）" in page
    assert "陈静同时担任经办、签发（分管领导）" in qian.get(at(cast.town, "officers/")).text


def test_a_role_that_nobody_holds_is_named(cast: Cast, qian: Client) -> None:
    assert "现在没有人担任" not in qian.get(at(cast.town, "officers/")).text
    Appointment.objects.filter(officer=cast.sun).update(until_on=TODAY - timedelta(days=1))
    page = qian.get(at(cast.town, "officers/")).text
    assert "现在没有人担任：保密审查" in page
    assert "孙强" not in page
    assert "孙强" in qian.get(at(cast.town, "officers/?past=1")).text


def test_a_password_is_reset_after_asking_once_more(cast: Cast, qian: Client) -> None:
    where = at(cast.town, f"officers/{cast.chen.pk}/password/")
    assert qian.get(where).status_code == 200
    assert Officer.objects.get(pk=cast.chen.pk).check_password(PASSWORD)
    page = qian.post(where).text
    shown = page.partition("<code>")[2].partition("</code>")[0]
    assert Officer.objects.get(pk=cast.chen.pk).check_password(shown)


def test_an_account_that_reaches_further_shows_why_it_is_not_ones_to_manage(cast: Cast, qian: Client) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.town, role=Role.READER, from_on=SINCE)
    page = qian.get(at(cast.town, f"officers/{cast.he.pk}/")).text
    assert "还在柳河县人民政府任职" in page
    assert "重置密码" not in page
    assert "还在柳河县人民政府任职" in qian.post(at(cast.town, f"officers/{cast.he.pk}/password/")).text
    assert Officer.objects.get(pk=cast.he.pk).check_password(PASSWORD)


def test_a_hand_over_counts_before_and_after(cast: Cast, qian: Client) -> None:
    item(cast.town, cast.chen)
    wang, _ = officers.create(
        cast.town.pk, by=cast.qian, today=TODAY, username="wangfang", name="王芳", roles=[Role.HANDLER]
    )
    begin = at(cast.town, "hand-overs/begin/")
    asked = qian.get(begin, {"giver": cast.chen.pk, "receiver": wang.pk}).text
    assert "草稿和在办的信息</dt><dd>1 项" in asked
    given = {"giver": cast.chen.pk, "receiver": wang.pk, "last_on": TODAY.isoformat(), "reason": "调离"}
    done = qian.post(begin, given)
    assert done["Location"] == at(cast.town, f"hand-overs/{HandOver.objects.get().pk}/")
    assert "陈静现在手上还有" in qian.get(done["Location"]).text
    assert cast.chen.handled_items.count() == 0
    assert wang.handled_items.count() == 1


def test_a_foreign_officer_is_no_choice_of_a_hand_over(cast: Cast, qian: Client) -> None:
    begin = at(cast.town, "hand-overs/begin/")
    page = qian.get(begin, {"giver": cast.li.pk, "receiver": cast.chen.pk})
    assert "要移交的工作" not in page.text
    qian.post(begin, {"giver": cast.li.pk, "receiver": cast.chen.pk, "last_on": TODAY, "reason": "x"})
    assert not HandOver.objects.exists()


def test_the_journal_is_told_and_filtered(cast: Cast, qian: Client) -> None:
    record("agency.opened", cast.town, by=cast.qian, on=TODAY)
    record("officer.password_reset", cast.chen, by=cast.qian, on=TODAY, agency=cast.town, name="陈静")
    record("officer.password_reset", cast.zhou, by=cast.zhao, on=TODAY, agency=cast.town, name="周明")
    record("agency.opened", cast.other_town, by=cast.li, on=TODAY)
    where = at(cast.town, "journal/")
    everything = qian.get(where).text
    assert "钱进重置了陈静的密码" in everything
    assert "共 3 条" in everything
    assert "石桥乡" not in everything
    for query, counted in (
        ("?act=officer.", 2),
        ("?act=agency.opened", 1),
        (f"?by={cast.zhao.pk}", 1),
        (f"?record=agency.officer:{cast.chen.pk}", 1),
        (f"?until={TODAY - timedelta(days=1)}", 0),
        (f"?since={TODAY}&until={TODAY}", 3),
        (f"?since={TODAY + timedelta(days=1)}", 0),
    ):
        assert f"共 {counted} 条" in qian.get(where + query).text, query


def test_fifty_entries_a_page(cast: Cast, qian: Client) -> None:
    for number in range(51):
        record("agency.changed", cast.town, by=cast.qian, on=TODAY, changes=[["电话", "", str(number)]])
    first, second = (qian.get(at(cast.town, f"journal/?page={page}")).text for page in (1, 2))
    assert first.count("电话填为") == 50
    assert second.count("电话填为") == 1


def test_who_runs_the_site_loads_a_year_after_seeing_it_in_words(cast: Cast, qian: Client) -> None:
    where = "/desk/site/calendar/"
    assert qian.get(where).status_code == 403
    Officer.objects.filter(pk=cast.qian.pk).update(runs_site=True)
    shown = qian.post(where, {"text": notice()}).text
    assert "2027年2月5日（周五）至2027年2月11日（周四）放假，共 7 天" in shown
    assert not Arrangement.objects.exists()
    assert "缺“春节”" in qian.post(where, {"text": notice(without="春节")}).text
    assert "请选文件" in qian.post(where, {"text": " "}).text
    upload = SimpleUploadedFile("2027.toml", notice().encode())
    read = qian.post(where, {"file": upload}).text
    text = read.partition('name="text" value="')[2].partition('">')[0].replace("&#34;", '"')
    assert qian.post(where, {"text": text, "accept": "1"}).status_code == 302
    assert Arrangement.objects.get().year == 2027
    assert "2027 年（本站导入）" in qian.get(at(cast.town, "calendar/")).text


def test_who_runs_the_site_and_has_no_role_loads_one_too(cast: Cast, client: Client) -> None:
    Officer.objects.filter(pk=cast.wei.pk).update(runs_site=True)
    client.force_login(cast.wei)
    assert client.get("/desk/site/calendar/").status_code == 200


def test_points_nobody_confirmed_are_said_to_be_so(cast: Cast, qian: Client) -> None:
    page = qian.get(at(cast.town, "unconfirmed/")).text
    assert "【未核实】" in page
    assert "reexamination_months" in page


def many_officers(cast: Cast, count: int) -> None:
    for number in range(count):
        officers.create(
            cast.town.pk, by=cast.qian, today=TODAY, username=f"p{number}", name="某人", roles=[Role.READER]
        )


def many_groups(cast: Cast, count: int) -> None:
    for number in range(count):
        group = leading_groups.set_up(
            cast.town.pk, by=cast.qian, today=TODAY, name=f"第{number}组", document_number="", set_up_on=TODAY
        )
        leading_groups.join(group.pk, by=cast.qian, today=TODAY, name="赵敏", title="", position="head", from_on=TODAY)


def many_entries(cast: Cast, count: int) -> None:
    for _ in range(count):
        record("agency.opened", cast.town, by=cast.qian, on=TODAY)


def many_below(cast: Cast, count: int) -> None:
    for number in range(count):
        Agency.objects.create(
            name=f"第{number}站",
            level="township",
            kind="dispatched",
            parent=cast.town,
            path=f"{cast.town.path}{number:03d}",
        )


def many_hand_overs(cast: Cast, count: int) -> None:
    for _ in range(count):
        HandOver.objects.create(
            agency=cast.town, giver=cast.chen, receiver=cast.zhou, by=cast.qian, on=TODAY, reason="轮岗"
        )


@pytest.mark.parametrize(
    ("page", "fill"),
    [
        ("officers/", many_officers),
        ("groups/", many_groups),
        ("journal/", many_entries),
        ("below/", many_below),
        ("hand-overs/", many_hand_overs),
    ],
)
def test_a_longer_list_asks_no_more_queries(
    cast: Cast, qian: Client, page: str, fill: Callable[[Cast, int], None]
) -> None:
    fill(cast, 2)
    few = queries(qian, at(cast.town, page))
    for model in (Agency.objects.filter(parent=cast.town), LeadingGroup.objects.all()):
        model.delete()
    Appointment.objects.filter(officer__username__startswith="p").delete()
    Officer.objects.filter(username__startswith="p").delete()
    fill(cast, 20)
    assert queries(qian, at(cast.town, page)) == few
    assert few < 30


def test_a_reader_sees_the_pages_and_no_button_to_change_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.feng)
    for page in ("", "office/", "groups/", "officers/", "calendar/", "unconfirmed/"):
        text = client.get(at(cast.town, page)).text
        for word in ("修改</a>", "开账号</a>", "登记领导小组</a>", "导入新的年份</a>"):
            assert word not in text, (page, word)
    assert Entry.objects.count() == 0


def test_a_title_of_a_person_is_shown_as_text(cast: Cast, qian: Client) -> None:
    Officer.objects.filter(pk=cast.chen.pk).update(title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in qian.get(at(cast.town, "officers/")).text
