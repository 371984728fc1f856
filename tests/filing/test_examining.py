"""The examination within the agency: what must be settled first, who reads what, and what a return brings back."""

import pytest

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import access
from gongkai.filing.actions import counting, entering, examining, marking, writing
from gongkai.filing.models import Reading, Version
from gongkai.journal.models import Entry
from gongkai.request.models import Message
from gongkai.screening.actions import grant_exception
from gongkai.screening.models import Stage
from gongkai.supervision.models import Meeting
from tests.cast import SINCE, Cast
from tests.filing.reports import DAY
from tests.filing.road import NOW, again, drafted, examined, handed_to_readers, latest, settle, submitted

_S = Version.State


def meeting(cast: Cast) -> Meeting:
    """Something that a figure counts, registered after the report was counted."""
    return Meeting.objects.create(
        agency=cast.town,
        on=DAY.replace(year=2024),
        title="政务公开推进会",
        kind="deployment",
        by=cast.chen,
        entered_on=DAY,
    )


def test_a_report_goes_to_its_readers_with_figures_and_text_fixed(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    version = latest(filing)
    assert version.state == _S.EXAMINING
    assert version.report
    assert version.frozen.count() > 200
    assert [reading.stage for reading in version.readings.all()] == [Stage.FIRST]


def test_figures_that_changed_since_they_were_counted_are_named(cast: Cast) -> None:
    filing = drafted(cast)
    meeting(cast)
    with pytest.raises(Refused, match="1 个数字") as refused:
        examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    assert any("会议" in line and "0" in line and "1" in line for line in refused.value.details)
    counting.count(filing.pk, by=cast.chen, today=DAY, now=NOW)
    settle(filing, cast.chen)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    assert latest(filing).state == _S.EXAMINING


def test_findings_that_nobody_confirmed_hold_a_report_back(cast: Cast) -> None:
    filing = drafted(cast, settled=False)
    with pytest.raises(Refused, match="须确认"):
        examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    assert latest(filing).state == _S.DRAFTING


def test_the_page_that_was_overtaken_is_told(cast: Cast) -> None:
    filing = drafted(cast)
    with pytest.raises(access.ChangedMeanwhile):
        examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY, revision=filing.revision - 1)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY, revision=filing.revision)


def test_three_people_read_one_after_another(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    for early in (cast.sun, cast.zhao):
        with pytest.raises(NotYourRole):
            examining.pass_stage(filing.pk, by=early, today=DAY)
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY, opinion="与台账相符")
    examining.pass_stage(filing.pk, by=cast.sun, today=DAY)
    assert latest(filing).state == _S.EXAMINING
    examining.pass_stage(filing.pk, by=cast.zhao, today=DAY)
    assert latest(filing).state == _S.EXAMINED
    acts = Entry.objects.filter(subject_kind="filing.filing", act__in=("filing.read", "filing.passed"))
    assert list(acts.order_by("pk").values_list("act", "by_name")) == [
        ("filing.read", "周明"),
        ("filing.read", "孙强"),
        ("filing.passed", "赵敏"),
    ]


def test_who_wrote_the_draft_never_reads_it(cast: Cast) -> None:
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        Appointment.objects.create(officer=cast.chen, agency=cast.town, role=role, from_on=SINCE)
    filing = handed_to_readers(cast)
    with pytest.raises(Refused, match="不同的人"):
        examining.pass_stage(filing.pk, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="收回修改"):
        examining.return_(filing.pk, by=cast.chen, today=DAY, reason="改")


def test_who_entered_a_figure_or_wrote_a_sentence_counts_as_its_author(cast: Cast) -> None:
    for officer in (cast.zhou, cast.sun):
        Appointment.objects.create(officer=officer, agency=cast.town, role=Role.HANDLER, from_on=SINCE)
    filing = drafted(cast, settled=False)
    entering.enter(
        filing.pk, "channels.reading_points", value=1, source="档案馆台账", reason="线下登记", by=cast.zhou, today=DAY
    )
    writing.write(filing.pk, {("problems", ""): "一是主动公开还不够及时。"}, by=cast.sun, today=DAY)
    settle(filing, cast.chen)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="不同的人"):
        examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)


def test_one_person_reads_two_stages_only_by_an_exception(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.zhou, agency=cast.town, role=Role.SIGNER, from_on=SINCE)
    filing = handed_to_readers(cast)
    for reader in (cast.zhou, cast.sun):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    with pytest.raises(Refused, match="人员不足例外"):
        examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    grant_exception(
        cast.town,
        stages_together=[Stage.SECOND, Stage.THIRD],
        reason="只有两人在岗",
        from_on=DAY,
        until_on=DAY,
        by=cast.he,
        today=DAY,
    )
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    assert latest(filing).readings.get(stage=Stage.THIRD).is_exception


def test_a_returned_report_comes_back_open_with_reason_and_marks(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    mark = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell="requests.new.total", says="与登记簿不一致")
    assert not mark.is_sent
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="第三部分请核对")
    version = latest(filing)
    assert (version.state, version.report, version.frozen.count()) == (_S.RETURNED, "", 0)
    assert (version.returned_reason, "周明" in version.returned_by) == ("第三部分请核对", True)
    mark.refresh_from_db()
    assert mark.is_sent
    with pytest.raises(Refused, match="批注还没有答复"):
        examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    marking.answer(mark.pk, by=cast.chen, today=DAY, answer="已补登记 1 件")
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    assert [each.stage for each in latest(filing).readings.filter(round=2)] == [Stage.FIRST]
    assert latest(filing).returned_reason == ""


def test_a_new_round_begins_with_the_first_reader_again(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    examining.return_(filing.pk, by=cast.sun, today=DAY, reason="有个人信息")
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    with pytest.raises(NotYourRole):
        examining.pass_stage(filing.pk, by=cast.sun, today=DAY)
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    decided = latest(filing).readings.order_by("pk").values_list("round", "stage", "decision")
    assert list(decided) == [
        (1, "first", "passed"),
        (1, "second", "passed"),
        (1, "secrecy", "returned"),
        (2, "first", "passed"),
        (2, "second", "passed"),
    ]


def test_a_mark_that_nobody_saw_keeps_a_stage_from_being_passed(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    mark = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell="requests.new.total", says="查")
    with pytest.raises(Refused, match="没有发出的批注"):
        examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    marking.drop(mark.pk, by=cast.zhou, today=DAY)
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    assert Reading.objects.filter(version=filing.latest, stage=Stage.SECOND).exists()


@pytest.mark.parametrize("made", [handed_to_readers, examined])
def test_its_handler_takes_a_report_back_until_it_is_handed_in(cast: Cast, made: object) -> None:
    filing = made(cast)  # type: ignore[operator]
    examining.take_back(filing.pk, by=cast.chen, today=DAY, reason="漏了一次培训")
    version = latest(filing)
    assert (version.state, version.report) == (_S.DRAFTING, "")


def test_a_report_handed_in_is_not_taken_back(cast: Cast) -> None:
    filing = submitted(cast)
    with pytest.raises(Refused, match="不能收回修改"):
        examining.take_back(filing.pk, by=cast.chen, today=DAY, reason="漏了")


def test_the_next_reader_is_told_and_the_handler_at_the_end(cast: Cast) -> None:
    filing = examined(cast)
    told = Message.objects.filter(agency=cast.town, subject__contains="2024年度报告")
    assert list(told.order_by("pk").values_list("officer__name", flat=True)) == ["周明", "孙强", "赵敏", "陈静"]
    assert again(filing).latest


def test_nobody_else_reaches_a_draft(cast: Cast) -> None:
    filing = handed_to_readers(cast)
    for stranger in (cast.he, cast.li, cast.wei):
        with pytest.raises(NotYours):
            examining.pass_stage(filing.pk, by=stranger, today=DAY)
    for without in (cast.feng, cast.qian, cast.chen):
        with pytest.raises(NotYourRole):
            examining.pass_stage(filing.pk, by=without, today=DAY)
