"""A report goes before the public: when it may, with its files and its seal, all or nothing."""

import errno
from datetime import date

import pytest

from gongkai.agency.models import Appointment
from gongkai.disclosure import files
from gongkai.errors import NotYourRole, Refused
from gongkai.filing import packing
from gongkai.filing.actions import publishing
from gongkai.filing.models import Rendered
from gongkai.journal.models import Entry
from gongkai.request.models import Message
from tests.cast import Cast
from tests.filing.reports import DAY, given
from tests.filing.road import NOW, accepted, again, examined, latest, published, submitted


def test_a_published_report_has_its_files_and_its_seal(cast: Cast) -> None:
    filing = published(cast)
    version = again(filing).published
    assert version == again(filing).latest
    assert version is not None
    assert (version.state, version.published_on, len(version.seal)) == ("published", DAY, 64)
    assert {each.kind for each in version.rendered.all()} == {"docx", "pdf", "xlsx", "json", "zip"}
    details = Entry.objects.get(act="filing.published").details
    assert details["seal"] == version.seal
    assert details["reason"] == ""


def test_where_nobody_above_receives_a_report_is_published_after_its_examination(cast: Cast) -> None:
    Appointment.objects.filter(officer=cast.he).update(until_on=date(2020, 1, 1))
    filing = examined(cast)
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)
    assert latest(filing).state == "published"


def test_where_somebody_above_receives_a_report_is_handed_in_first(cast: Cast) -> None:
    filing = examined(cast)
    with pytest.raises(Refused, match="先报送"):
        publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW, reason="到期了")
    assert latest(filing).state == "examined"


def test_the_laws_day_does_not_wait_for_the_agency_above(cast: Cast) -> None:
    filing = submitted(cast)
    with pytest.raises(Refused, match="写明理由"):
        publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW, reason="  ")
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW, reason="今天到期，县里还没有审核")
    assert latest(filing).state == "published"
    assert Entry.objects.get(act="filing.published").details["reason"] == "今天到期，县里还没有审核"
    assert Message.objects.filter(officer=cast.he, subject__contains="没有等审核").exists()


def test_a_report_read_from_a_file_is_published_by_the_signer_alone(cast: Cast) -> None:
    filing = given(accepted(cast), state="recorded")
    with pytest.raises(NotYourRole):
        publishing.publish(filing.pk, by=cast.chen, today=DAY, now=NOW)
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)
    assert latest(filing).state == "published"


def test_who_only_examines_publishes_nothing(cast: Cast) -> None:
    filing = accepted(cast)
    for officer in (cast.zhou, cast.sun, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            publishing.publish(filing.pk, by=officer, today=DAY, now=NOW)


def test_a_process_that_dies_after_the_files_leaves_the_report_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = accepted(cast)
    kept: list[str] = []
    keep = files.keep_path

    def dies_after_the_last(path: object, area: str) -> object:
        if len(kept) == 4:
            raise KeyboardInterrupt
        kept.append(str(path))
        return keep(path, area)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "keep_path", dies_after_the_last)
    with pytest.raises(KeyboardInterrupt):
        publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)
    version = latest(filing)
    assert (version.state, version.published_on, version.seal) == ("accepted", None, "")
    assert again(filing).published is None
    assert not Rendered.objects.exists()
    assert not Entry.objects.filter(act="filing.published").exists()
    monkeypatch.undo()
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)
    assert latest(filing).rendered.count() == 5


def test_a_full_disk_refuses_and_leaves_the_report_as_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    filing = accepted(cast)

    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packing, "pack", full)
    with pytest.raises(Refused, match=r"磁盘已满.*处理后再公布"):
        publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)
    assert (latest(filing).state, latest(filing).seal) == ("accepted", "")
    assert not Rendered.objects.exists()
