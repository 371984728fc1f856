"""In a browser: last year's report from a file; this year's compiled, mended, examined, filed, published, corrected."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from gongkai.disclosure.models import Channel, Publication
from gongkai.filing import sealed
from gongkai.filing.models import Filing
from gongkai.report import rendering
from gongkai.report.exchange import decode
from gongkai.report.reading import read
from gongkai.site.demonstration import reporting
from tests.cast import Cast
from tests.portal.test_agencies import released
from tests.request.cases import case
from tests.stories.conftest import Person
from tests.stories.test_browser_item import arrive, follow, press
from tests.stories.test_browser_requests import checked, snap


def ledger(people: Cast, year: int) -> None:
    """What the town did in a year: items on two channels, two requests, one replied to."""
    portal = Channel.objects.create(agency=people.town, kind="portal", name="政府信息公开平台")
    wechat = Channel.objects.create(agency=people.town, kind="wechat", name="清水发布")
    for number in range(1, 8):
        day = date(year, number, 15)
        kind = "normative_document" if number == 3 else "notice"
        item = released(
            people, f"{year}年第{number}期惠农补贴公示", kind=kind, root="20.11", released_on=day, formed_on=day
        )
        for channel in (portal, wechat) if number < 4 else (portal,):
            Publication.objects.create(
                item=item, edition=item.current, channel=channel, agency=people.town, state="done", on=day
            )
    case(
        people.town,
        received_on=date(year, 3, 4),
        handler=people.chen,
        replied_on=date(year, 3, 20),
        outcome="granted.provided",
        state="archived",
    )
    case(people.town, received_on=date(year, 12, 22), handler=people.chen)


def earlier(people: Cast, year: int, folder: Path) -> Path:
    """Last year's report as a Word file: two cells blank, a total that is wrong."""
    report = reporting.earlier_report(people.town.name, "清水镇", year)
    path = folder / f"{report.title}.docx"
    rendering.write(report, path)
    return path


def rail(person: Person, place: str) -> None:
    arrive(person, person.page.locator(f".rail a[href$='/{place}/']"))


def tab(person: Person, word: str) -> None:
    arrive(person, person.page.get_by_role("main").get_by_role("link", name=word, exact=True).first)


def settle(person: Person) -> None:
    """Every place is looked at: the wrong total gets the number that is right, the blank ones stay blank."""
    page = person.page
    page.locator("[name^=seen-]").first.wait_for(state="attached")
    for fold in page.locator("details").all():
        fold.evaluate("each => { each.open = true }")
    wrong = page.locator(".doubt").filter(has_text="（七）总计”·自然人").locator("input[type=text]")
    for doubt in page.locator(".doubt").all():
        box = doubt.locator("[name^=seen-], [name^=none-]").first
        if "（七）总计”·自然人" not in doubt.inner_text():
            box.check()
    wrong.fill("6")
    press(person, "保存核对过的")


def press_or_follow(person: Person, word: str) -> None:
    main = person.page.get_by_role("main")
    arrive(
        person,
        main.get_by_role("link", name=word, exact=True).or_(main.get_by_role("button", name=word, exact=True)).first,
    )


NUMBERS = """all => all.map(each => {
    const place = each.closest("td.number") ?? each.closest("tr").querySelector("td.number");
    return [each.getAttribute("href"), place.textContent.match(/-?[0-9.,]+|不知道/g).at(-1)];
})"""
"""The address and the number of every link to records: in its own cell of the form, or in the cell of its line."""


def every_number(person: Person) -> dict[str, Decimal]:
    """Each number on the page of figures, opened: as many records stand behind it as it says."""
    links = person.page.locator("main a[href*='/figures/records/']")
    found = {}
    for address, words in links.evaluate_all(NUMBERS):
        answer = person.context.request.get(address)
        assert answer.status == 200, address
        name = parse_qs(urlsplit(address).query)["name"][0]
        found[name] = Decimal(words.replace(",", ""))
        listed = re.search(r"共 ([0-9]+) ", answer.text())
        if listed is not None and "合计：" not in answer.text():
            assert Decimal(listed[1]) == found[name], address
        elif listed is None:
            assert (
                not found[name]
                or "没有自己的记录" in answer.text()
                or "由分项算出来" in answer.text()
                or "里没有这个数字的记录" in answer.text()
            ), address
    return found


def write(person: Person, place: str, said: str, instead: str) -> None:
    """Other words in a passage of the text."""
    tab(person, "正文")
    passage = person.page.locator(f"#{place}")
    passage.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    words = passage.locator("textarea")
    before = words.input_value()
    assert said in before
    words.fill(before.replace(said, instead) if said else instead)
    arrive(person, passage.get_by_role("button", name="保存", exact=True))


def confirm(person: Person, reason: str) -> int:
    """Every finding that may be let stand is, with a reason; how many there were."""
    tab(person, "问题")
    count = 0
    while (
        waiting := person.page.locator("main details")
        .filter(has_text="说明理由")
        .filter(has=person.page.locator("form, a"))
    ).count():
        waiting.first.evaluate("each => { each.open = true }")
        waiting.first.locator("textarea, input[name=reason]").first.fill(reason)
        arrive(person, waiting.first.get_by_role("button").first)
        if "/findings/" not in person.page.url:
            tab(person, "问题")
        count += 1
    return count


def downloads(context: Any, page: Any, folder: Path) -> dict[str, Path]:
    """Every file that the public page offers, by its kind."""
    found = {}
    links = page.locator("main a[href*='/report-files/']")
    for address, words in links.evaluate_all("all => all.map(each => [each.href, each.textContent])"):
        answer = context.request.get(address)
        assert answer.status == 200, address
        kind = re.search(r"\.(docx|pdf|xlsx|json|zip)", words)[1]
        found[kind] = folder / f"report.{kind}"
        found[kind].write_bytes(answer.body())
    assert {*found} >= {"docx", "pdf", "xlsx", "json", "zip"}, found
    return found


def tampered(package: Path) -> bytes:
    """The package with one figure of its report changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(held, "w") as new:
        for each in old.infolist():
            content = old.read(each)
            if each.filename == "report.json":
                content = content.replace(b'"made": 0', b'"made": 1', 1)
            new.writestr(each, content)
    return held.getvalue()


def act(person: Person, filing: Filing, word: str, end: str, **fields: str) -> None:
    """An act of the report, found on its first page; its form filled in and sent."""
    person.page.goto(f"/desk/{filing.agency_id}/filings/{filing.pk}/")
    arrive(person, person.page.locator(f"main a[href$='/{end}/'], aside a[href$='/{end}/']").first)
    for name, words in fields.items():
        person.page.locator(f"[name={name}]").fill(words)
    checked(person)
    press(person, word)


def chen_on(person: Person, filing: Filing) -> Person:
    """On the first page of the report."""
    person.page.goto(f"/desk/{filing.agency_id}/filings/{filing.pk}/")
    return person


def mark(person: Person, filing: Filing, place: str, says: str, quote: str = "") -> None:
    """Something to be mended, pointed at in the report as it reads."""
    person.page.goto(f"/desk/{filing.agency_id}/filings/{filing.pk}/")
    follow(person, "看报告、批注")
    arrive(person, person.page.locator(f"main a[href$='?{place}']").first)
    if quote:
        person.page.locator("[name=quote]").fill(quote)
    person.page.locator("[name=says]").fill(says)
    press(person, "批注")


def through_examination(people: dict[str, Person], filing: Filing) -> None:
    """Handed in by the handler, read by three, filed."""
    act(people["chen"], filing, "提交内部审查", "examine")
    for name, word in (("zhou", "通过"), ("sun", "通过"), ("zhao", "签发")):
        people[name].page.goto(f"/desk/{filing.agency_id}/")
        assert people[name].page.locator(f"main a[href*='/filings/{filing.pk}/']").count(), f"{name} is not asked"
        act(people[name], filing, word, "pass")
    act(people["chen"], filing, "报送", "submit")


def test_a_years_report_from_the_ledger_to_the_public_and_corrected(people: Cast, enter: Any, tmp_path: Path) -> None:
    year = timezone.localdate().year - 1
    ledger(people, year)
    chen = enter("chen")

    # last year's report comes in from a file; what is doubtful in it is looked at beside the original
    rail(chen, "filings")
    snap(chen, "01-filings-empty")
    checked(chen)
    follow(chen, "读入往年报告")
    snap(chen, "02-import")
    checked(chen)
    chen.page.locator("input[type=file]").set_input_files(earlier(people, year - 1, tmp_path))
    press(chen, "读入")
    snap(chen, "03-doubts")
    checked(chen)
    settle(chen)
    snap(chen, "04-settled")
    follow(chen, "入库")
    press(chen, "入库")
    recorded = Filing.objects.get(year=year - 1).latest
    assert recorded is not None and recorded.state == "recorded"

    # this year's report is begun; every number opens what it counts
    rail(chen, "filings")
    press_or_follow(chen, f"开始编制 {year} 年度报告")
    snap(chen, "05-begun")
    press(chen, "开始编制")
    snap(chen, "06-progress")
    checked(chen)
    tab(chen, "数字")
    snap(chen, "07-figures")
    checked(chen)
    opened = every_number(chen)
    assert opened["disclosed.total"] == 7 and opened["requests.new.natural_person"] == 2
    assert opened["requests.carried_out.total"] == 1 and len(opened) > 200
    tab(chen, "正文")
    snap(chen, "08-text")
    checked(chen)
    tab(chen, "问题")
    snap(chen, "09-findings")
    checked(chen)
    tab(chen, "比较")
    snap(chen, "10-comparison")
    checked(chen)
    tab(chen, "预览")
    snap(chen, "11-preview")
    checked(chen)
    tab(chen, "经过")
    snap(chen, "12-trail")
    checked(chen)

    # a number edited away from its figure is found, and mended; the rest is confirmed with a reason, which lasts
    write(
        chen,
        "overview-disclosure",
        "2025年主动公开政府信息7条".replace("2025", str(year)),
        f"{year}年主动公开政府信息9条",
    )
    tab(chen, "问题")
    snap(chen, "13-planted")
    assert chen.page.get_by_text("9").count()
    write(chen, "overview-disclosure", "主动公开政府信息9条", "主动公开政府信息7条")
    write(chen, "problems-", "", "存在的问题：个别栏目更新不够及时。\n改进情况：按月核对栏目更新。")
    write(chen, "overview-management", "", "公开前逐件审查，没有发生泄密和泄露个人信息的情况。")
    assert confirm(chen, "已向各办公室核实，情况属实") > 3
    snap(chen, "14-confirmed")
    tab(chen, "数字")
    press(chen, "重新统计")
    tab(chen, "问题")
    snap(chen, "15-still-confirmed")
    assert chen.page.locator("#confirmed").count() and not chen.page.get_by_text("已失效").count()

    # three people examine it, the county sends it back with marks on a cell and on a sentence
    filing = Filing.objects.get(year=year)
    desk = {name: enter(name) for name in ("zhou", "sun", "zhao", "he")} | {"chen": chen}
    through_examination(desk, filing)
    he, zhao = desk["he"], desk["zhao"]
    mark(he, filing, "cell=disclosure.penalties.decisions", "请与执法台账核对。")
    mark(he, filing, "section=problems&part=", "请写明由谁核对。", quote="按月核对栏目更新")
    snap(he, "16-marked")
    checked(he)
    act(he, filing, "退回", "send-back", reason="请按批注核对后重新报送。")
    snap(he, "17-sent-back")

    # mended and answered, it goes the same way again, is accepted and published
    chen.page.goto(f"/desk/{filing.agency_id}/filings/{filing.pk}/")
    snap(chen, "18-returned")
    checked(chen)
    write(chen, "problems-", "按月核对栏目更新", "由党政办按月核对栏目更新")
    for each in filing.latest.marks.all():
        chen.page.goto(f"/desk/{filing.agency_id}/filings/marks/{each.pk}/answer/")
        chen.page.locator("[name=answer]").fill("已核对。")
        press(chen, "保存答复")
    through_examination(desk, filing)
    act(he, filing, "审核通过", "accept")
    act(chen, filing, "公布", "publish")
    snap(chen, "19-published")
    checked(chen)

    # the public reads it; what is downloaded reads back the same, and the package holds without the site
    version = Filing.objects.get(pk=filing.pk).published
    citizen = chen.context.browser.new_context(
        base_url=chen.page.url.split("/desk/")[0], viewport={"width": 375, "height": 800}, java_script_enabled=False
    )
    page = citizen.new_page()
    assert page.goto(f"/agencies/{filing.agency_id}/reports/").status == 200
    page.get_by_role("link", name=re.compile(str(year))).first.click()
    page.get_by_text("由党政办按月核对栏目更新").wait_for()
    page.screenshot(path=str(tmp_path / "public.png"), full_page=True)
    told = decode(version.report.encode())
    files = downloads(citizen, page, tmp_path)
    for kind in ("docx", "pdf"):
        back = read(files[kind])
        assert back.year == year and back.agency == people.town.name
        assert {path: back.value(path) for path in told.cells} == {path: told.value(path) for path in told.cells}
        assert [section.code for section in back.sections] == [section.code for section in told.sections]
    assert sealed.verify(files["zip"], seal=version.seal).holds
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(tampered(files["zip"]))
    assert not sealed.verify(damaged, seal=version.seal).holds

    # corrected later: what the register lacked is entered, and both versions stay, with why and what changed
    chen.page.goto(f"/desk/{filing.agency_id}/registers/?year={year}")
    snap(chen, "20-registers")
    follow(chen, "由公开信息登记")
    snap(chen, "21-take")
    checked(chen)
    for box in chen.page.locator("main input[type=checkbox]").all():
        box.check()
    press(chen, "登记")
    act(zhao, filing, "另起一版", "restate", reason="漏登行政规范性文件1件，更正表二。")
    tab(chen_on(chen, filing), "数字")
    press(chen, "重新统计")
    snap(chen, "22-counted-again")
    confirm(chen, "已向各办公室核实，情况属实")
    through_examination(desk, filing)
    act(he, filing, "审核通过", "accept")
    act(chen, filing, "公布", "publish")
    assert [each.state for each in filing.versions.order_by("number")] == ["superseded", "published"]
    page.reload()
    page.get_by_text("漏登行政规范性文件1件").first.wait_for()
    page.screenshot(path=str(tmp_path / "restated.png"), full_page=True)
    assert page.get_by_role("row").filter(has_text="行政规范性文件").filter(has_text="本年制发件数").count()
    second = downloads(citizen, page, tmp_path)
    newest = Filing.objects.get(pk=filing.pk).published
    assert read(second["docx"]).value("disclosure.normative_documents.made") == 1
    assert sealed.verify(second["zip"], seal=newest.seal).holds
    assert not sealed.verify(second["zip"], seal=version.seal).holds
    page.get_by_role("link", name="第 1 版").first.click()
    page.get_by_text("由党政办按月核对栏目更新").wait_for()
    citizen.close()
