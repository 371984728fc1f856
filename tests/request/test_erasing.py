"""What goes at its time: identity documents after the close, everything that names anybody at the end of the term."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from gongkai.disclosure import files
from gongkai.errors import Refused
from gongkai.request import erasing, sealing
from gongkai.request.actions import filing, voiding
from gongkai.request.letters import making
from gongkai.request.models import (
    Applicant,
    CaseFile,
    Consultation,
    Dispute,
    Exchange,
    IdentityFile,
    InfoRequest,
    Letter,
    Message,
)
from tests.cast import Cast
from tests.request.cases import RECEIVED, WANG, case

CLOSED = date(2024, 5, 8)
SAID = f"本人{WANG['name']}，电话{WANG['mobile']}，申请公开2023年补贴发放表"
OPINION = "我刘大山不同意公开"
TERM = date(2034, 12, 31)


def closed(cast: Cast, state: str = "delivered", **fields: object) -> InfoRequest:
    made = case(cast.town, handler=cast.chen, description=SAID, purpose=f"{WANG['name']}自用")
    given = {"state": state, "outcome": "granted.provided", "replied_on": CLOSED, "delivered_on": CLOSED, **fields}
    InfoRequest.objects.filter(pk=made.pk).update(**given)
    return InfoRequest.objects.get(pk=made.pk)


def identity_file(info_request: InfoRequest) -> IdentityFile:
    kept = sealing.keep_sealed([b"%PDF-1.7"])
    return IdentityFile.objects.create(applicant=info_request.applicant, kind="pdf", hash=kept.hash, size=kept.size)


def everything() -> str:
    """All that stands in the database in plain words."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [str(row) for row in cursor.fetchall()]
    return "".join(said).encode().decode("unicode_escape", "ignore") + "".join(said)


def test_an_identity_document_goes_ninety_days_after_the_close_and_not_before_a_dispute_is_out_of_time(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    made = closed(cast)
    kept = identity_file(made)
    lies = files.path("identity", kept.hash)
    assert erasing.delete_identity_files(CLOSED + timedelta(days=90)) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert erasing.delete_identity_files(CLOSED + timedelta(days=200)) == 1
    assert not lies.exists()
    with pytest.raises(FileNotFoundError):
        list(sealing.read_sealed(kept.hash))


def test_while_a_dispute_is_open_nothing_goes(cast: Cast) -> None:
    made = closed(cast, "archived", archived_on=CLOSED, keep_until=TERM)
    identity_file(made)
    Dispute.objects.create(
        agency=cast.town,
        info_request=made,
        kind="reconsideration",
        subject="不服",
        body="县政府",
        received_on=CLOSED,
        handler=cast.chen,
    )
    later = TERM + timedelta(days=1)
    assert erasing.delete_identity_files(later) == 0 and erasing.erase_applicants(later) == 0


def test_at_the_end_of_the_term_nobody_is_named_anywhere_in_the_case(cast: Cast) -> None:
    made = closed(cast, "archived", archived_on=CLOSED, keep_until=TERM)
    admitted = filing.admit(ContentFile(SAID.encode()), "补正内容.txt")
    kept = filing.enter(made, admitted, role=CaseFile.Role.AMENDMENT, by=None, today=RECEIVED)
    CaseFile.objects.filter(pk=kept.pk).update(name=f"{WANG['name']}.txt", covers=sealing.seal({"covers": []}))
    Consultation.objects.create(
        info_request=made,
        party="third_party",
        sealed=sealing.seal({"name": "刘大山"}),
        asked_on=RECEIVED,
        answer="objected",
        opinion=OPINION,
        by=cast.chen,
    )
    letter = Letter.objects.create(
        agency=cast.town,
        info_request=made,
        kind="amendment_notice",
        state="issued",
        number="清水〔2024〕1号",
        made_on=RECEIVED,
        issued_on=RECEIVED,
        words={"what": WANG["name"]},
        content=sealing.seal({"title": "x"}),
    )
    assert erasing.erase_applicants(TERM) == 0
    assert WANG["name"] in everything() and OPINION in everything()
    assert erasing.erase_applicants(TERM + timedelta(days=1)) == 1
    left = everything()
    assert not [word for word in (WANG["name"], WANG["mobile"], "刘大山") if word in left]
    assert "2023年补贴发放表" in left
    kept.refresh_from_db()
    assert (kept.hash, bytes(kept.covers)) == ("", b"")
    letter.refresh_from_db()
    with pytest.raises(Refused, match="保管期满"):
        making.shown(letter, today=TERM)


def test_a_case_that_was_opened_again_keeps_its_identity_documents_from_its_second_close(cast: Cast) -> None:
    made = closed(cast)
    kept = identity_file(made)
    erasing.delete_identity_files(CLOSED)
    again = date(2025, 8, 1)
    InfoRequest.objects.filter(pk=made.pk).update(delivered_on=again, replied_on=again)
    assert erasing.delete_identity_files(again + timedelta(days=1)) == 0
    kept.refresh_from_db()
    assert kept.delete_on == again + timedelta(days=90)


def test_the_identity_documents_of_a_void_case_go_too(cast: Cast) -> None:
    made = closed(cast, "void", outcome="", replied_on=None, delivered_on=None)
    identity_file(made)
    assert [erasing.delete_identity_files(CLOSED + timedelta(days=days)) for days in (0, 90, 91)] == [0, 0, 1]


@pytest.mark.parametrize(("days", "gone"), [(90, 0), (91, 1)])
def test_who_asked_in_a_registration_made_void_is_forgotten_after_ninety_days(cast: Cast, days: int, gone: int) -> None:
    made = case(cast.town, handler=cast.chen, description=SAID)
    voiding.void(made.pk, by=cast.zhou, today=RECEIVED, reason="重复登记")
    assert erasing.erase_applicants(RECEIVED + timedelta(days=days)) == gone
    made.refresh_from_db()
    assert (Applicant.objects.get(pk=made.applicant_id).words == {}) is bool(gone)
    assert (WANG["name"] in made.description) is not bool(gone)


@pytest.mark.parametrize(("days", "gone"), [(30, 0), (31, 1)])
def test_what_an_applicant_was_sent_is_forgotten_after_thirty_days(cast: Cast, days: int, gone: int) -> None:
    made = case(cast.town, handler=cast.chen)
    sent_at = timezone.make_aware(datetime(2024, 5, 6, 9))
    kept = {"agency": cast.town, "info_request": made, "way": "email", "subject": "已登记", "send_at": sent_at}
    sealed = sealing.seal({"to": WANG["name"]})
    theirs = Message.objects.create(**kept, state="sent", sent_at=sent_at, sealed=sealed)
    waiting = Message.objects.create(**kept, state="waiting", sealed=sealed)
    assert erasing.forget_messages(date(2024, 5, 6) + timedelta(days=days)) == gone
    theirs.refresh_from_db()
    waiting.refresh_from_db()
    assert (bytes(theirs.sealed) == b"") is bool(gone)
    assert bytes(waiting.sealed) == sealed


@pytest.mark.parametrize(("days", "gone"), [(30, 0), (31, 1)])
def test_a_file_from_above_that_nobody_took_over_goes_after_thirty_days(cast: Cast, days: int, gone: int) -> None:
    day = date(2024, 5, 6)
    left = Exchange.objects.create(
        agency=cast.town, way="in", file_name="下发.json", sealed=sealing.seal({"rows": []}), by=cast.chen, on=day
    )
    assert erasing.drop_exchanges(day + timedelta(days=days)) == gone
    left.refresh_from_db()
    assert (left.state == "dropped" and bytes(left.sealed) == b"") is bool(gone)
