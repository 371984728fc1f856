from decimal import Decimal

import msgspec
import pytest

from gongkai.report.comparison import compare
from gongkai.report.report import Cell, Part, Report, Section, State, Statement
from tests.report import liuhe


def telling(year: int, *paragraphs: str, agency: str = liuhe.AGENCY) -> Report:
    """A report of prose only."""
    part = Part("disclosure", "（一）主动公开", "\n".join(paragraphs))
    return Report(agency, year, "", sections=(Section("overview", "一、总体情况", parts=(part,)),))


def stating(year: int, *statements: tuple[str, int]) -> Report:
    found = (Statement("channel", value, label, True, f"{label}{value}条", "overview") for label, value in statements)
    return Report(liuhe.AGENCY, year, "", statements=tuple(found))


def test_a_cell_changes_by_what_was_added_since_last_year():
    old = liuhe.report(year=2022, disclosure__penalties__decisions=Cell(19))
    new = liuhe.report(year=2023, disclosure__penalties__decisions=Cell(4))
    [pair] = compare(old, new).changes
    assert (pair.path, pair.change) == ("disclosure.penalties.decisions", -15)


@pytest.mark.parametrize("state", [State.BLANK, State.MISSING, State.UNREADABLE])
def test_a_cell_without_a_number_has_no_change_and_is_said(state):
    old = liuhe.report(year=2022, requests__new__business=Cell(state=state))
    found = compare(old, liuhe.report(year=2023))
    [pair] = found.untold
    assert (pair.path, pair.change, pair.old.state) == ("requests.new.business", None, state)
    assert "requests.new.business" not in [changed.path for changed in found.changes]


def test_columns_of_two_editions_are_not_paired_when_their_words_differ():
    found = compare(liuhe.report("2019", year=2020), liuhe.report("2021", year=2021))
    made = [pair for pair in found.cells if pair.path == "disclosure.regulations.made"]
    assert [(pair.old is None, pair.new is None) for pair in made] == [(True, False), (False, True)]
    assert all(pair.change is None for pair in made)


def test_rows_with_the_same_words_in_two_editions_are_paired():
    found = compare(liuhe.report("2019", year=2020), liuhe.report("2021", year=2021))
    [granted] = [pair for pair in found.cells if pair.path == "requests.granted.total"]
    assert granted.old is not None
    assert granted.new is not None


def test_what_was_carried_over_is_held_against_last_year_column_by_column():
    old = liuhe.report(
        year=2022,
        requests__carried_out__natural_person=Cell(7),
        requests__carried_out__research=Cell(state=State.BLANK),
    )
    new = liuhe.report(year=2023, requests__carried_in__natural_person=Cell(5), requests__carried_in__research=Cell(0))
    rolls = {roll.path: roll for roll in compare(old, new).rolls if roll.rule == "carried_over"}
    wrong = rolls["requests.carried_in.natural_person"]
    assert (wrong.expected, wrong.found, wrong.holds) == (7, 5, False)
    assert rolls["requests.carried_in.research"].holds is None
    assert len(rolls) == 7


def test_documents_in_force_are_last_years_with_this_years_made_and_repealed():
    documents = "disclosure__normative_documents__"
    old = liuhe.report(year=2022, **{f"{documents}in_force": Cell(30)})
    new = liuhe.report(
        year=2023, **{f"{documents}made": Cell(4), f"{documents}repealed": Cell(2), f"{documents}in_force": Cell(32)}
    )
    [roll] = [r for r in compare(old, new).rolls if r.path == "disclosure.normative_documents.in_force"]
    assert (roll.expected, roll.holds) == (32, True)
    assert roll.terms == "上年有效30 + 本年制发4 - 本年废止2"


@pytest.mark.parametrize(
    ("agency", "year", "relation"),
    [
        (liuhe.AGENCY, 2023, "years"),
        ("白石镇人民政府", 2023, "years"),
        (None, 2023, "years"),
        (liuhe.AGENCY, 2024, "other"),
        (liuhe.AGENCY, 2022, "other"),
        ("柳河县东坪乡人民政府", 2023, "agencies"),
    ],
)
def test_only_one_agencys_consecutive_years_are_held_against_each_other(agency, year, relation):
    new = msgspec.structs.replace(liuhe.report(year=year), agency=agency)
    found = compare(liuhe.report(year=2022), new)
    assert found.relation == relation
    assert bool(found.rolls) == (relation == "years")


def test_statements_of_the_same_words_stand_side_by_side():
    found = compare(stating(2022, ("网站", 300), ("公告栏", 9)), stating(2023, ("公告栏", 12), ("网站", 310)))
    assert [(pair.label, pair.old.value, pair.new.value) for pair in found.statements] == [
        ("公告栏", 9, 12),
        ("网站", 300, 310),
    ]


def test_the_only_statement_of_a_kind_is_paired_whatever_its_words():
    [pair] = compare(stating(2022, ("镇网站", 300)), stating(2023, ("门户网站", 310))).statements
    assert (pair.label, pair.old.value, pair.new.value) == ("门户网站", 300, 310)


def test_statements_whose_words_differ_by_the_year_alone_are_paired():
    old, new = stating(2022, ("2022年网站", 300), ("全年公告栏", 9)), stating(2023, ("2023年网站", 310), ("公告栏", 12))
    assert [(pair.label, pair.old.value, pair.new.value) for pair in compare(old, new).statements] == [
        ("网站", 300, 310),
        ("公告栏", 9, 12),
    ]


def test_statements_that_only_one_text_makes_stand_alone():
    found = compare(stating(2022, ("网站", 300)), stating(2023, ("网站", 310), ("微信", 40), ("广播", 3)))
    assert [(pair.label, pair.old is None) for pair in found.statements] == [
        ("网站", False),
        ("微信", True),
        ("广播", True),
    ]


def test_last_years_number_in_this_years_text_is_not_taken_for_this_years():
    told = Statement("disclosed_total", 412, "共公开", True, "2022年共公开412条", "overview", year=2022)
    new = Report(liuhe.AGENCY, 2023, "", statements=(told,))
    assert compare(Report(liuhe.AGENCY, 2022, ""), new).statements == ()


SENTENCE = "我镇坚持把群众最关心的事项放在前面，通过镇网站公开惠民资金{}条，由纪检干部逐条核对。"


def test_a_sentence_with_only_its_numbers_changed_is_copied_whole():
    old = telling(2022, "全年平稳有序。", SENTENCE.format(98))
    found = compare(old, telling(2023, SENTENCE.format(1204)))
    [paragraph] = found.prose[0].paragraphs
    assert paragraph.copied == found.copied == 1.0
    assert paragraph.old == SENTENCE.format(98)
    assert paragraph.old_title == "（一）主动公开"


def test_the_copied_words_are_marked_where_they_stand_in_both():
    own = "今年首次开设夜间窗口。"
    [part] = compare(telling(2022, SENTENCE.format(98)), telling(2023, own + SENTENCE.format(98))).prose
    [paragraph] = part.paragraphs
    [(start, end)] = paragraph.marks
    [(old_start, old_end)] = paragraph.old_marks
    assert paragraph.text[start:end] == paragraph.old[old_start:old_end] == SENTENCE.format(98).rstrip("。")
    assert 0.5 < paragraph.copied < 1


def test_titles_of_the_law_and_short_stock_phrases_are_nobodys_copy():
    law = "根据《中华人民共和国政府信息公开条例》编制，本机关全年办理{}"
    found = compare(telling(2022, law.format("林业许可事项")), telling(2023, law.format("渔船登记业务")))
    assert found.copied == 0
    assert found.prose[0].paragraphs[0].old is None


def test_amounts_change_by_their_decimals():
    old = liuhe.report(year=2022, disclosure__charges__amount=Cell(Decimal("1.5")))
    new = liuhe.report(year=2023, disclosure__charges__amount=Cell(Decimal("1.75")))
    assert [pair.change for pair in compare(old, new).changes] == [Decimal("0.25")]
