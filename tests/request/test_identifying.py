"""身份证明: encrypted, seen by who handles the case, and every look is in the journal."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.disclosure import files
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request.actions import identifying
from gongkai.request.models import IdentityFile, InfoRequest
from tests.cast import Cast
from tests.request.arrivals import TODAY, registered


def photo() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 25), "white").save(kept, "PNG")
    return SimpleUploadedFile("身份证.png", kept.getvalue())


def keep(cast: Cast, case: InfoRequest) -> IdentityFile:
    return identifying.keep(case.pk, by=cast.chen, today=TODAY, file=photo(), name="身份证.png")


def test_a_copy_is_kept_encrypted_and_given_back_whole(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    kept = keep(cast, case)
    assert not files.path("identity", kept.hash).read_bytes()[:200].count(b"JFIF")
    found, pieces = identifying.open_copy(case, kept.pk, by=cast.zhao, today=TODAY)
    assert found == kept
    with Image.open(io.BytesIO(b"".join(pieces))) as picture:
        assert picture.size == (40, 25)


def test_every_look_is_in_the_journal_and_nothing_of_the_document(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    kept = keep(cast, case)
    for _ in range(2):
        identifying.open_copy(case, kept.pk, by=cast.zhou, today=TODAY)
    assert list(Entry.objects.filter(act__startswith="request.identity").values_list("act", "by_name")) == [
        ("request.identity_kept", "陈静"),
        ("request.identity_seen", "周明"),
        ("request.identity_seen", "周明"),
    ]
    assert "身份证.png" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_who_does_not_handle_the_case_sees_no_document(cast: Cast) -> None:
    case, other = registered(cast.town, cast.chen), registered(cast.town, cast.chen)
    kept = keep(cast, case)
    for person in (cast.feng, cast.sun, cast.qian, cast.he, cast.li):
        with pytest.raises(NotYours):
            identifying.open_copy(case, kept.pk, by=person, today=TODAY)
    with pytest.raises(NotYours):
        identifying.open_copy(other, kept.pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYourRole):
        identifying.keep(case.pk, by=cast.zhou, today=TODAY, file=photo(), name="身份证.png")


def test_a_deleted_document_is_not_there(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    kept = keep(cast, case)
    IdentityFile.objects.filter(pk=kept.pk).update(deleted_on=TODAY)
    assert identifying.copies(case) == []
    with pytest.raises(NotYours):
        identifying.open_copy(case, kept.pk, by=cast.chen, today=TODAY)


def test_what_is_no_picture_is_refused(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    for name, data in (
        ("身份证.png", b"MZ program"),
        ("身份证.jpg", b"\xff\xd8\xff cut short"),
        ("a.docx", b"PK\x03\x04"),
    ):
        with pytest.raises(Refused):
            identifying.keep(case.pk, by=cast.chen, today=TODAY, file=SimpleUploadedFile(name, data), name=name)
    assert not IdentityFile.objects.exists()
