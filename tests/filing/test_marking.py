"""Marks on cells and sentences: written by who examines, seen once sent, answered one by one."""

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing.actions import examining, marking, receiving, submitting
from gongkai.filing.report_of import report_of
from tests.cast import Cast
from tests.filing.reports import DAY
from tests.filing.road import handed_to_readers, latest, submitted

CELL = "requests.new.total"


def test_a_mark_is_seen_by_who_examines_until_it_is_sent(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    mark = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="查")
    version = latest(filing)
    for officer, count in ((cast.zhou, 1), (cast.sun, 1), (cast.zhao, 1), (cast.chen, 0), (cast.feng, 0)):
        assert len(marking.visible_marks(version, officer)) == count, officer
    with pytest.raises(NotYours):
        marking.for_reading(mark.pk, by=cast.chen)
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="改")
    assert len(marking.visible_marks(latest(filing), cast.chen)) == 1


def test_a_mark_stands_on_a_cell_or_on_words_that_are_there(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    version = latest(filing)
    part = report_of(version).sections[0].parts[0]
    quote = part.text[:8]
    place = {"section": "overview", "part": part.code}
    assert quote
    found = marking.mark(filing.pk, by=cast.zhou, today=DAY, says="查", quote=quote, **place)
    assert marking.place_of(found).endswith(f"“{quote}”")
    cell = marking.mark(filing.pk, by=cast.zhou, today=DAY, says="查", cell=CELL)
    assert "总计" in marking.place_of(cell)
    for wrong in (
        {"cell": "requests.new.nobody"},
        {"section": "nowhere"},
        {"section": "overview", "part": "nowhere"},
        {"section": "overview", "part": part.code, "quote": "没有的话"},
        {"cell": CELL, "section": "overview"},
        {},
    ):
        with pytest.raises(Refused):
            marking.mark(filing.pk, by=cast.zhou, today=DAY, says="查", **wrong)


def test_only_who_examines_now_marks(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    for officer in (cast.chen, cast.feng, cast.qian):
        with pytest.raises(NotYourRole):
            marking.mark(filing.pk, by=officer, today=DAY, cell=CELL, says="查")
    with pytest.raises(NotYours):
        marking.mark(filing.pk, by=cast.he, today=DAY, cell=CELL, says="查")


def test_once_handed_in_the_agency_above_marks_and_nobody_below_sees_it(cast: Cast) -> None:
    filing = submitted(cast)
    mark = marking.mark(filing.pk, by=cast.he, today=DAY, cell=CELL, says="查")
    with pytest.raises(NotYourRole):
        marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="查")
    assert marking.visible_marks(latest(filing), cast.zhao) == []
    assert marking.visible_marks(latest(filing), cast.he) == [mark]


def test_what_examiners_marked_within_the_agency_is_never_seen_above_it(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    within = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="查")
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="改")
    marking.answer(within.pk, by=cast.chen, today=DAY, answer="已改")
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    submitting.submit(filing.pk, by=cast.chen, today=DAY)
    above = marking.mark(filing.pk, by=cast.he, today=DAY, cell=CELL, says="再查")
    assert marking.visible_marks(latest(filing), cast.he) == [above]
    with pytest.raises(NotYours):
        marking.for_reading(within.pk, by=cast.he)
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="改")
    assert marking.visible_marks(latest(filing), cast.he) == [above]
    assert marking.visible_marks(latest(filing), cast.chen) == [within, above]


def test_a_mark_is_dropped_by_its_writer_while_nobody_saw_it(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    first = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="查")
    second = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="再查")
    with pytest.raises(NotYourRole, match="只有本人"):
        marking.drop(first.pk, by=cast.sun, today=DAY)
    marking.drop(first.pk, by=cast.zhou, today=DAY)
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="改")
    with pytest.raises(Refused):
        marking.drop(second.pk, by=cast.zhou, today=DAY)
    assert list(latest(filing).marks.all()) == [second]


def test_a_mark_is_answered_by_the_handler_while_the_report_is_open(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    mark = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell=CELL, says="查")
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="改")
    with pytest.raises(NotYourRole):
        marking.answer(mark.pk, by=cast.zhou, today=DAY, answer="已改")
    marking.answer(mark.pk, by=cast.chen, today=DAY, answer="已改")
    marking.answer(mark.pk, by=cast.chen, today=DAY, answer="改为 3 件")
    mark.refresh_from_db()
    assert (mark.answer, mark.answered_by, mark.answered_on) == ("改为 3 件", cast.chen, DAY)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="不能答复批注"):
        marking.answer(mark.pk, by=cast.chen, today=DAY, answer="晚了")
