"""A report on its road: drawn up, examined, handed in, accepted, published, each step by who does it."""

from datetime import UTC, date, datetime

from gongkai.agency.models import Officer
from gongkai.filing import findings
from gongkai.filing.actions import beginning, confirming, examining, publishing, receiving, submitting
from gongkai.filing.models import Filing, Version
from tests.cast import Cast
from tests.filing.reports import DAY

NOW = datetime(2025, 1, 8, 2, 30, tzinfo=UTC)


def again(filing: Filing) -> Filing:
    """The report as the database has it now."""
    found = Filing.objects.select_related("agency", "latest", "published", "handler").get(pk=filing.pk)
    assert found.latest is not None
    found.latest.filing = found
    return found


def latest(filing: Filing) -> Version:
    version = again(filing).latest
    assert version is not None
    return version


def drafted(cast: Cast, *, year: int = 2024, told: bool = True, settled: bool = True, day: date = DAY) -> Filing:
    """The township's report: counted, its words as proposed but for section five, its findings confirmed."""
    filing = beginning.begin(cast.town.pk, year=year, scope="own", by=cast.chen, today=day, now=NOW)
    if told:
        tell_problems(filing, cast.chen)
    if settled:
        settle(filing, cast.chen, day)
    return again(filing)


def tell_problems(filing: Filing, by: Officer) -> None:
    """What a report has to say where no problem is registered, and where nothing was examined on this site."""
    words = "存在的问题：个别栏目更新不够及时。\n改进情况：按月核对栏目更新。"
    latest(filing).passages.filter(section="problems").update(text=words, by=by, on=DAY)
    untold = latest(filing).passages.filter(part="management", text="")
    untold.update(text="公开前逐件审查，没有发生泄密。", by=by, on=DAY)


def settle(filing: Filing, by: Officer, day: date = DAY) -> None:
    """Confirm every finding that may be let stand."""
    for found in findings.of(latest(filing), on=day).unconfirmed:
        confirming.confirm(filing.pk, found.key, values=found.values, reason="经核对属实", by=by, today=day)


def examined(cast: Cast, day: date = DAY) -> Filing:
    """Passed by 周, 孙 and 赵, one after another."""
    filing = handed_to_readers(cast, day)
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=day)
    return again(filing)


def handed_to_readers(cast: Cast, day: date = DAY) -> Filing:
    filing = drafted(cast, day=day)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=day)
    return again(filing)


def submitted(cast: Cast, day: date = DAY) -> Filing:
    filing = examined(cast, day)
    submitting.submit(filing.pk, by=cast.chen, today=day)
    return again(filing)


def accepted(cast: Cast, day: date = DAY) -> Filing:
    filing = submitted(cast, day)
    receiving.accept(filing.pk, by=cast.he, today=day)
    return again(filing)


def published(cast: Cast, day: date = DAY) -> Filing:
    filing = accepted(cast, day)
    publishing.publish(filing.pk, by=cast.zhao, today=day, now=NOW)
    return again(filing)
