"""The page of the comparison: with last year, and among the county's others."""

import msgspec
import pytest

from gongkai.agency.roles import Role
from gongkai.filing.models import Filing
from gongkai.report.report import Cell, Statement
from tests.cast import agency, officer
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.filing import published, road


@pytest.fixture
def filing(desk: Desk) -> Filing:
    return road.drafted(desk.cast, year=2023, settled=False, day=TODAY)


def test_without_another_report_the_page_says_what_to_do(desk: Desk, filing: Filing) -> None:
    page = desk.look(desk.cast.chen, "filing_comparison", filing.pk)
    assert "系统里没有2022年度的报告，不能比较" in page
    assert "同级机关还没有公布这一年的报告" in page


def test_last_year_stands_beside_this_year_with_pictures(desk: Desk, filing: Filing) -> None:
    told = published.report(desk.cast.town, 2022, requests__new__total=Cell(9))
    published.published(desk.cast.town, desk.cast.chen, 2022, told=told, files=False)
    page = desk.look(desk.cast.chen, "filing_comparison", filing.pk)
    assert "<figcaption>新收申请 0 件，比上年减少 9 件</figcaption>" in page
    assert "表三“一、本年新收政府信息公开申请数量”·总计" in page
    assert "上年报告决定的数" in page
    assert "的字句与上年相同" in page


def test_the_same_words_again_are_marked_beside_their_origin(desk: Desk) -> None:
    words = "持续完善主动公开目录，按季度检查公开栏和网站栏目，对群众反映集中的事项及时公开。"
    cast = desk.cast
    told = published.report(cast.town, 2022)
    published.published(cast.town, cast.chen, 2022, told=told, files=False)
    filing = road.drafted(cast, year=2023, settled=False, day=TODAY)
    origin = next(section.whole_text for section in told.sections if section.code == "problems")
    filing.latest.passages.filter(section="problems").update(text=f"{words}\n{origin}")  # type: ignore[union-attr]
    page = desk.look(cast.chen, "filing_comparison", filing.pk)
    assert "<mark>" in page
    assert 'class="sides"' in page


def test_other_agencies_are_pictured_and_what_lies_apart_is_said(desk: Desk, filing: Filing) -> None:
    cast = desk.cast
    for number, new in enumerate((20, 21, 22, 23), start=1):
        place = agency(f"第{number}乡人民政府", "township", "government", cast.county, 10 + number, f"99012130{number}")
        person = officer(f"of{number}", "某某", (place, Role.HANDLER))
        told = published.report(place, 2023, requests__new__total=Cell(new))
        published.published(place, person, 2023, told=told, files=False)
    page = desk.look(cast.chen, "filing_comparison", filing.pk)
    assert "的 4 份报告比较" in page
    assert "<li>新收申请 0 件，远少于其他机关（中位数 21.5，一半机关在 20.75 到 22.25 之间）</li>" in page
    assert "第4乡人民政府" in page


def test_the_supervisor_sees_nothing_of_a_draft(desk: Desk, filing: Filing) -> None:
    desk.look(desk.cast.he, "filing_comparison", filing.pk, status=404)


def test_what_only_one_year_states_is_folded_away(desk: Desk, filing: Filing) -> None:
    told = published.report(desk.cast.town, 2022)
    only = Statement("disclosed_total", 7, "当年特有的说法", True, "特有的7条", "overview", unit="条", year=2022)
    other = msgspec.structs.replace(only, label="另一种说法", value=8)
    told = msgspec.structs.replace(told, statements=(only, other))
    published.published(desk.cast.town, desk.cast.chen, 2022, told=told, files=False)
    page = desk.look(desk.cast.chen, "filing_comparison", filing.pk)
    before, after = page.split("只有一年的正文提到的数（")
    assert "当年特有的说法" not in before
    assert "当年特有的说法" in after and "没有提到" in after
