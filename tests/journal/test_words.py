"""Every act is told in plain Chinese."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from gongkai.filing.states import Kind
from gongkai.journal import words
from gongkai.journal.models import Entry
from gongkai.journal.recording import record
from gongkai.request.models import Step
from tests.cast import Cast

DAY = date(2024, 5, 6)
SOURCE = Path(__file__).parents[2] / "src" / "gongkai"


def recorded() -> dict[str, set[str]]:
    """Act → names of the details that some act of the source records with it, "*" where they cannot be read."""
    acts: dict[str, set[str]] = {}
    for module in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            act = node.args[0]
            is_act = isinstance(act, ast.Constant) and isinstance(act.value, str) and "." in act.value
            if called in ("record", "_record") and is_act:
                assert isinstance(act, ast.Constant)
                names = {keyword.arg or "*" for keyword in node.keywords}
                acts.setdefault(act.value, set()).update(names | ({"*"} if called == "_record" else set()))
    return acts


ACTS = recorded()


def entry(cast: Cast, act: str, **details: object) -> Entry:
    return record(act, cast.town, by=cast.qian, on=DAY, **details)


def test_every_act_of_the_source_has_words() -> None:
    assert len(ACTS) > 60
    assert [act for act in sorted(ACTS) if not words.knows(act)] == []


def test_the_words_speak_only_of_what_is_recorded() -> None:
    wrong = []
    for act, names in ACTS.items():
        if "*" not in names:
            spoken = set(re.findall(r"\{(\w+)", words._ACTS[act].template)) - {"by", "subject"}
            wrong += [f"{act}: {name}" for name in spoken - names]
    assert wrong == []


def test_no_words_are_for_an_act_that_nobody_does() -> None:
    done = set(ACTS) | {"journal.sealed", "officer.made_site_administrator", "officer.no_site_administrator"}
    done |= {f"request.{kind}" for kind in Step.Kind}  # recorded by the one step
    done |= {f"filing.{kind}" for kind in Kind}
    assert [act for group in words.GROUPS.values() for act in group.acts if act not in done] == []


def test_a_sentence_names_who_and_what(cast: Cast) -> None:
    told = words.sentence(entry(cast, "agency.opened"), "清水镇人民政府")
    assert told == "钱进为“清水镇人民政府”开通本系统"


def test_the_name_of_then_goes_before_the_name_of_today(cast: Cast) -> None:
    assert "“旧名镇人民政府”" in words.sentence(entry(cast, "agency.opened", name="旧名镇人民政府"), "清水镇人民政府")


def test_what_nobody_did_by_hand_is_the_systems(cast: Cast) -> None:
    made = record("agency.opened", cast.town, by=None, on=DAY)
    assert words.sentence(made, "清水镇人民政府").startswith("系统为")


@pytest.mark.parametrize(("reason", "told"), [("借调", "停用了陈静的账号，原因：借调"), ("", "停用了陈静的账号")])
def test_a_part_in_brackets_falls_away_with_its_detail(cast: Cast, reason: str, told: str) -> None:
    made = entry(cast, "officer.deactivated", name="陈静", reason=reason)
    assert words.sentence(made, "") == f"钱进{told}"


@pytest.mark.parametrize(("again", "told"), [(True, "钱进重新导入了"), (False, "钱进导入了")])
def test_a_detail_chooses_between_words(cast: Cast, again: bool, told: str) -> None:
    made = entry(cast, "calendar.loaded", year=2027, notice="《通知》", is_again=again)
    assert words.sentence(made, "").startswith(told)


def test_changes_are_told_one_by_one(cast: Cast) -> None:
    changes = [["电话", "", "1"], ["地址", "旧", ""], ["设立日期", "2024-03-08", "2024-03-09"]]
    told = words.sentence(entry(cast, "agency.changed", changes=changes), "清水镇人民政府")
    assert told.endswith("电话填为“1”；地址“旧”删去；设立日期由“2024年3月8日”改为“2024年3月9日”")


def test_days_and_lists_read_as_words_and_long_texts_are_cut(cast: Cast) -> None:
    told = words.sentence(entry(cast, "agency.closed", closed_on=DAY, reason="长" * 500, ended=0), "清水镇人民政府")
    assert "于2024年5月6日撤销" in told
    assert told.endswith("长……")
    assert len(told) < 300


def test_what_a_detail_says_is_never_taken_for_a_template(cast: Cast) -> None:
    told = words.sentence(entry(cast, "officer.deactivated", name="{by}[x]", reason="{reason}[，{by}]"), "")
    assert told == "钱进停用了{by}[x]的账号，原因：{reason}[，{by}]"


def test_an_act_without_words_is_told_all_the_same(cast: Cast) -> None:
    assert words.sentence(entry(cast, "made.up"), "清水镇人民政府") == "钱进办理了“made.up”：清水镇人民政府"


def test_names_are_fetched_once_for_each_kind(cast: Cast, django_assert_num_queries: object) -> None:
    made = [entry(cast, "agency.opened") for _ in range(3)]
    made += [record("agency.opened", cast.county, by=None, on=DAY), entry(cast, "agency.opened", name="旧名")]
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = words.names(made)
    assert found[("agency.agency", str(cast.county.pk))] == "柳河县人民政府"


def test_a_reason_with_a_stop_of_its_own_does_not_double_it(cast: Cast) -> None:
    told = words.sentence(entry(cast, "filing.sent_back", reason="请改“三”。", marks=2), "年度报告")
    assert told.endswith("意见：请改“三”；批注 2 处")
    assert words.sentence(entry(cast, "filing.sent_back", reason="请改。"), "年度报告").endswith("意见：请改")


def test_quotation_marks_within_others_are_single(cast: Cast) -> None:
    told = words.sentence(entry(cast, "agency.opened", name="“放管服”专班"), "")
    assert "“‘放管服’专班”" in told
