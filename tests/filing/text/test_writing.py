"""Writing in the text of a report: what is kept, what still follows the ledger, what is refused."""

from datetime import date

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import figures, text
from gongkai.filing.access import ChangedMeanwhile
from gongkai.filing.actions import writing
from gongkai.filing.actions.writing import Frame
from gongkai.filing.models import Filing, Passage
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.filing import reports
from tests.filing.reports import DAY
from tests.filing.text.conftest import latest

DISCLOSURE = ("overview", "disclosure")
REQUESTS = ("overview", "requests")


def passage(filing: Filing, place: tuple[str, str]) -> Passage:
    return Passage.objects.get(version=filing.latest_id, section=place[0], part=place[1])


def shown(filing: Filing, place: tuple[str, str]) -> str:
    return text.shown(passage(filing, place), figures.of_version(latest(filing)))


def revision(filing: Filing) -> int:
    return Filing.objects.get(pk=filing.pk).revision


def recount(filing: Filing, **counted: int) -> None:
    version = latest(filing)
    version.figures |= {name.replace("__", "."): value for name, value in counted.items()}
    version.save()
    text.renew(version, figures.of_version(version))


def test_what_nobody_wrote_in_is_proposed_anew_when_the_figures_are_counted_again(town_filing: Filing) -> None:
    assert shown(town_filing, DISCLOSURE) == "2024年主动公开政府信息1009条。"
    recount(town_filing, disclosed__total=0)
    assert shown(town_filing, DISCLOSURE) == "2024年没有新增主动公开的政府信息。"


def test_what_was_written_stays_and_its_numbers_follow(town_filing: Filing, cast: Cast) -> None:
    words = "全镇全年主动公开政府信息1009条，内容以惠农补贴为主。"
    writing.write(town_filing.pk, {DISCLOSURE: words}, by=cast.chen, today=DAY)
    kept = passage(town_filing, DISCLOSURE)
    assert (kept.by, kept.on) == (cast.chen, DAY)
    recount(town_filing, disclosed__total=1012)
    assert shown(town_filing, DISCLOSURE) == words.replace("1009", "1012")


def test_several_passages_are_one_step_and_the_journal_names_them(town_filing: Filing, cast: Cast) -> None:
    before = revision(town_filing)
    writing.write(town_filing.pk, {DISCLOSURE: "公开很多。", REQUESTS: "没有申请。"}, by=cast.chen, today=DAY)
    assert revision(town_filing) == before + 1
    entry = Entry.objects.filter(act="filing.written").get()
    assert entry.details["places"] == ["主动公开", "依申请公开"]


def test_saving_what_is_there_already_is_no_step(town_filing: Filing, cast: Cast) -> None:
    before = revision(town_filing)
    writing.write(town_filing.pk, {DISCLOSURE: shown(town_filing, DISCLOSURE)}, by=cast.chen, today=DAY)
    assert revision(town_filing) == before
    assert passage(town_filing, DISCLOSURE).by is None


def test_words_written_back_to_the_proposal_follow_the_ledger_again(town_filing: Filing, cast: Cast) -> None:
    was = shown(town_filing, DISCLOSURE)
    writing.write(town_filing.pk, {DISCLOSURE: "另写一句。"}, by=cast.chen, today=DAY)
    writing.write(town_filing.pk, {DISCLOSURE: "另写一句。" + was}, by=cast.chen, today=DAY)
    assert passage(town_filing, DISCLOSURE).by == cast.chen
    writing.propose_again(town_filing.pk, *DISCLOSURE, by=cast.chen, today=DAY)
    assert passage(town_filing, DISCLOSURE).by is None
    assert shown(town_filing, DISCLOSURE) == was


def test_the_second_of_two_people_is_told(town_filing: Filing, cast: Cast) -> None:
    seen = revision(town_filing)
    writing.write(town_filing.pk, {DISCLOSURE: "甲写的。"}, by=cast.chen, today=DAY, revision=seen)
    with pytest.raises(ChangedMeanwhile):
        writing.write(town_filing.pk, {DISCLOSURE: "乙写的。"}, by=cast.chen, today=DAY, revision=seen)
    assert shown(town_filing, DISCLOSURE) == "甲写的。"


def test_only_who_drafts_writes(town_filing: Filing, cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        writing.write(town_filing.pk, {DISCLOSURE: "改。"}, by=cast.zhao, today=DAY)
    with pytest.raises(NotYours):
        writing.write(town_filing.pk, {DISCLOSURE: "改。"}, by=cast.li, today=DAY)


@pytest.mark.parametrize("state", ["examining", "examined", "submitted", "accepted", "published"])
def test_what_is_out_of_the_drafters_hands_is_not_written_in(town_filing: Filing, cast: Cast, state: str) -> None:
    reports.given(town_filing, state=state)
    with pytest.raises(Refused, match="不能保存正文"):
        writing.write(town_filing.pk, {DISCLOSURE: "改。"}, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="不能保存正文"):
        writing.propose_again(town_filing.pk, *DISCLOSURE, by=cast.chen, today=DAY)


def test_a_part_that_the_form_has_not_is_refused(town_filing: Filing, cast: Cast) -> None:
    with pytest.raises(Refused, match="没有这一部分"):
        writing.write(town_filing.pk, {("overview", "made_up"): "改。"}, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="没有这一部分"):
        writing.propose_again(town_filing.pk, "made_up", "", by=cast.chen, today=DAY)


@pytest.mark.parametrize(("length", "is_kept"), [(text.LONGEST, True), (text.LONGEST + 1, False)])
def test_a_passage_has_an_end(town_filing: Filing, cast: Cast, length: int, is_kept: bool) -> None:
    if is_kept:
        writing.write(town_filing.pk, {DISCLOSURE: "长" * length}, by=cast.chen, today=DAY)
        assert len(passage(town_filing, DISCLOSURE).text) == length
    else:
        with pytest.raises(Refused, match="最多"):
            writing.write(town_filing.pk, {DISCLOSURE: "长" * length}, by=cast.chen, today=DAY)


def test_title_and_signature_are_kept(town_filing: Filing, cast: Cast) -> None:
    frame = Frame(" 清水镇2024年政府信息公开工作\n年度报告 ", "按条例编制。", "清水镇人民政府", date(2025, 1, 15))
    writing.write(town_filing.pk, {}, by=cast.chen, today=DAY, frame=frame)
    version = latest(town_filing)
    assert version.title == "清水镇2024年政府信息公开工作 年度报告"
    assert (version.preamble, version.signed_on) == ("按条例编制。", date(2025, 1, 15))
    writing.write(town_filing.pk, {}, by=cast.chen, today=DAY, frame=frame)
    assert Entry.objects.filter(act="filing.written").count() == 1


@pytest.mark.parametrize(("signed_on", "is_kept"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True)])
def test_a_report_is_signed_after_its_year(town_filing: Filing, cast: Cast, signed_on: date, is_kept: bool) -> None:
    frame = Frame("年度报告", "", "清水镇人民政府", signed_on)
    if is_kept:
        writing.write(town_filing.pk, {}, by=cast.chen, today=DAY, frame=frame)
        assert latest(town_filing).signed_on == signed_on
    else:
        with pytest.raises(Refused, match="落款日期"):
            writing.write(town_filing.pk, {}, by=cast.chen, today=DAY, frame=frame)


def test_a_report_has_a_title_and_a_signature(town_filing: Filing, cast: Cast) -> None:
    for frame in (Frame(" ", "", "清水镇人民政府", None), Frame("年度报告", "", "\u200b", None)):
        with pytest.raises(Refused, match="不能空着"):
            writing.write(town_filing.pk, {}, by=cast.chen, today=DAY, frame=frame)
