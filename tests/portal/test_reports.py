"""政府信息公开年报: what the public sees of annual reports, and that it sees nothing else."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from lxml import html

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.filing import sealed
from gongkai.filing.models import Frozen, Rendered, Version
from gongkai.report import exchange, reading
from gongkai.report.report import Cell, Report
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.filing.published import published, report, restated
from tests.portal.test_agencies import released

Page = Callable[..., str]
STATES = [state.value for state in Version.State if state not in ("published", "superseded")]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def page(client: Client) -> Page:
    """The text of a page, which must answer so."""

    def get(address: str, status: int = 200) -> str:
        response = client.get(address)
        assert response.status_code == status, address
        return response.content.decode() if status == 200 else ""

    return get


def address(cast: Cast, year: int = 2024) -> str:
    return f"/agencies/{cast.town.pk}/reports/{year}/"


def download(client: Client, kind: str, to: Path) -> Path:
    """A file of the report as a visitor has it on the disk."""
    kept = Rendered.objects.get(kind=kind)
    response = client.get(f"/report-files/{kept.pk}/")
    assert response.status_code == 200
    saved = to / f"下载.{kind}"
    saved.write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    assert saved.stat().st_size == kept.size
    return saved


def same(found: Report, told: Report) -> None:
    """What was read back says what the report says."""
    assert {path: cell.value for path, cell in found.cells.items()} == {p: c.value for p, c in told.cells.items()}
    words = [[(each.code, each.title, each.text, each.parts) for each in one.sections] for one in (found, told)]
    plain = [
        [
            (code, title, text, [(part.code, part.title, part.text) for part in parts])
            for code, title, text, parts in one
        ]
        for one in words
    ]
    assert plain[0] == plain[1]
    for name in ("agency", "year", "form", "signature", "signed_on"):
        assert getattr(found, name) == getattr(told, name), name


def test_the_list_has_a_years_report_and_an_older_one_published_as_an_item(cast: Cast, page: Page) -> None:
    published(cast.town, cast.chen, files=False)
    released(cast, "清水镇2023年政府信息公开工作年度报告", kind="annual_report", root="20.15")
    released(cast, "清水镇2024年度报告（扫描件）", kind="annual_report", root="20.15")
    text = page(f"/agencies/{cast.town.pk}/reports/")
    assert f'href="{address(cast)}"' in text
    assert "清水镇2023年政府信息公开工作年度报告" in text
    assert "扫描件" not in text


def test_the_reports_of_the_agencies_below_are_listed_by_year(cast: Cast, page: Page) -> None:
    published(cast.town, cast.chen, 2024, files=False)
    published(cast.town, cast.chen, 2023, files=False)
    published(cast.other_town, cast.li, 2023, files=False)
    list_of_county = f"/agencies/{cast.county.pk}/reports/"
    latest, before = page(list_of_county), page(f"{list_of_county}?year=2023")
    assert "清水镇人民政府2024年" in latest and "石桥乡" not in latest.split("下级机关的年报")[1]
    assert "清水镇人民政府2023年" in before and "石桥乡人民政府2023年" in before
    assert "清水镇人民政府2024年" in page(f"{list_of_county}?year=１９９９")


def test_an_agency_without_reports_says_so(cast: Cast, page: Page) -> None:
    assert "还没有公布的年度报告" in page(f"/agencies/{cast.town.pk}/reports/")
    page(address(cast), 404)


@pytest.mark.parametrize("state", STATES)
def test_a_version_in_another_state_is_never_shown(cast: Cast, client: Client, page: Page, state: str) -> None:
    filing = published(cast.town, cast.chen)
    kept = Rendered.objects.get(kind="docx")
    filing.published = None
    filing.save()
    Version.objects.filter(filing=filing).update(state=state)
    for place in ("", "report.json", "figures.json", "?version=1"):
        page(address(cast) + place, 404)
    page(f"/report-files/{kept.pk}/", 404)
    assert address(cast) not in page(f"/agencies/{cast.town.pk}/reports/")
    assert address(cast) not in page(f"/agencies/{cast.town.pk}/")


def test_a_correction_being_drafted_shows_nothing_of_itself(cast: Cast, page: Page) -> None:
    filing = published(cast.town, cast.chen, files=False)
    Version.objects.create(
        filing=filing, number=2, edition="2021", began_on=TODAY, restates_because="数字错了", report="{}"
    )
    text = page(address(cast))
    assert "数字错了" not in text and "历次版本" not in text
    page(address(cast) + "?version=2", 404)


def test_an_agency_that_was_closed_shows_no_reports_and_gives_no_files(cast: Cast, page: Page) -> None:
    published(cast.town, cast.chen)
    cast.town.closed_on = date(2025, 6, 1)
    cast.town.save()
    page(address(cast), 404)
    page(f"/report-files/{Rendered.objects.get(kind='pdf').pk}/", 404)


def test_the_report_of_all_below_is_another_than_the_agencys_own(cast: Cast, page: Page) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.HANDLER, from_on=date(2024, 1, 1))
    published(cast.county, cast.he, files=False)
    of_county = f"/agencies/{cast.county.pk}/reports/2024/"
    page(f"{of_county}?scope=whole", 404)
    published(cast.county, cast.he, scope="whole", files=False)
    assert "2024年汇总报告" in page(of_county)
    assert "2024年本级报告" in page(f"{of_county}?scope=whole")


def test_the_page_read_back_is_the_report(cast: Cast, page: Page, tmp_path: Path) -> None:
    published(cast.town, cast.chen, entered={"requests.new.natural_person": ("纸质登记簿", "年中才启用")}, files=False)
    [article] = html.fromstring(page(address(cast))).iter("article")
    title = f"<h1>{report(cast.town).title}</h1>"
    saved = tmp_path / "page.html"
    saved.write_text(f"<body>{title}{html.tostring(article, encoding='unicode')}</body>", encoding="utf-8")
    same(reading.read(saved), report(cast.town))


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "json"])
def test_each_download_read_back_is_the_report(cast: Cast, client: Client, tmp_path: Path, kind: str) -> None:
    published(cast.town, cast.chen)
    same(reading.read(download(client, kind, tmp_path)), report(cast.town))


def test_the_downloaded_package_bears_the_seal_of_the_page(
    cast: Cast, client: Client, page: Page, tmp_path: Path
) -> None:
    published(cast.town, cast.chen)
    verdict = sealed.verify(download(client, "zip", tmp_path))
    assert verdict.holds
    assert f'<p class="seal">{verdict.manifest.seal}</p>' in page(address(cast))


def test_the_data_are_the_stored_file_and_the_figures_with_their_rules(cast: Cast, client: Client) -> None:
    published(cast.town, cast.chen, entered={"requests.new.total": ("纸质登记簿", "年中才启用")})
    stored = client.get(address(cast) + "report.json")
    assert json.loads(b"".join(stored.streaming_content))["agency"] == cast.town.name  # type: ignore[attr-defined]
    told = json.loads(client.get(address(cast) + "figures.json").content)
    figures = {each["name"]: each for each in told["figures"]}
    assert figures["disclosure.charges.amount"]["value"] == 3.75
    assert figures["disclosed.total"]["rule"] and figures["disclosed.total"]["entered"] is None
    assert figures["requests.new.total"]["entered"] == {"source": "纸质登记簿", "reason": "年中才启用"}


def test_a_figure_entered_by_hand_is_marked_with_its_source_beneath(cast: Cast, page: Page) -> None:
    entered = {"requests.new.total": ("纸质登记簿", "年中才启用"), "disclosed.total": ("网站后台", "旧站数据")}
    published(cast.town, cast.chen, entered=entered, files=False)
    text = page(address(cast))
    assert text.count('class="entered"') == 1
    assert '<li id="note-1">表三“一、本年新收政府信息公开申请数量”·总计：不是由台账统计，按“纸质登记簿”填报。' in text
    assert '<li id="note-2">主动公开信息总数：不是由台账统计，按“网站后台”填报。' in text


def test_a_number_of_the_text_that_was_entered_by_hand_is_marked_where_it_stands(cast: Cast, page: Page) -> None:
    told = report(cast.town)
    filing = published(cast.town, cast.chen, entered={"disclosed.total": ("网站后台", "旧站数据")}, files=False)
    words = "全年主动公开信息{{disclosed.total}}条，\n其中网站300条。"
    first, *others = told.sections
    part, *rest = first.parts
    part = msgspec.structs.replace(part, text="全年主动公开信息6条，\n其中网站300条。")
    told = msgspec.structs.replace(told, sections=(msgspec.structs.replace(first, parts=(part, *rest)), *others))
    version = Version.objects.get(pk=filing.published_id)
    version.report = exchange.encode(told).decode()
    version.save()
    version.passages.filter(section="overview", part="disclosure").delete()
    version.passages.create(section="overview", part="disclosure", text=words)
    text = page(address(cast))
    link = '<a class="entered" href="#note-1" aria-describedby="note-1">6</a>'
    marked = f"<p>全年主动公开信息{link}条，</p>\n  <p>其中网站300条。</p>"
    assert marked in text
    version.passages.filter(section="overview", part="disclosure").update(text="后来改过的字")
    assert marked not in page(address(cast)) and "全年主动公开信息6条，" in page(address(cast))


def test_a_restatement_keeps_both_versions_and_shows_what_changed(cast: Cast, page: Page) -> None:
    filing = published(cast.town, cast.chen, files=False)
    told = report(cast.town, disclosure__penalties__decisions=Cell(41))
    first, *others = told.sections
    told = msgspec.structs.replace(told, sections=(msgspec.structs.replace(first, text="更正过的综述。"), *others))
    before = report(cast.town).value("disclosure.penalties.decisions")
    restated(filing, cast.chen, told, "漏计行政处罚", files=False)
    current, earlier = page(address(cast)), page(address(cast) + "?version=1")
    assert "漏计行政处罚" in current and "更正过的综述" in current
    changed = html.fromstring(current).xpath('//table[caption="更正的数字"]/tbody/tr')
    assert [[cell.text_content() for cell in row] for row in changed] == [
        ["表二“行政处罚”·本年处理决定数量", str(before), "41"]
    ]
    assert "文字有改动的部分：一、总体情况。" in current
    assert "已被更正后的版本替代" in earlier and "更正过的综述" not in earlier
    assert '<meta name="robots" content="noindex">' in earlier and "noindex" not in current
    assert "更正过" in page(f"/agencies/{cast.town.pk}/reports/")


def test_the_pictures_come_with_their_numbers(cast: Cast, page: Page) -> None:
    filing = published(cast.town, cast.chen, files=False)
    for order, (name, value) in enumerate((("网站", 4), ("公告栏", 9), ("大喇叭", 0))):
        Frozen.objects.create(
            version=filing.published, order=900 + order, name=f"disclosed.channel.{order}", label=name, value=value
        )
    text = page(address(cast))
    assert "按渠道：公告栏最多，9条" in text and "大喇叭" not in text
    assert "全年办结" in text


def test_the_trend_is_over_published_years_alone(cast: Cast, page: Page) -> None:
    published(cast.town, cast.chen, 2022, told=report(cast.town, 2022, requests__new__total=Cell(3)), files=False)
    published(cast.town, cast.chen, 2024, told=report(cast.town, 2024, requests__new__total=Cell(9)), files=False)
    drafted = published(
        cast.town, cast.chen, 2023, told=report(cast.town, 2023, requests__new__total=Cell(77)), files=False
    )
    drafted.published = None
    drafted.save()
    text = page(address(cast))
    assert "收到申请：2022年3件，2024年9件" in text
    assert "77" not in text.split('id="pictures"')[1]
    assert "收到申请：" not in page(address(cast, 2022))


def test_a_year_in_which_nothing_was_asked_has_no_picture_of_outcomes(cast: Cast, page: Page) -> None:
    told = report(cast.town)
    quiet = {path: Cell(0) for path in told.cells if path.startswith("requests.")}
    published(cast.town, cast.chen, told=msgspec.structs.replace(told, cells=told.cells | quiet), files=False)
    assert "全年办结" not in page(address(cast))


def test_the_newest_report_stands_on_the_agencys_page(cast: Cast, page: Page) -> None:
    published(cast.town, cast.chen, 2023, files=False)
    published(cast.town, cast.chen, 2024, files=False)
    text = page(f"/agencies/{cast.town.pk}/")
    assert "2024年政府信息公开工作年度报告" in text and "2023年政府信息公开工作年度报告" not in text


def test_the_page_is_light_and_asks_the_database_little(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    filing = published(cast.town, cast.chen)
    restated(filing, cast.chen, report(cast.town), "补充说明")
    published(cast.town, cast.chen, 2023, files=False)
    with django_assert_max_num_queries(14):
        response = client.get(address(cast))
    assert len(response.content) < 200_000


def test_a_search_that_speaks_of_annual_reports_finds_them(cast: Cast, client: Client) -> None:
    published(cast.town, cast.chen, 2024, files=False)

    def search(words: str) -> bool:
        page = client.get("/search/", {"q": words}).content.decode()
        return f"/agencies/{cast.town.pk}/reports/2024/" in page

    assert search("清水镇年报") and search("2024年度报告") and search("清水镇 2024年政府信息公开年报")
    assert not search("清水镇") and not search("2023年年报") and not search("石桥乡年报")
