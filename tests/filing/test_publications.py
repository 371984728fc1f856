"""成品文件: what a version becomes when it is published."""

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.agency.models import Office
from gongkai.agency.roles import Role
from gongkai.disclosure import files
from gongkai.filing import freezing, publications, sealed
from gongkai.filing.actions import counting
from gongkai.filing.models import Rendered, Version
from gongkai.report import exchange, reading
from tests.cast import Cast, officer
from tests.filing import reports, road
from tests.filing.published import NOW, published, report, restated


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_a_published_version_has_all_its_files_and_its_seal(cast: Cast) -> None:
    filing = published(cast.town, cast.chen)
    version = Version.objects.get(pk=filing.published_id)
    rendered = {each.kind: each for each in version.rendered.all()}
    assert list(rendered) == ["docx", "pdf", "xlsx", "json", "zip"]
    for each in rendered.values():
        kept = files.path("filings", each.hash)
        assert sealed.digest([kept.read_bytes()]) == (each.hash, each.size)
    assert rendered["docx"].name == "清水镇人民政府2024年政府信息公开工作年度报告.docx"
    assert version.package_hash == rendered["zip"].hash and len(version.seal) == 64


def test_the_same_version_gives_the_same_bytes(cast: Cast) -> None:
    filing = published(cast.town, cast.chen)
    first = list(Rendered.objects.values_list("kind", "hash"))
    version = Version.objects.select_related("filing__agency").get(pk=filing.published_id)
    publications.render_all(version, now=NOW)
    assert list(Rendered.objects.values_list("kind", "hash")) == first


def test_a_later_version_and_a_total_are_named_as_such(cast: Cast) -> None:
    filing = published(cast.town, cast.chen, files=False)
    assert filing.published is not None
    restated(filing, cast.chen, report(cast.town), "更正")
    filing.scope = filing.Scope.WHOLE
    version = Version.objects.get(filing=filing, number=2)
    version.filing = filing
    assert publications.name(version) == "清水镇人民政府2024年政府信息公开工作年度报告（汇总）（第2版）"


def test_files_that_a_version_names_are_kept_and_others_removed(cast: Cast) -> None:
    published(cast.town, cast.chen)
    stray = files.keep(iter([b"stray"]), "filings")
    assert files.purge(before=2**40) == 1
    assert not files.path("filings", stray.hash).exists()
    assert all(files.path("filings", each.hash).exists() for each in Rendered.objects.all())


def test_a_report_on_its_whole_road_is_sealed_so_that_it_verifies(cast: Cast) -> None:
    Office.objects.filter(agency=cast.town).update(hours="工作日 9:00-17:00")
    filing = road.published(cast)
    version = road.latest(filing)
    kept = {each.kind: files.path("filings", each.hash) for each in version.rendered.all()}
    verdict = sealed.verify(kept["zip"], seal=version.seal)
    assert verdict.holds, [check for check in verdict.checks if not check.holds]
    told = exchange.decode(version.report.encode())
    for kind in ("docx", "pdf", "xlsx", "json"):
        found = reading.read(kept[kind])
        assert {path: cell.value for path, cell in found.cells.items()} == {p: c.value for p, c in told.cells.items()}


def test_a_total_is_sealed_with_the_reports_that_it_adds_up(cast: Cast) -> None:
    ma = officer("ma", "马丽", (cast.county, Role.HANDLER))
    told = {"requests.new.natural_person": 1, "requests.new.total": 1, "disclosure.charges.amount": Decimal("0.1")}
    carried = {"requests.carried_out.natural_person": 1, "requests.carried_out.total": 1}
    reports.filed(reports.filing(cast.town, cast.chen), cells=told | carried)
    reports.filed(reports.filing(cast.other_town, cast.li), cells={"disclosure.charges.amount": Decimal("0.2")})
    reports.filed(reports.filing(cast.county, ma), "examined")
    whole = reports.filing(cast.county, ma, scope="whole")
    counting.count(whole.pk, by=ma, today=reports.DAY, now=NOW)
    version = Version.objects.select_related("filing__agency").get(filing=whole)
    version.published_on = version.signed_on = reports.DAY
    freezing.freeze(version)
    publications.render_all(version, now=NOW)
    package = files.path("filings", version.rendered.get(kind="zip").hash)
    verdict = sealed.verify(package)
    assert verdict.holds, [check for check in verdict.checks if not check.holds]
    with zipfile.ZipFile(package) as opened:
        rows = opened.read(sealed.RECORDS).decode().splitlines()
    charged = [row.split(",") for row in rows if row.startswith("disclosure.charges.amount,")]
    assert [(row[3], Decimal(row[5])) for row in charged] == [
        ("清水镇人民政府", Decimal("0.1")),
        ("石桥乡人民政府", Decimal("0.2")),
        ("柳河县人民政府", Decimal(0)),
    ]
