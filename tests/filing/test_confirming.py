"""确认: who may let a finding stand, why, and what no reason helps."""

from decimal import Decimal

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import findings
from gongkai.filing.access import ChangedMeanwhile
from gongkai.filing.actions import confirming, entering
from gongkai.filing.findings import Found
from gongkai.filing.models import Confirmation, Filing, Passage
from gongkai.journal import words
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.filing import road
from tests.filing.reports import DAY, given

REASON = "县里没有组织考核"


def assessment(filing: Filing) -> Found:
    """The finding that nothing was recorded of the assessment."""
    found = findings.of(road.latest(filing), on=DAY).all
    return next(each for each in found if each.finding.facts.get("result") == "工作考核")


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return road.drafted(cast, settled=False)


def test_a_confirmation_keeps_who_when_and_why_and_is_journalled(cast: Cast, filing: Filing) -> None:
    found = assessment(filing)
    made = confirming.confirm(
        filing.pk, found.key, reason=f"  {REASON}\n", by=cast.zhou, today=DAY, revision=filing.revision
    )
    assert (made.by, made.on, made.reason, made.says) == (cast.zhou, DAY, REASON, found.finding.message)
    assert assessment(filing).confirmation == made
    entry = Entry.objects.get(act="filing.confirmed")
    told = words.sentence(entry, "2024年度报告")
    assert told.startswith(f"周明确认了2024年度报告的“没有登记的结果”，理由：{REASON}")


@pytest.mark.parametrize("person", ["chen", "zhou", "zhao"])
def test_handler_reviewer_and_signer_may_confirm(cast: Cast, filing: Filing, person: str) -> None:
    confirming.confirm(filing.pk, assessment(filing).key, reason=REASON, by=getattr(cast, person), today=DAY)
    assert assessment(filing).is_settled


@pytest.mark.parametrize("person", ["sun", "qian", "feng"])
def test_nobody_else_may(cast: Cast, filing: Filing, person: str) -> None:
    with pytest.raises(NotYourRole):
        confirming.confirm(filing.pk, assessment(filing).key, reason=REASON, by=getattr(cast, person), today=DAY)


@pytest.mark.parametrize("person", ["he", "li", "wei"])
def test_to_others_the_draft_is_not_there(cast: Cast, filing: Filing, person: str) -> None:
    with pytest.raises(NotYours):
        confirming.confirm(filing.pk, assessment(filing).key, reason=REASON, by=getattr(cast, person), today=DAY)


@pytest.mark.parametrize("reason", ["", "　 \n", "无", "没有发"])
def test_a_reason_is_one_that_others_can_follow(cast: Cast, filing: Filing, reason: str) -> None:
    with pytest.raises(Refused, match="请写明理由"):
        confirming.confirm(filing.pk, assessment(filing).key, reason=reason, by=cast.chen, today=DAY)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(("length", "is_refused"), [(4, False), (300, False), (301, True)])
def test_a_reason_has_its_length(cast: Cast, filing: Filing, length: int, is_refused: bool) -> None:
    key = assessment(filing).key
    if is_refused:
        with pytest.raises(Refused, match="最多 300 个字"):
            confirming.confirm(filing.pk, key, reason="因" * length, by=cast.chen, today=DAY)
    else:
        confirming.confirm(filing.pk, key, reason="因" * length, by=cast.chen, today=DAY)


def test_what_must_be_mended_cannot_be_confirmed(cast: Cast, filing: Filing) -> None:
    given(filing, counted_at=None)
    [stale] = findings.of(road.latest(filing), on=DAY).must_mend
    with pytest.raises(Refused, match="必须改，不能确认了事"):
        confirming.confirm(filing.pk, stale.key, reason=REASON, by=cast.zhao, today=DAY)


def test_a_note_needs_no_confirmation(cast: Cast, filing: Filing) -> None:
    Passage.objects.filter(version=filing.latest_id, section="other").update(text="发放资料200份。")
    note = next(each for each in findings.of(road.latest(filing), on=DAY).notes if "200份" in each.finding.message)
    with pytest.raises(Refused, match="不用确认"):
        confirming.confirm(filing.pk, note.key, reason=REASON, by=cast.chen, today=DAY)


def test_a_finding_is_confirmed_once(cast: Cast, filing: Filing) -> None:
    key = assessment(filing).key
    confirming.confirm(filing.pk, key, reason=REASON, by=cast.zhou, today=DAY)
    with pytest.raises(Refused, match=r"周明已在2025-01-08确认过"):
        confirming.confirm(filing.pk, key, reason="另一个理由", by=cast.chen, today=DAY)


def test_one_that_is_gone_cannot_be_confirmed(cast: Cast, filing: Filing) -> None:
    with pytest.raises(Refused, match="已经没有了"):
        confirming.confirm(filing.pk, "0" * 64, reason=REASON, by=cast.chen, today=DAY)


def test_one_that_changed_since_it_was_read_is_told(cast: Cast, filing: Filing) -> None:
    name = "disclosure.licensing.decisions"

    def enter(value: int) -> Found:
        entering.enter(filing.pk, name, value=Decimal(value), source="台账", reason="补报", by=cast.chen, today=DAY)
        found = findings.of(road.latest(filing), on=DAY).all
        return next(each for each in found if each.finding.rule == "figure_entered")

    read = enter(7)
    enter(8)
    with pytest.raises(Refused, match=r"现在是：.*填报为8件"):
        confirming.confirm(filing.pk, read.key, values=read.values, reason=REASON, by=cast.zhou, today=DAY)


def test_an_act_on_a_page_of_before_is_told(cast: Cast, filing: Filing) -> None:
    with pytest.raises(ChangedMeanwhile):
        confirming.confirm(
            filing.pk, assessment(filing).key, reason=REASON, by=cast.chen, today=DAY, revision=filing.revision - 1
        )


def test_nothing_is_confirmed_while_the_report_is_examined(cast: Cast) -> None:
    filing = road.handed_to_readers(cast)
    key = Confirmation.objects.filter(filing=filing)[0].key
    with pytest.raises(Refused, match="内部审查中"):
        confirming.confirm(filing.pk, key, reason=REASON, by=cast.zhou, today=DAY)
    with pytest.raises(Refused, match="内部审查中"):
        confirming.drop(filing.pk, key, by=cast.zhou, today=DAY)


def test_a_confirmation_taken_back_leaves_the_finding_waiting(cast: Cast, filing: Filing) -> None:
    key = assessment(filing).key
    made = confirming.confirm(filing.pk, key, reason=REASON, by=cast.zhou, today=DAY)
    assert confirming.drop(filing.pk, key, by=cast.chen, today=DAY) == made
    found = assessment(filing)
    assert (found.confirmation, found.lapsed) == (None, None)
    assert Confirmation.objects.get().withdrawn_on == DAY
    assert words.knows("filing.confirmation_dropped")
    with pytest.raises(Refused, match="已经取消了"):
        confirming.drop(filing.pk, key, by=cast.chen, today=DAY)
