import json
from pathlib import Path

import pytest

from gongkai import cli
from gongkai.law.outcomes import OUTCOMES

COURSE = """
[[events]]
kind = "consultation_began"
on = 2024-02-20
key = "甲公司"
party = "third_party"
delivered_on = 2024-02-22

[[events]]
kind = "consultation_ended"
on = 2024-03-05
key = "甲公司"
"""

THE_SAME = [
    {
        "kind": "consultation_began",
        "on": "2024-02-20",
        "key": "甲公司",
        "party": "third_party",
        "delivered_on": "2024-02-22",
    },
    {"kind": "consultation_ended", "on": "2024-03-05", "key": "甲公司"},
]


def law(*arguments: str) -> int:
    return cli.run(["law", *arguments])


def told(capsys, *arguments: str):
    """What a command tells programs."""
    assert law(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def complaint(capsys) -> str:
    """The one line on stderr; nothing on stdout."""
    printed = capsys.readouterr()
    assert printed.out == ""
    [line] = printed.err.splitlines()
    assert line.startswith("错误：")
    return line


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_last_day_for_a_reply_and_why(capsys):
    found = told(capsys, "due", "--received", "2024-02-05")
    assert (found["due"], found["provisional"]) == ("2024-03-08", False)
    assert found["cites"] == ["《中华人民共和国政府信息公开条例》第三十三条第二款"]
    assert sum(step["counted"] for step in found["steps"]) == found["total"] == 20


def test_a_term_that_depends_on_a_notice_not_yet_out_is_provisional(capsys):
    assert told(capsys, "due", "--received", "2026-12-10")["provisional"] is True


def test_people_get_a_table_of_days(capsys):
    assert law("due", "--received", "2024-02-06") == 0
    out = capsys.readouterr().out
    assert out.startswith("答复期限的最后一日：2024年3月11日（周一）\n")
    assert "2月10日至17日春节放假，不计" in out
    assert "截至 2024-02-06：正在计算，共 20 个工作日，已用 0 个，还剩 20 个。" in out
    assert "国办发明电〔2023〕7号" in out.splitlines()[-1]


def test_people_are_told_of_stops_and_lateness(here, capsys):
    Path("经过.toml").write_text(COURSE, encoding="utf-8")
    assert law("due", "--received", "2024-02-06", "--events", "经过.toml", "--today", "2024-03-25") == 0
    out = capsys.readouterr().out
    assert "停过：2024-02-20 至 2024-03-05，征求第三方意见。" in out
    assert "已经逾期 1 个工作日。" in out


def test_before_receipt_there_is_nothing_to_say(capsys):
    assert law("due", "--received", "2024-02-06", "--today", "2024-02-05") == 0
    assert capsys.readouterr().out.splitlines() == ["答复期限的最后一日：现在说不出", "截至 2024-02-05：没有起算。"]


@pytest.mark.parametrize("channel", ["in_person", "oral", "registered_post", "ordinary_post", "fax", "internet"])
def test_a_channel_adds_how_the_day_of_receipt_was_fixed(capsys, channel):
    found = told(capsys, "due", "--received", "2024-02-05", "--channel", channel)
    assert found["due"] == "2024-03-08"
    assert "为收到申请之日" in found["receipt"]
    assert any("第三十一条" in cite for cite in found["cites"])
    assert law("due", "--received", "2024-02-05", "--channel", channel) == 0
    assert "为收到申请之日" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("经过.toml", COURSE),
        ("经过.json", json.dumps(THE_SAME)),
        ("经过.json", json.dumps({"events": THE_SAME})),
        ("记事本存的.toml", "\ufeff" + COURSE),
    ],
)
def test_events_are_read_from_a_file(here, capsys, name, text):
    Path(name).write_text(text, encoding="utf-8")
    found = told(capsys, "due", "--received", "2024-02-06", "--events", name)
    assert found["due"] == "2024-03-22"
    assert [(stop["from"], stop["until"]) for stop in found["stops"]] == [("2024-02-20", "2024-03-05")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("events = ", "不是写对的 TOML 或 JSON 文件"),
        ("", "没有 events 的列表"),
        ("events = 3", "没有 events 的列表"),
        ("[[events]]\non = 2024-02-20", "第 1 件事：kind 应为 received、amendment_asked"),
        ('[[events]]\nkind = "延期"\non = 2024-02-20', "第 1 件事：kind 应为"),
        ('[[events]]\nkind = "extended"', "第 1 件事：缺 on（日期）"),
        ('[[events]]\nkind = "extended"\non = "2月20日"', "第 1 件事：on 应为 日期，例如 2024-02-06"),
        ('[[events]]\nkind = "extended"\non = 2024-02-20T08:00:00', "第 1 件事：on 应为 日期"),
        ('[[events]]\nkind = "extended"\non = 2024-02-20\ndays = "10"', "第 1 件事：days 应为整数"),
        ('[[events]]\nkind = "extended"\non = 2024-02-20\nkey = 1', "第 1 件事：key 应为带引号的文字"),
        ('[[events]]\nkind = "extended"\non = 2024-02-20\nday = 10', "第 1 件事：不认识“day”"),
        (
            '[[events]]\nkind = "consultation_began"\non = 2024-02-20\nparty = "王某"',
            "party 应为 third_party、co_author",
        ),
        ('[[events]]\nkind = "extended"\non = 2024-02-20\ndays = 21', "最长20个工作日"),
        ('[[events]]\nkind = "amended"\non = 2024-02-20', "没有要求过补正"),
    ],
)
def test_what_is_wrong_with_the_events_is_one_line(here, capsys, text, why):
    Path("经过.toml").write_text(text, encoding="utf-8")
    assert law("due", "--received", "2024-02-06", "--events", "经过.toml") == 2
    assert why in complaint(capsys)


def test_a_file_that_is_no_text_is_one_line(here, capsys):
    Path("经过.toml").write_bytes(b"\xff\xfe\x00")
    assert law("due", "--received", "2024-02-06", "--events", "经过.toml") == 2
    assert "不是写对的 TOML 或 JSON 文件" in complaint(capsys)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("due",), "缺少 --received"),
        (("due", "--received", "2024-13-01"), "--received 应为日期，例如 2024-02-06，不能是“2024-13-01”"),
        (("due", "--received", "20240206"), "--received 应为日期"),
        (("due", "--received", "2008-04-30"), "答复期限从2008年5月1日起才有规定"),
        (("due", "--received", "2024-02-06", "--channel", "email"), "--channel 应为 in_person"),
        (("due", "--received", "2024-02-06", "--events", "没有.toml"), "没有这个文件或文件夹"),
        (("due", "--received", "2024-02-06", "--events", "."), "“.”是文件夹"),
        (("fee",), "--items（按件）和 --pages（按量）要给一个"),
        (("fee", "--items", "1", "--pages", "1"), "同一件申请不得按两种标准重复计算"),
        (("fee", "--items", "0"), "--items 应为正整数"),
        (("fee", "--pages", "-1"), "--pages 应为正整数"),
        (("fee", "--items", "4.5"), "--items 应为正整数"),
        (("fee", "--items", "1", "--before", "-1"), "本月已计件数应为0至100000的整数"),
        (("fee", "--pages", "40", "--before", "3"), "--before 只用于按件"),
        (("fine",), "没有 fine 这个命令"),
    ],
)
def test_what_cannot_be_asked_is_one_line(here, capsys, arguments, why):
    assert law(*arguments) == 2
    assert why in complaint(capsys)


@pytest.mark.parametrize(
    ("arguments", "amount"),
    [
        (("--items", "45"), 5500),
        (("--items", "1", "--before", "44"), 300),
        (("--items", "10"), 0),
        (("--pages", "68"), 380),
    ],
)
def test_the_fee_in_yuan_and_its_steps(capsys, arguments, amount):
    found = told(capsys, "fee", *arguments)
    assert found["amount"] == amount == sum(step["amount"] for step in found["steps"])
    assert "《政府信息公开信息处理费管理办法》第三条" in found["cites"]


def test_people_see_the_steps_of_a_fee(capsys):
    assert law("fee", "--pages", "68") == 0
    out = capsys.readouterr().out
    assert out.startswith("信息处理费：380 元\n")
    assert "第31页至第68页，38页，每页10元，380元" in out


def test_the_register_of_outcomes(capsys):
    found = told(capsys, "outcomes")
    assert [outcome["code"] for outcome in found] == list(OUTCOMES)
    assert found[0]["establishes"][0]["key"] == "provided"
    assert law("outcomes") == 0
    out = capsys.readouterr().out
    assert all(code in out for code in OUTCOMES)
