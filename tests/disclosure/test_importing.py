"""A spreadsheet of past releases: read as people write it, entered whole or not at all, undone whole."""

import datetime
from collections.abc import Sequence
from datetime import date

import pytest

from gongkai.disclosure import jobs, queries, search
from gongkai.disclosure.actions import importing
from gongkai.disclosure.models import Batch, BatchRow, Channel, Edition, IndexSequence, Item, Publication, VoidNumber
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.task.jobs import Cancelled
from gongkai.task.models import Work
from tests.cast import Cast
from tests.disclosure.spreadsheets import release, workbook

TODAY = date(2024, 5, 20)


@pytest.fixture
def channels(cast: Cast) -> dict[str, Channel]:
    kinds = {"清水发布": "wechat", "镇政府公告栏": "bulletin_board", "广场 LED 大屏": "led"}
    return {name: Channel.objects.create(agency=cast.town, kind=kind, name=name) for name, kind in kinds.items()}


def read(cast: Cast, *rows: Sequence[object], **other: object) -> Batch:
    return read_file(cast, workbook(rows), **other)


def read_file(cast: Cast, data: bytes, name: str = "一季度.xlsx", **other: object) -> Batch:
    return importing.read(cast.town, name, data, by=cast.chen, today=TODAY, **other)


def row(cast: Cast, *cells: Sequence[object], **other: object) -> BatchRow:
    return read(cast, *cells, **other).rows.last()


def told(pairs: list[list[str]]) -> str:
    return "；".join(f"{heading}：{sentence}" for heading, sentence in pairs)


def imported(cast: Cast, *rows: Sequence[object]) -> Batch:
    return importing.begin(read(cast, *rows).pk, by=cast.chen, today=TODAY)


# ---- headings


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("信息名称", "发布时间"),
        ("标题（必填）", "公开日期\n(年/月/日)"),
        ("文件标题*", "发布 日期"),
        ("名称", "上传时间"),
    ],
)
def test_headings_are_known_by_the_words_in_use(cast: Cast, title: str, day: str) -> None:
    data = workbook([("公告", "2024.3.5", "政府网站")], (title, day, "发布渠道"))
    [found] = read_file(cast, data).rows.all()
    assert (found.errors, found.values["title"], found.values["released_on"]) == ([], "公告", "2024-03-05")


def test_headings_may_stand_below_a_title_and_columns_in_any_order(cast: Cast) -> None:
    rows = [
        ("序号", "发布日期", "经办人", "标题", "渠道"),
        (1, "2024年3月5日", "陈", "公告", "网站"),
        ("合计", 1, None, None, None),
    ]
    data = workbook(rows, ("清水镇2024年一季度政府信息公开台账",), merge=("A1:E1",))
    batch = read_file(cast, data)
    [found] = batch.rows.all()
    assert (found.number, found.errors, found.values["title"]) == (3, [], "公告")
    assert ["经办人", ""] in batch.columns


def test_a_file_without_headings_is_refused_with_what_to_do(cast: Cast) -> None:
    with pytest.raises(Refused, match="模板"):
        read_file(cast, workbook([("甲", "乙")], ("丙", "丁")))
    with pytest.raises(Refused, match="只有表头"):
        read_file(cast, workbook([]))
    with pytest.raises(Refused, match="不是表格"):
        read_file(cast, b"%PDF-", "a.pdf")


def test_columns_named_for_channels_hold_ticks_days_and_links(cast: Cast, channels: dict[str, Channel]) -> None:
    headings = ("标题", "公开日期", "政府网站", "微信公众号", "公告栏", "LED显示屏")
    data = workbook([("公告", "2024.3.5", "http://www.example.cn/1", "√", "2024.3.7", "无")], headings)
    [found] = read_file(cast, data).rows.all()
    assert found.errors == []
    portal = Channel.objects.get(kind="portal")
    assert found.values["publications"] == [
        [portal.pk, "2024-03-05", "http://www.example.cn/1"],
        [channels["清水发布"].pk, "2024-03-05", ""],
        [channels["镇政府公告栏"].pk, "2024-03-07", ""],
    ]


def test_channels_may_be_named_in_a_second_line_of_headings(cast: Cast, channels: dict[str, Channel]) -> None:
    rows = [(None, None, "网站", "公众号", "公告栏"), ("公告", "2024.3.5", "√", None, "√")]
    data = workbook(rows, ("标题", "公开日期", "公开渠道", None, None), merge=("C1:E1", "A1:A2", "B1:B2"))
    [found] = read_file(cast, data).rows.all()
    assert (found.number, found.errors) == (3, [])
    assert [pk for pk, *_ in found.values["publications"]] == [
        Channel.objects.get(kind="portal").pk,
        channels["镇政府公告栏"].pk,
    ]


# ---- rows


def test_a_row_is_read_with_its_facts(cast: Cast, channels: dict[str, Channel]) -> None:
    found = row(cast, release(kind="名单类", second="清水发布", link="www.example.cn/2", document="清政发〔2024〕3号"))
    assert found.errors == []
    assert found.values | {"publications": None} == {
        "title": "关于发放耕地地力保护补贴的公示",
        "kind": "list",
        "root": "21.8",
        "entry_code": "",
        "formed_on": "2024-03-01",
        "released_on": "2024-03-05",
        "due_on": "2024-03-29",
        "document_number": "清政发〔2024〕3号",
        "index_number": "",
        "summary": "",
        "note": "",
        "publications": None,
    }
    assert found.values["publications"] == [
        [Channel.objects.get(kind="portal").pk, "2024-03-05", "http://www.example.cn/2"],
        [channels["清水发布"].pk, "2024-03-05", ""],
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"title": ""}, "标题：没有填"),
        ({"title": "公" * 301}, "标题：有 301 个字"),
        ({"released": ""}, "公开日期：没有填"),
        ({"released": "3月5日"}, "公开日期：“3月5日”认不出是哪一天"),
        ({"released": datetime.datetime(2024, 5, 21)}, "公开日期：2024-05-21 还没有到"),
        ({"released": "1901-01-01"}, "公开日期：1901-01-01 太早"),
        ({"formed": "2024-03-06"}, "成文日期：成文日期 2024-03-06 晚于公开日期 2024-03-05"),
        ({"formed": "三月"}, "成文日期：“三月”认不出"),
        ({"first": "抖音"}, "渠道1：渠道登记里没有“抖音”"),
        ({"first": ""}, "渠道1：没有写在哪里公开"),
        ({"link": "见网站首页"}, "链接：“见网站首页”不是网址"),
        ({"link": "javascript:alert(1)"}, "不是网址"),
        ({"summary": "联系人身份证110101199003070038"}, "内容概述：内容概述有居民身份证号"),
    ],
)
def test_what_is_wrong_is_said_with_its_column_and_how_to_mend_it(cast: Cast, cells: dict[str, str], says: str) -> None:
    found = row(cast, release(**cells))
    assert says in told(found.errors)


@pytest.mark.parametrize("cells", [{"title": "公" * 300}, {"released": "2024-05-20"}, {"formed": "2024-03-05"}])
def test_what_is_just_right_is_no_error(cast: Cast, cells: dict[str, str]) -> None:
    assert row(cast, release(**cells)).errors == []


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"kind": "杂件"}, "种类：认不出“杂件”是哪一种，按“公示公告”导入"),
        ({"root": "大事记"}, "法定内容/栏目：认不出“大事记”"),
        ({"root": ""}, "没有写属于哪一项法定内容"),
        ({"formed": ""}, "成文日期：没有成文日期"),
        ({"released": "2024-04-01"}, "公开日期：晚于公开期限 2024-03-29"),
        ({"summary": "电话13812345678"}, "手机号"),
    ],
)
def test_what_is_doubtful_is_told_and_does_not_block(cast: Cast, cells: dict[str, str], says: str) -> None:
    found = row(cast, release(**cells))
    assert found.errors == []
    assert says in told(found.warnings)


def test_the_last_day_of_the_term_is_not_late(cast: Cast) -> None:
    assert "晚于" not in told(row(cast, release(released="2024-03-29")).warnings)


def test_doubles_in_the_file_and_in_the_ledger_are_told(cast: Cast) -> None:
    imported(cast, release(document="清政发〔2024〕3号", link="http://www.example.cn/1"))
    again = read(
        cast,
        release(document="清政发〔2024〕3号", link="http://www.example.cn/1"),
        release("另一件"),
        release("另一件"),
    )
    first, _, third = again.rows.all()
    assert "系统里已有同名且同日公开" in told(first.warnings)
    assert "已是这个文号" in told(first.warnings)
    assert "已有这个链接" in told(first.warnings)
    assert "标题：标题和公开日期与第 3 行相同" in told(third.warnings)


def test_an_index_number_stands_once(cast: Cast) -> None:
    imported(cast, release(number="X/202403-00001"))
    used, first, second = read(
        cast, release(number="X/202403-00001"), release("甲", number="X-2"), release("乙", number="X-2")
    ).rows.all()
    assert "已经用过" in told(used.errors)
    assert first.errors == []
    assert "与第 3 行相同" in told(second.errors)


def test_a_row_without_a_channel_goes_to_the_usual_one(cast: Cast, channels: dict[str, Channel]) -> None:
    board = channels["镇政府公告栏"]
    assert row(cast, release(first=""), usual_channel_id=board.pk).values["publications"] == [
        [board.pk, "2024-03-05", ""]
    ]
    foreign = Channel.objects.create(agency=cast.other_town, kind="led", name="乡 LED")
    with pytest.raises(NotYours):
        read(cast, release(), usual_channel_id=foreign.pk)


def test_words_that_mean_two_channels_are_asked_about(cast: Cast, channels: dict[str, Channel]) -> None:
    Channel.objects.create(agency=cast.town, kind="bulletin_board", name="清水村公示栏")
    assert "可能是 2 个渠道" in told(row(cast, release(first="公告栏张贴")).errors)
    assert row(cast, release(first="清水村公示栏")).errors == []


def test_nothing_is_shown_on_a_channel_after_it_closed(cast: Cast, channels: dict[str, Channel]) -> None:
    Channel.objects.filter(name="清水发布").update(closed_on=date(2024, 3, 6))
    assert row(cast, release(second="清水发布")).errors == []
    assert "停用" in told(row(cast, release(second="清水发布", released="2024-03-06")).errors)


def test_rows_are_checked_again_after_the_register_was_mended(cast: Cast) -> None:
    batch = read(cast, release(second="微信公众号"), release("另一件"))
    assert batch.error_count == 1
    Channel.objects.create(agency=cast.town, kind="wechat", name="清水发布")
    again = importing.recheck(batch.pk, by=cast.chen, today=TODAY)
    assert (again.error_count, again.row_count) == (0, 2)
    assert [each.number for each in again.rows.all()] == [2, 3]
    assert again.rows.first().values["released_on"] == "2024-03-05"


def test_merged_days_count_for_every_row_they_cover(cast: Cast) -> None:
    data = workbook([("甲", "2024.3.5", "网站"), ("乙", None, "网站")], ("标题", "公开日期", "渠道"), merge=("B2:B3",))
    assert [each.values["released_on"] for each in read_file(cast, data).rows.all()] == ["2024-03-05"] * 2


# ---- importing


def test_past_releases_enter_as_released_and_say_that_they_were_examined_elsewhere(
    cast: Cast, channels: dict[str, Channel], django_capture_on_commit_callbacks: object
) -> None:
    batch = imported(
        cast, release(second="清水发布", link="http://www.example.cn/1"), release("另一件", released="2024-04-02")
    )
    first, second = batch.items.order_by("pk")
    assert (batch.state, batch.imported_on) == ("imported", TODAY)
    assert (first.state, first.released_on, first.formed_on) == ("released", date(2024, 3, 5), date(2024, 3, 1))
    assert (first.due_on, first.handler) == (date(2024, 3, 29), cast.chen)
    assert (first.current.change_reason, first.current.examination, first.current.released_on) == (
        "系统外审查、补录",
        None,
        date(2024, 3, 5),
    )
    assert [(each.channel.kind, each.state, each.on, each.proof_link) for each in first.publications.all()] == [
        ("portal", "done", date(2024, 3, 5), "http://www.example.cn/1"),
        ("wechat", "done", date(2024, 3, 5), ""),
    ]
    assert (first.index_number, second.index_number) == (
        "11990121MB00000017/202403-00001",
        "11990121MB00000017/202404-00001",
    )
    assert search.newest("耕地", limit=5) == [first.pk]
    entry = Entry.objects.get(act="batch.imported")
    assert (entry.details["items"], entry.details["examined"]) == (2, "系统外审查、补录")
    assert entry.details["by_channel"] == {"政府信息公开平台": 2, "清水发布": 1}
    assert entry.details["hash"] == batch.file_hash


def test_an_item_on_three_channels_counts_once_as_an_item_and_once_a_channel(
    cast: Cast, channels: dict[str, Channel]
) -> None:
    imported(cast, release(first="政府网站、清水发布", second="公告栏"), release("另一件", first="清水发布"))
    counts = queries.counts(cast.town, 2024)
    assert (counts.items, sum(counts.by_root.values()), sum(counts.by_kind.values())) == (2, 2, 2)
    portal = Channel.objects.get(kind="portal")
    assert counts.by_channel == {portal.pk: 1, channels["清水发布"].pk: 2, channels["镇政府公告栏"].pk: 1}


def test_numbers_follow_those_given_before_and_leave_out_those_the_file_brings(cast: Cast) -> None:
    IndexSequence.objects.create(agency=cast.town, period="202403", last=6)
    imported(
        cast,
        release("甲"),
        release("乙", number="11990121MB00000017/202403-00008"),
        release("丙"),
        release("丁", released="2024-04-01"),
    )
    numbers = dict(Item.objects.values_list("title", "index_number"))
    assert {title: number.rpartition("/")[2] for title, number in numbers.items()} == {
        "甲": "202403-00007",
        "乙": "202403-00008",
        "丙": "202403-00009",
        "丁": "202404-00001",
    }


def test_an_agency_without_a_credit_code_imports_nothing(cast: Cast) -> None:
    cast.town.credit_code = ""
    cast.town.save()
    with pytest.raises(Refused, match="统一社会信用代码"):
        imported(cast, release())
    assert (Item.objects.count(), Batch.objects.get().state) == (0, "read")


def test_errors_block_unless_their_rows_are_left_out_by_name(cast: Cast) -> None:
    batch = read(cast, release(), release("另一件", released="上月"))
    with pytest.raises(Refused, match="1 行有错") as refusal:
        importing.begin(batch.pk, by=cast.chen, today=TODAY)
    assert refusal.value.details == ("第 3 行",)
    assert Item.objects.count() == 0
    importing.begin(batch.pk, leave_out=True, by=cast.chen, today=TODAY)
    assert list(Item.objects.values_list("title", flat=True)) == ["关于发放耕地地力保护补贴的公示"]
    assert Entry.objects.get(act="batch.imported").details["left_out"] == [3]


def test_what_was_not_let_in_is_not_kept(cast: Cast) -> None:
    batch = read(cast, release(), release("低保对象110101199003070038"))
    importing.begin(batch.pk, leave_out=True, by=cast.chen, today=TODAY)
    assert [(each.cells, each.values.get("title", "")) for each in batch.rows.all()] == [
        ({}, "关于发放耕地地力保护补贴的公示"),
        ({}, ""),
    ]


def test_a_file_with_nothing_but_errors_imports_nothing(cast: Cast) -> None:
    with pytest.raises(Refused, match="每一行都有错"):
        importing.begin(read(cast, release(title="")).pk, leave_out=True, by=cast.chen, today=TODAY)


def test_a_second_click_imports_nothing_more(cast: Cast) -> None:
    batch = imported(cast, release())
    importing.begin(batch.pk, by=cast.chen, today=TODAY)
    assert (Item.objects.count(), Entry.objects.filter(act="batch.imported").count()) == (1, 1)


def test_a_number_taken_since_the_file_was_read_stops_the_whole(cast: Cast) -> None:
    batch = read(cast, release("甲"), release("乙", number="X-9"))
    Item.objects.create(agency=cast.town, handler=cast.chen, kind="other", title="别的", index_number="X-9")
    with pytest.raises(Refused, match="重新检查"):
        importing.begin(batch.pk, by=cast.chen, today=TODAY)
    batch.refresh_from_db()
    assert (Item.objects.count(), batch.state) == (1, "read")
    assert importing.recheck(batch.pk, by=cast.chen, today=TODAY).error_count == 1


def test_many_rows_are_imported_in_the_background(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    batch = importing.begin(read(cast, release("甲"), release("乙")).pk, by=cast.chen, today=TODAY)
    assert (batch.state, Item.objects.count()) == ("importing", 0)
    work = Work.objects.get()
    assert (work.title, batch.work) == ("导入“一季度.xlsx”2 条", work)
    seen: list[int] = []
    result = jobs.import_batch(lambda done, *_, **__: seen.append(done), **work.arguments)
    assert (result["导入的信息"], seen[:3], Batch.objects.get().state) == (2, [0, 1, 2], "imported")
    jobs.import_batch(lambda *_, **__: None, **work.arguments)
    assert Item.objects.count() == 2


def test_background_work_that_is_cancelled_leaves_the_rows_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    batch = importing.begin(read(cast, release()).pk, by=cast.chen, today=TODAY)

    def cancelled(*_: object, **__: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        jobs.import_batch(cancelled, **Work.objects.get().arguments)
    batch.refresh_from_db()
    assert (batch.state, Item.objects.count()) == ("read", 0)


def test_an_import_that_dies_while_writing_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(cast, release(), release("另一件"))

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(search, "note", die)
    with pytest.raises(KeyboardInterrupt):
        importing.begin(batch.pk, by=cast.chen, today=TODAY)
    batch.refresh_from_db()
    assert (batch.state, Item.objects.count(), Edition.objects.count(), Publication.objects.count()) == (
        "read",
        0,
        0,
        0,
    )
    assert IndexSequence.objects.count() == 0


def test_what_was_read_can_be_dropped(cast: Cast) -> None:
    batch = importing.drop(read(cast, release()).pk, by=cast.chen, today=TODAY)
    assert (batch.state, batch.rows.count()) == ("dropped", 0)
    with pytest.raises(Refused, match="已放弃"):
        importing.begin(batch.pk, by=cast.chen, today=TODAY)


def test_only_a_handler_imports_and_an_outsider_sees_nothing(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        importing.read(cast.town, "a.xlsx", workbook([release()]), by=cast.zhao, today=TODAY)
    batch = read(cast, release())
    with pytest.raises(NotYours):
        importing.begin(batch.pk, by=cast.li, today=TODAY)


# ---- undoing


def test_an_import_is_undone_whole_and_its_numbers_are_void(cast: Cast, channels: dict[str, Channel]) -> None:
    batch = imported(cast, release("甲", second="清水发布"), release("乙", number="X-9"))
    importing.undo(batch.pk, reason="导错了表", by=cast.chen, today=TODAY)
    importing.undo(batch.pk, reason="导错了表", by=cast.chen, today=TODAY)
    batch.refresh_from_db()
    assert (batch.state, batch.undone_reason, batch.undone_by) == ("undone", "导错了表", cast.chen)
    assert set(Item.objects.values_list("state", "index_number", "current")) == {("discarded", "", None)}
    assert set(Publication.objects.values_list("state", flat=True)) == {"cancelled"}
    assert set(Channel.objects.values_list("last_used_on", flat=True)) == {None}
    assert list(VoidNumber.objects.values_list("number", flat=True)) == ["11990121MB00000017/202403-00001"]
    assert queries.counts(cast.town, 2024).items == 0
    assert search.newest("甲", limit=5) == []
    assert Entry.objects.get(act="batch.undone").details["void_numbers"] == 1


def test_what_was_undone_can_be_imported_again_without_its_void_numbers(cast: Cast) -> None:
    rows = (release("甲"), release("乙", number="X-9"))
    importing.undo(imported(cast, *rows).pk, reason="导错了", by=cast.chen, today=TODAY)
    imported(cast, *rows)
    numbers = Item.objects.filter(state="released").values_list("index_number", flat=True)
    assert set(numbers) == {"11990121MB00000017/202403-00002", "X-9"}


@pytest.mark.parametrize("touch", ["revised", "withdrawn", "published", "taken down", "new edition"])
def test_an_import_is_not_undone_once_an_item_was_touched(cast: Cast, channels: dict[str, Channel], touch: str) -> None:
    batch = imported(cast, release("甲"), release("乙"))
    item = batch.items.get(title="乙")
    if touch == "revised":
        Item.objects.filter(pk=item.pk).update(revision=1)
    elif touch == "withdrawn":
        Item.objects.filter(pk=item.pk).update(state="withdrawn")
    elif touch == "published":
        Publication.objects.create(
            item=item, channel=channels["清水发布"], agency=cast.town, state="done", on=TODAY, edition=item.current
        )
    elif touch == "taken down":
        item.publications.update(state="taken_down")
    else:
        Edition.objects.create(item=item, number=2, title="乙", made_by=cast.chen)
    with pytest.raises(Refused, match="有 1 条信息在导入之后改动过") as refusal:
        importing.undo(batch.pk, reason="导错了", by=cast.chen, today=TODAY)
    assert "乙" in refusal.value.details[0]
    assert Item.objects.filter(state="discarded").count() == 0


def test_undoing_needs_a_reason_and_something_imported(cast: Cast) -> None:
    batch = read(cast, release())
    with pytest.raises(Refused, match="没有可撤销"):
        importing.undo(batch.pk, reason="导错了", by=cast.chen, today=TODAY)
    importing.begin(batch.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="原因"):
        importing.undo(batch.pk, reason=" ", by=cast.chen, today=TODAY)
