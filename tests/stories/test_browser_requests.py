"""In a browser: requests from counter and phone to the archive, disputed and made anew; what the year counts."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
from django.utils import timezone

from gongkai.agency.models import Office
from gongkai.request.models import InfoRequest
from tests.cast import Cast
from tests.portal.requests.applicant import NUMBER, answer
from tests.stories import test_browser_item
from tests.stories.conftest import Person
from tests.stories.test_browser_item import press

WANTED = "2026年清水镇耕地地力保护补贴发放明细，包括领取人、面积和金额"


def act(person: Person, end: str) -> None:
    """An act of the case, found on its page by where it leads."""
    person.page.locator(f"main a[href$='/{end}/'], aside a[href$='/{end}/']").first.click()


def checked(person: Person) -> None:
    """What can be seen by a machine alone is looked at where scripts run: without them it waits for ever."""
    if person.has_scripts:
        test_browser_item.checked(person)


def snap(person: Person, name: str) -> None:
    if folder := os.environ.get("SNAP"):
        person.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def back_to(person: Person, case: InfoRequest) -> None:
    person.page.goto(f"/desk/{case.agency_id}/requests/{case.pk}/")


def deliver(person: Person, case: InfoRequest, kind: str, proof: str) -> None:
    """A letter of the case, sent and arrived on one day."""
    letter = case.letters.filter(kind__startswith=kind, state="issued").latest("pk")
    back_to(person, case)
    person.page.locator(f"main a[href$='/letters/{letter.pk}/send/']").first.click()
    today = timezone.localdate().isoformat()
    person.page.locator("[name=way]").first.check()
    person.page.locator("[name=sent_on]").fill(today)
    person.page.locator("[name=proof]").fill(proof)
    person.page.locator("[name=delivered_on]").fill(today)
    press(person, "登记发出")


def sign(person: Person, agency: int, word: str, name: str) -> None:
    """The one letter that waits for this person, read and signed."""
    person.page.goto(f"/desk/{agency}/")
    person.page.locator("main a[href*='/requests/letters/']").first.click()
    person.page.locator("a[href$='/sign/']").first.click()
    snap(person, name)
    checked(person)
    press(person, word)


def register_of_payments(folder: Path) -> Path:
    """What was found: a table with names and account numbers."""
    document = docx.Document()
    document.add_paragraph("青龙村耕地地力保护补贴发放明细")
    document.add_paragraph(f"刘大山 身份证号{NUMBER} 面积12.5亩 金额1250元")
    document.add_paragraph("石门村 合计 面积310亩 金额31000元")
    path = folder / "发放明细.docx"
    document.save(str(path))
    return path


def apply_online(browser: Any, site: str, town: int) -> tuple[Any, str]:
    """A citizen applies without scripts; the page, and the query code."""
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 375, "height": 800})
    context.set_default_timeout(10_000)
    page = context.new_page()
    send = lambda word="继续": page.get_by_role("main").get_by_role("button", name=word, exact=True).click()  # noqa: E731
    page.goto(f"/agencies/{town}/apply/what/")
    page.get_by_label("您需要什么信息").fill(WANTED)
    send()
    if "/suggestions/" in page.url:
        page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("公民个人").check()
    send()
    page.get_by_label("姓名").fill("王芳")
    page.get_by_label("证件号码").fill(NUMBER)
    send()
    page.get_by_label("联系电话").fill("13900001234")
    send()
    page.get_by_label("纸质").check()
    page.get_by_label("自行领取").check()
    send()
    if page.locator("[name=answer]").count():
        page.locator("[name=answer]").fill(answer(page.content()))
    send("提交申请")
    page.get_by_role("heading", name="申请已提交").wait_for()
    return page, InfoRequest.objects.latest("pk").query_code


def test_a_request_is_amended_consulted_on_extended_partly_granted_and_corrected(
    browser: Any, live_server: Any, people: Cast, enter: Any, tmp_path: Path
) -> None:
    today = timezone.localdate().isoformat()
    Office.objects.filter(agency=people.town).update(address="清水镇人民路1号")
    phone, code = apply_online(browser, live_server.url, people.town.pk)
    case = InfoRequest.objects.get(query_code=code)
    chen = enter("chen")
    page = chen.page
    snap(chen, "01-today")
    page.locator(".rail a[href$='/requests/']").click()
    snap(chen, "02-board")
    page.locator(f"a[href$='/requests/{case.pk}/']").first.click()
    snap(chen, "03-case-new")
    checked(chen)
    act(chen, "register")
    snap(chen, "04-register")
    page.locator("[name=confirmed_on]").fill(today)
    page.locator("[name=confirmed_how]").fill("电话联系，本人确认")
    page.locator("main form button[type=submit]").last.click()
    press(chen, "登记")
    snap(chen, "05-registered")
    checked(chen)

    act(chen, "ask-to-amend")
    snap(chen, "06-ask-to-amend")
    page.locator("[name=what]").fill("请写明要哪几个村的明细。")
    page.locator("[name=why]").fill("全镇有二十个村，所需内容不明确。")
    press(chen, "发出补正告知书")
    snap(chen, "07-to-amend")
    checked(chen)

    phone.goto("/follow/case/")
    phone.locator("main a[href='/follow/amend/']").first.click()
    phone.locator("main textarea").first.fill("要青龙村、石门村两个村的。")
    phone.get_by_role("button", name="提交补正").click()
    phone.wait_for_url("**/follow/case/")

    page.goto(page.url)
    snap(chen, "08-amended")
    act(chen, "consult")
    snap(chen, "09-consult")
    page.get_by_label("第三方").check()
    page.locator("[name=name]").fill("刘大山")
    page.locator("[name=address]").fill("清水镇青龙村三组")
    page.locator("[name=question]").fill("青龙村补贴明细中您户的面积和金额，是否同意公开")
    press(chen, "发出征求意见书")
    snap(chen, "10-consulting")
    checked(chen)

    deliver(chen, case, "third_party_inquiry", "快递签收")
    snap(chen, "11-inquiry-delivered")
    back_to(chen, case)
    act(chen, "end")
    page.get_by_label("不同意公开", exact=True).check()
    page.locator("[name=answered_on]").fill(today)
    page.locator("[name=opinion]").fill("涉及本人银行账户和家庭收入，不同意公开。")
    page.locator("[name=is_reasonable]").first.check()
    snap(chen, "12-objection")
    press(chen, "登记")
    snap(chen, "13-objected")

    act(chen, "extend")
    page.locator("[name=days]").fill("20")
    page.locator("[name=reason]").fill("需要逐户核对发放清册。")
    press(chen, "提交审签")
    snap(chen, "14-extension-waits")
    zhou = enter("zhou")
    snap(zhou, "15-zhou-today")
    sign(zhou, people.town.pk, "同意", "17-extension-signed")
    case.refresh_from_db()
    assert case.is_extended

    back_to(chen, case)
    act(chen, "add")
    page.locator("[name=file]").set_input_files(register_of_payments(tmp_path))
    page.locator("main form button[type=submit]").last.click()
    snap(chen, "18-file")
    act(chen, "redact")
    page.locator("[name=words_15]").fill("刘大山")
    press(chen, "遮盖并生成副本")
    snap(chen, "19-redacted")
    checked(chen)
    assert page.get_by_text("已遮盖").count()

    back_to(chen, case)
    act(chen, "outcome")
    snap(chen, "20-outcomes")
    checked(chen)
    page.locator("a[href$='outcome=partly_granted']").first.click()
    page.locator("[name=provided]").fill("青龙村、石门村补贴发放明细的复制件，当面领取")
    page.locator("[name=withheld_parts]").fill("领取人的银行账号和身份证号，属于个人隐私，依据条例第十五条")
    page.locator("[name=reason]").fill("经征求第三方意见，第三方不同意公开，理由成立")
    page.locator("[name=files]").first.check()
    snap(chen, "21-decide")
    press(chen, "下一步：核对")
    snap(chen, "22-check")
    checked(chen)
    press(chen, "提交审签")
    snap(chen, "23-submitted")
    sign(zhou, people.town.pk, "审核通过", "24-reviewed")
    zhao = enter("zhao")
    sign(zhao, people.town.pk, "签发", "25-signed")
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("replied", "partly_granted")
    back_to(chen, case)
    snap(chen, "26-replied")
    deliver(chen, case, "reply", "本人签收")
    back_to(chen, case)
    snap(chen, "27-delivered")

    page.locator(".rail a[href$='/disputes/']").click()
    snap(chen, "30-disputes")
    page.locator("main a[href*='/disputes/new/']").first.click()
    page.get_by_label("行政复议", exact=True).check()
    page.get_by_label("简易程序").check()
    page.locator("[name=case]").fill(case.number)
    page.locator("[name=body]").fill("柳河县人民政府")
    page.locator("[name=case_number]").fill("柳政复〔2026〕7号")
    page.locator("[name=subject]").fill("不服部分公开答复")
    page.locator("[name=received_on]").fill(today)
    press(chen, "登记")
    snap(chen, "31-dispute")
    checked(chen)
    act(chen, "answer")
    snap(chen, "32-answer")
    page.locator("main form button[type=submit]").last.click()
    snap(chen, "33-answered")
    act(chen, "conclude")
    page.get_by_label("结果纠正").check()
    page.locator("[name=decided_on]").fill(today)
    page.locator("[name=detail]").fill("撤销答复，责令重新答复")
    page.locator("[name=redo_due_on]").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.locator("main form button[type=submit]").last.click()
    snap(chen, "34-corrected")
    back_to(chen, case)
    snap(chen, "35-reopened")

    act(chen, "judge")
    page.locator("[name=is_reasonable]").last.check()
    page.locator("[name=reason]").fill("复议决定认为补贴面积和金额不属于个人隐私。")
    press(chen, "保存")
    act(chen, "outcome")
    page.locator("a[href$='outcome=granted.provided']").first.click()
    page.locator("[name=provided]").fill("青龙村、石门村补贴发放明细的复制件，隐去银行账号，当面领取。")
    page.locator("[name=reason]").fill("复议决定撤销了原答复。")
    page.locator("[name=files]").first.check()
    press(chen, "下一步：核对")
    press(chen, "提交审签")
    sign(zhou, people.town.pk, "审核通过", "36-again-reviewed")
    sign(zhao, people.town.pk, "签发", "37-again-signed")
    deliver(chen, case, "reply", "本人签收")

    assert counted(chen, people.town.pk) == {
        "requests.new.natural_person": 1,
        "requests.granted.natural_person": 1,
        "requests.handled.natural_person": 1,
        "challenges.reconsideration.corrected": 1,
    }
    snap(chen, "38-counts")

    back_to(chen, case)
    act(chen, "archive")
    snap(chen, "39-archive")
    checked(chen)
    press(chen, "归档")
    snap(chen, "40-archived")
    case.refresh_from_db()
    assert case.state == "archived"


def test_an_oral_request_is_written_down_at_the_counter_and_answered_there(people: Cast, enter: Any) -> None:
    chen = enter("chen", java_script_enabled=False)
    page = chen.page
    assert counted(chen, people.town.pk) == {}
    assert page.get_by_text("零申请").count()
    page.goto(f"/desk/{people.town.pk}/requests/new/")
    page.get_by_role("link", name="口头（代填）").click()
    page.locator("[name=arrived_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=read_back]").check()
    page.get_by_label("自然人", exact=True).check()
    page.locator("[name=name]").fill("赵桂兰")
    page.locator("[name=id_kind]").select_option("居民身份证")
    page.locator("[name=id_number]").fill(NUMBER)
    page.locator("[name=mobile]").fill("0990-1230000")
    page.locator("[name=description]").fill("2026年清水镇高龄津贴的发放标准")
    page.get_by_label("纸质").check()
    page.get_by_label("自行领取").check()
    snap(chen, "50-oral")
    checked(chen)
    page.locator("main form button[type=submit]").last.click()
    snap(chen, "51-oral-check")
    press(chen, "登记")
    snap(chen, "52-oral-registered")
    case = InfoRequest.objects.get()
    assert (case.state, case.is_written_down, case.received_on) == ("registered", True, timezone.localdate())
    act(chen, "outcome")
    page.locator("a[href$='outcome=granted.published']").first.click()
    page.locator("[name=published_where]").fill("镇政府网站“社会救助”栏目，2026年3月2日发布")
    press(chen, "下一步：核对")
    press(chen, "提交审签")
    for name, word in (("zhou", "审核通过"), ("zhao", "签发")):
        person = enter(name, java_script_enabled=False)
        sign(person, people.town.pk, word, f"53-{name}")
    deliver(chen, case, "reply", "本人签收")
    assert counted(chen, people.town.pk) == {
        "requests.new.natural_person": 1,
        "requests.granted.natural_person": 1,
        "requests.handled.natural_person": 1,
    }
    assert counted(chen, people.town.pk, f"?year={timezone.localdate().year - 1}") == {}
    assert page.get_by_text("零申请").count()


def counted(person: Person, agency: int, query: str = "") -> dict[str, int]:
    """The numbers of tables three and four that are not 0, totals left out, as the page shows them."""
    person.page.goto(f"/desk/{agency}/requests/counts/{query}")
    checked(person)
    found: dict[str, int] = {}
    for link in person.page.locator("main table a[href*='counts/list/']").all():
        place = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
        if place["column"] != ["total"]:
            found[".".join((*place["table"], *place["row"], *place["column"]))] = int(link.inner_text())
    return {path: number for path, number in found.items() if number}
