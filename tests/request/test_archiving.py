"""A case is archived once its links are complete, handed over by a list, and forgotten at its time, never earlier."""

from datetime import date, timedelta

import pytest

from gongkai.disclosure import files
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.journal.words import sentence
from gongkai.request import erasing, retention, sealing
from gongkai.request.actions import archiving, deciding, delivering, issuing, withdrawing
from gongkai.request.models import Dispute, IdentityFile, InfoRequest, Letter
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases

LAWSUIT_OVER = date(2024, 11, 6)
"""Six months from the delivery on TODAY."""


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    """Replied to and delivered today."""
    made = cases.case(cast.town, handler=cast.chen)
    return delivered(made, cast)


def delivered(made: InfoRequest, cast: Cast) -> InfoRequest:
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(
        made.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开。"
    )
    letter = deciding.submit(made.pk, by=cast.chen, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    delivering.send(letter.pk, by=cast.chen, today=TODAY, way="in_person", sent_on=TODAY, proof="签收")
    return InfoRequest.objects.get(pk=made.pk)


def archived(case: InfoRequest, cast: Cast, today: date = TODAY) -> InfoRequest:
    archiving.archive(case.pk, by=cast.chen, today=today)
    return InfoRequest.objects.get(pk=case.pk)


def identity_file(case: InfoRequest, content: bytes = b"%PDF-1.7 identity") -> IdentityFile:
    kept = sealing.keep_sealed([content])
    return IdentityFile.objects.create(applicant=case.applicant, kind="pdf", hash=kept.hash, size=kept.size)


def disputed(case: InfoRequest, cast: Cast, **fields: object) -> Dispute:
    given = {
        "kind": "reconsideration",
        "subject": "不服",
        "body": "柳河县人民政府",
        "received_on": TODAY,
        "handler": cast.chen,
        **fields,
    }
    return Dispute.objects.create(agency=cast.town, info_request=case, **given)


def with_setting(settings: object, name: str, value: object) -> None:
    settings.GONGKAI.values[name] = value  # type: ignore[attr-defined]


def test_a_delivered_case_is_archived_for_ever_unless_the_site_says_otherwise(case: InfoRequest, cast: Cast) -> None:
    found = archived(case, cast)
    assert (found.state, found.archived_on, found.keep_until) == (InfoRequest.State.ARCHIVED, TODAY, None)
    assert sentence(Entry.objects.get(act="request.archived"), "它").endswith("归档，永久保管")


@pytest.mark.parametrize(("years", "until"), [("10", date(2034, 12, 31)), ("30", date(2054, 12, 31))])
def test_a_term_runs_for_full_years_after_that_of_the_archiving(
    years: str, until: date, case: InfoRequest, cast: Cast, settings: object
) -> None:
    with_setting(settings, "dossier_years", years)
    try:
        assert archived(case, cast).keep_until == until
    finally:
        with_setting(settings, "dossier_years", "permanent")


def test_a_case_without_a_reply_is_not_archived_and_is_told_what_is_missing(cast: Cast) -> None:
    made = cases.case(cast.town, handler=cast.chen)
    InfoRequest.objects.filter(pk=made.pk).update(state=InfoRequest.State.DELIVERED, number="")
    with pytest.raises(Refused, match="缺 4 项") as refused:
        archiving.archive(made.pk, by=cast.chen, today=TODAY)
    assert [each.partition("：")[0] for each in refused.value.details] == ["登记", "审核", "办理", "答复"]
    assert refused.value.cites == ("《中华人民共和国政府信息公开条例》第四十五条",)


def test_a_reply_that_never_arrived_is_a_missing_link(case: InfoRequest, cast: Cast) -> None:
    Letter.objects.get(info_request=case).deliveries.update(delivered_on=None)
    with pytest.raises(Refused) as refused:
        archiving.archive(case.pk, by=cast.chen, today=TODAY)
    assert refused.value.details == ("答复：答复书没有送达的记录。",)


def test_what_was_withdrawn_needs_no_reply_to_be_archived(cast: Cast) -> None:
    made = cases.case(cast.town, handler=cast.chen)
    withdrawing.withdraw(made.pk, by=cast.chen, today=TODAY, reason="书面撤回")
    assert archived(made, cast).state == InfoRequest.State.ARCHIVED


def test_a_disputed_case_is_not_archived_until_the_dispute_ends(case: InfoRequest, cast: Cast) -> None:
    dispute = disputed(case, cast)
    with pytest.raises(Refused, match="复议或诉讼"):
        archiving.archive(case.pk, by=cast.chen, today=TODAY)
    Dispute.objects.filter(pk=dispute.pk).update(result="upheld", decided_on=TODAY)
    assert archived(case, cast).archived_on == TODAY


def test_only_who_handles_archives(case: InfoRequest, cast: Cast) -> None:
    for person, error in ((cast.zhou, NotYourRole), (cast.feng, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(error):
            archiving.archive(case.pk, by=person, today=TODAY)


# the list


def test_archived_cases_are_handed_over_by_a_numbered_list(case: InfoRequest, cast: Cast) -> None:
    archived(case, cast)
    made = archiving.hand_over(
        cast.town.pk, by=cast.chen, today=TODAY, numbers=[case.pk], receiver="柳河县档案馆", received_by="高文"
    )
    found = InfoRequest.objects.get(pk=case.pk)
    assert (made.number, found.handed_to_archive_on, found.archive_list) == ("〔2024〕1号", TODAY, made)
    with pytest.raises(Refused, match="不能移交") as refused:
        archiving.hand_over(cast.town.pk, by=cast.chen, today=TODAY, numbers=[case.pk], receiver="柳河县档案馆")
    assert "已于2024年5月6日移交" in refused.value.details[0]


def test_what_is_not_archived_or_not_ones_own_is_not_handed_over(case: InfoRequest, cast: Cast) -> None:
    with pytest.raises(Refused, match="不能移交"):
        archiving.hand_over(cast.town.pk, by=cast.chen, today=TODAY, numbers=[case.pk], receiver="柳河县档案馆")
    with pytest.raises(NotYours):
        archiving.hand_over(cast.other_town.pk, by=cast.li, today=TODAY, numbers=[case.pk], receiver="柳河县档案馆")
    with pytest.raises(Refused, match="没有选"):
        archiving.hand_over(cast.town.pk, by=cast.chen, today=TODAY, numbers=[], receiver="柳河县档案馆")


# what goes at its time


@pytest.mark.parametrize(("on", "gone"), [(LAWSUIT_OVER, 0), (LAWSUIT_OVER + timedelta(days=1), 1)])
def test_an_identity_document_stays_as_long_as_a_lawsuit_may_be_brought(
    on: date, gone: int, case: InfoRequest, cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    file = identity_file(case)
    archived(case, cast)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert erasing.delete_identity_files(on) == gone
    file.refresh_from_db()
    assert (file.deleted_on == on) is bool(gone)
    assert files.path("identity", file.hash).exists() is not bool(gone)


@pytest.mark.parametrize(("days", "gone"), [(90, 0), (91, 1)])
def test_that_of_a_withdrawn_case_goes_after_its_days(days: int, gone: int, cast: Cast) -> None:
    made = cases.case(cast.town, handler=cast.chen)
    identity_file(made)
    withdrawing.withdraw(made.pk, by=cast.chen, today=TODAY, reason="书面撤回")
    assert erasing.delete_identity_files(TODAY + timedelta(days=days)) == gone
    assert Entry.objects.filter(act="request.identity_deleted").count() == gone


def test_an_open_case_loses_no_identity_document(cast: Cast) -> None:
    identity_file(cases.case(cast.town, handler=cast.chen))
    assert erasing.delete_identity_files(TODAY + timedelta(days=4000)) == 0


def test_an_open_dispute_keeps_the_identity_document_and_its_end_gives_fifteen_days(
    case: InfoRequest, cast: Cast
) -> None:
    identity_file(case)
    dispute = disputed(case, cast)
    late = date(2025, 8, 1)
    assert erasing.delete_identity_files(late) == 0
    Dispute.objects.filter(pk=dispute.pk).update(result="upheld", decided_on=late)
    assert retention.disputed_until(case) == late + timedelta(days=17)  # the fifteenth day, a Saturday, moves on
    assert erasing.delete_identity_files(late + timedelta(days=17)) == 0
    assert erasing.delete_identity_files(late + timedelta(days=18)) == 1


@pytest.mark.parametrize(("on", "erased"), [(date(2034, 12, 31), 0), (date(2035, 1, 1), 1)])
def test_the_applicant_is_erased_when_the_term_is_over(
    on: date, erased: int, case: InfoRequest, cast: Cast, settings: object
) -> None:
    with_setting(settings, "dossier_years", "10")
    try:
        archived(case, cast)
    finally:
        with_setting(settings, "dossier_years", "permanent")
    assert erasing.erase_applicants(on) == erased
    found = InfoRequest.objects.select_related("applicant").get(pk=case.pk)
    assert bool(found.applicant.words) is not bool(erased)
    assert bool(found.applicant.name_key) is not bool(erased)
    letter = found.letters.get()
    assert bool(letter.content) is not bool(erased)
    assert letter.number
    assert erasing.erase_applicants(on) == 0


def test_a_dossier_kept_for_ever_is_never_erased(case: InfoRequest, cast: Cast) -> None:
    archived(case, cast)
    assert erasing.erase_applicants(date(2100, 1, 1)) == 0
