"""A report read from a file goes before the public as its original is, and says so."""

import pytest
from django.test import Client

from gongkai.errors import Refused
from gongkai.filing.actions import publishing
from gongkai.filing.models import Filing, Version
from gongkai.journal.models import Entry
from gongkai.journal.words import sentence
from tests.cast import Cast
from tests.filing.reports import DAY, given
from tests.filing.road import NOW, accepted, latest

WRONG = {"errors": 2, "warnings": 0, "blank": 0, "faults": []}
SAID = "表三总计当年就算错了，照原样登载"


@pytest.fixture
def recorded(cast: Cast) -> Filing:
    return given(accepted(cast), state="recorded", origin="file", checked=WRONG)


def publish(filing: Filing, cast: Cast, reason: str = "") -> Version:
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW, reason=reason)
    return latest(filing)


def test_errors_of_the_original_are_not_published_in_silence(cast: Cast, recorded: Filing) -> None:
    with pytest.raises(Refused, match=r"原报告有 2 处错误.*公众看得到"):
        publish(recorded, cast, "  ")
    version = publish(recorded, cast, f" {SAID} ")
    assert (version.state, version.as_in_original) == ("published", SAID)
    entry = Entry.objects.get(act="filing.published")
    assert entry.details["errors"] == 2
    assert f"原报告有 2 处错误，照原样公布的说明：{SAID}" in sentence(entry, "")


def test_an_original_without_errors_asks_for_no_reason(cast: Cast, recorded: Filing) -> None:
    given(recorded, checked=WRONG | {"errors": 0})
    version = publish(recorded, cast, "不需要的话")
    assert (version.state, version.as_in_original) == ("published", "")
    assert "原报告" not in sentence(Entry.objects.get(act="filing.published"), "")


def test_the_public_reads_that_it_came_from_the_original_and_why_it_stands_so(
    cast: Cast, recorded: Filing, client: Client
) -> None:
    publish(recorded, cast, SAID)
    told = client.get(f"/agencies/{cast.town.pk}/reports/{recorded.year}/").content.decode()
    assert "由原报告的文件读入，原报告落款日期是" in told
    assert f"<strong>原报告如此：</strong>{SAID}" in told


def test_a_report_from_the_ledger_says_nothing_of_an_original(cast: Cast, client: Client) -> None:
    filing = accepted(cast)
    publish(filing, cast)
    assert "原报告" not in client.get(f"/agencies/{cast.town.pk}/reports/{filing.year}/").content.decode()
