"""A published report is stated again: openly, with the reason, and both versions stay."""

import zipfile

import msgspec
import pytest

from gongkai.disclosure import files
from gongkai.errors import NotYourRole, Refused
from gongkai.filing import figures, sealed
from gongkai.filing.actions import entering, examining, publishing, receiving, restating, submitting, writing
from gongkai.filing.models import Filing, Version
from gongkai.report import exchange
from gongkai.report.report import Report
from tests.cast import Cast
from tests.filing.reports import DAY, given
from tests.filing.road import NOW, again, drafted, latest, published, settle
from tests.filing.test_importing import read_in, record, settle_all

WHY = "漏登记一处查阅点"


def restated(cast: Cast) -> Filing:
    filing = published(cast)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
    return again(filing)


def on_to_the_public(filing: Filing, cast: Cast) -> None:
    settle(filing, cast.chen)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    submitting.submit(filing.pk, by=cast.chen, today=DAY)
    receiving.accept(filing.pk, by=cast.he, today=DAY)
    publishing.publish(filing.pk, by=cast.zhao, today=DAY, now=NOW)


def test_a_restatement_is_a_further_version_beside_the_published_one(cast: Cast) -> None:
    filing = restated(cast)
    assert filing.latest is not None and filing.published is not None
    assert (filing.latest.number, filing.latest.state, filing.latest.restates_because) == (2, "drafting", WHY)
    assert (filing.published.number, filing.published.state) == (1, "published")


def test_words_entered_figures_and_confirmations_come_along(cast: Cast) -> None:
    filing = drafted(cast, settled=False)
    entering.enter(
        filing.pk,
        "channels.reading_points",
        value=2,
        source="档案馆台账",
        reason="查阅点不在系统里",
        by=cast.chen,
        today=DAY,
    )
    writing.write(filing.pk, {("problems", ""): "一是主动公开还不够及时。"}, by=cast.chen, today=DAY)
    on_to_the_public(filing, cast)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
    version = latest(filing)
    assert figures.of_version(version)["channels.reading_points"].value == 2
    passage = version.passages.get(section="problems", part="")
    assert (passage.text, passage.by) == ("一是主动公开还不够及时。", cast.chen)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)


def test_the_public_reason_has_no_letters_that_nobody_sees(cast: Cast) -> None:
    filing = published(cast)
    with pytest.raises(Refused, match="写明更正的原因"):
        restating.restate(filing.pk, reason="\u200b\u202e", by=cast.zhao, today=DAY, now=NOW)
    restating.restate(filing.pk, reason="漏登记\u202e一处\x07", by=cast.zhao, today=DAY, now=NOW)
    assert latest(filing).restates_because == "漏登记一处"


def test_both_versions_stay_once_the_second_is_published(cast: Cast) -> None:
    filing = restated(cast)
    on_to_the_public(filing, cast)
    told = again(filing).versions.order_by("number").values_list("number", "state", "ended_on")
    assert list(told) == [(1, "superseded", DAY), (2, "published", None)]
    assert again(filing).published == again(filing).latest
    first, second = again(filing).versions.order_by("number")
    assert first.rendered.count() == second.rendered.count() == 5
    assert first.seal and second.seal and first.seal != second.seal
    report: Report = exchange.decode(second.report.encode())
    assert WHY in report.preamble


def test_a_report_is_restated_by_the_signer_and_once_at_a_time(cast: Cast) -> None:
    filing = published(cast)
    for officer in (cast.chen, cast.zhou, cast.he):
        with pytest.raises(NotYourRole):
            restating.restate(filing.pk, reason=WHY, by=officer, today=DAY)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY)
    with pytest.raises(Refused, match="正在办理"):
        restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY)


def test_a_restatement_given_up_leaves_the_published_report_the_latest(cast: Cast) -> None:
    filing = restated(cast)
    restating.discard(filing.pk, by=cast.chen, today=DAY, reason="核实后没有错")
    found = again(filing)
    assert found.latest == found.published
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY)
    assert latest(filing).number == 3


def test_the_reason_of_a_restatement_given_up_stays_within_the_agency(cast: Cast) -> None:
    filing = published(cast)
    restating.restate(filing.pk, reason="内部核查中", by=cast.zhao, today=DAY, now=NOW)
    restating.discard(filing.pk, reason="不改了", by=cast.chen, today=DAY)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
    on_to_the_public(filing, cast)
    package = files.path("filings", latest(filing).package_hash)
    with zipfile.ZipFile(package) as opened:
        told = msgspec.json.decode(opened.read("versions.json"))
        assert not any("内部核查中".encode() in opened.read(name) for name in opened.namelist())
    assert [(each["number"], each["because"]) for each in told] == [(1, WHY)]


def test_a_restated_file_keeps_its_figures_as_entered_from_the_file(cast: Cast) -> None:
    filing = given(published(cast), origin="file", state="recorded", file_name="2024年报（陈静改）.docx")
    Filing.objects.filter(pk=filing.pk).update(published=None)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
    version = latest(filing)
    figure = figures.of_version(version)["requests.new.total"]
    assert figure.value == 0
    assert version.passages.exclude(text="").exists()
    assert set(version.entered.values_list("source", flat=True)) == {"2024年度报告文件"}
    on_to_the_public(filing, cast)
    assert sealed.verify(files.path("filings", latest(filing).package_hash)).manifest.origin == "ledger"


def test_the_sums_of_a_report_from_a_file_follow_what_is_mended_in_its_parts(cast: Cast) -> None:
    filing = read_in(cast)
    settle_all(cast, filing)
    record(cast, filing)
    restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
    before = figures.of_version(latest(filing))
    part, total = before["requests.new.natural_person"].value, before["requests.new.total"].value
    assert part is not None and total is not None
    entering.enter(
        filing.pk,
        "requests.new.natural_person",
        value=part + 1,
        source="登记本",
        reason="漏了一件",
        by=cast.chen,
        today=DAY,
    )
    assert figures.of_version(latest(filing))["requests.new.total"].value == total + 1


def test_a_sum_that_the_file_gave_without_its_parts_can_be_dropped(cast: Cast) -> None:
    filing = drafted(cast, settled=False)
    version = latest(filing)
    version.entered.create(
        name="requests.new.total", value=3, source="往年报告", reason="由文件读入", by=cast.chen, on=DAY
    )
    entering.drop(filing.pk, "requests.new.total", by=cast.chen, today=DAY)
    assert not figures.of_version(latest(filing))["requests.new.total"].is_entered


def test_a_report_of_the_years_without_a_form_is_not_drawn_up_again(cast: Cast) -> None:
    filing = published(cast)
    Version.objects.filter(pk=filing.published_id).update(edition="")
    with pytest.raises(Refused, match="没有统一格式的表格"):
        restating.restate(filing.pk, reason=WHY, by=cast.zhao, today=DAY, now=NOW)
