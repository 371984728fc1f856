"""Makes the pictures of the user manual again:  python docs/pictures/desk.py [NAME …]

Starts a demonstration site of its own in a temporary folder, where the made-up officers do what the manual tells, in
its order. With names, only those pictures are written; the officers do all of it all the same. Needs pdftoppm.
"""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import docx
from openpyxl import Workbook
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from gongkai.law.statutes import chinese
from gongkai.vetting.identifiers import identity_end

HERE = Path(__file__).parent
WIDE, TALL, MARGIN = 1280, 900, 12
COLOURS = 24
MOST_BYTES = 120_000
TODAY = date.today()
LAST = TODAY.year - 1
IDENTITY = "110101199003070054"
"""Made up; its check digit is right."""
OTHERS = [first + identity_end(first) for first in ("45999919480101002", "45999919800101003")]
"""Of a county that is not there."""
TITLE = "白石镇耕地地力保护补贴发放情况公示"
BODY = (
    f"我镇今年耕地地力保护补贴已审核完毕，现将发放情况予以公示，公示期自{TODAY:%Y年%-m月%-d日}起七日。"
    "公示期间如有异议，请向镇党政综合办公室反映，电话0990-12310001。"
)

IN_CHINESE = """() => document.querySelectorAll("[type=date], [type=datetime-local], [type=file]").forEach(each => {
  const shown = document.createElement("input")
  shown.value = each.type === "file" ? "选择文件　未选择任何文件" : each.value.replaceAll("-", "/") || "年/月/日"
  shown.className = each.className
  shown.dataset.shown = ""
  shown.style.width = each.offsetWidth + "px"
  each.after(shown)
  each.style.display = "none"
})"""
"""What the browser itself writes in fields of dates and files, as one in Chinese has it; ours may have no Chinese."""
AS_IT_WAS = """() => document.querySelectorAll("[data-shown]").forEach(each => {
  each.previousElementSibling.style.display = ""
  each.remove()
})"""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """A demonstration site that runs while the pictures are taken: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "GONGKAI_DATA": str(folder), "GONGKAI_ADDRESS": address}
    with (folder / "console.txt").open("w") as console:
        run = [sys.executable, "-m", "gongkai"]
        process = subprocess.Popen([*run, "demo"], env=environment, stdout=console, stderr=console)
        try:
            _wait(f"http://{address}/readyz", process)
            subprocess.run([*run, "officer", "runs-site", "qian"], env=environment, check=True, stdout=console)
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the site answers; it is filled first."""
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("the demonstration site did not start")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(1)
    raise SystemExit("the demonstration site does not answer")


class Camera:
    """Writes what stands between two things of a page, small; `wanted` names the pictures to write, all when empty."""

    def __init__(self, wanted: list[str]) -> None:
        self.wanted = wanted
        self.bytes = 0

    def take(
        self,
        name: str,
        page: Page,
        top: Locator,
        bottom: Locator | None = None,
        *,
        rail: bool = False,
        only: bool = False,
        room: int = MARGIN,
    ) -> None:
        """From the top of one thing to the bottom of the other, as wide as the page, with its rail or without.

        `only`: as wide as the first thing; `room`: of paper above it.
        """
        if self.wanted and name not in self.wanted:
            return
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, 0)")
        first, last = top.bounding_box(), (bottom or top).bounding_box()
        if first is None or last is None:
            raise SystemExit(f"{name}: what it is to show is not on {page.url}")
        left = 0.0 if rail else _right_of_rail(page)
        above = max(first["y"] - room, 0)
        width = page.evaluate("document.documentElement.clientWidth") - left
        if only:
            left, width = max(first["x"] - MARGIN, 0), first["width"] + 2 * MARGIN
        height = last["y"] + last["height"] + MARGIN - above
        page.evaluate(IN_CHINESE)
        self.write(
            name, page.screenshot(full_page=True, clip={"x": left, "y": above, "width": width, "height": height})
        )
        page.evaluate(AS_IT_WAS)

    def look(self, name: str, page: Page, at: Locator) -> None:
        """What the window shows when scrolled to a thing: the column beside it has come along."""
        if self.wanted and name not in self.wanted:
            return
        page.wait_for_load_state("networkidle")
        at.evaluate("each => window.scrollTo(0, each.getBoundingClientRect().top + window.scrollY - 80)")
        page.wait_for_timeout(300)
        left = _right_of_rail(page)
        page.evaluate(IN_CHINESE)
        self.write(name, page.screenshot(clip={"x": left, "y": 0, "width": WIDE - left, "height": TALL}))
        page.evaluate(AS_IT_WAS)

    def write(self, name: str, png: bytes) -> None:
        """Without the empty paper below, in few colours."""
        if self.wanted and name not in self.wanted:
            return
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        ground = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1)))
        if found := ImageChops.difference(picture, ground).getbbox():
            picture = picture.crop((0, 0, picture.width, min(found[3] + MARGIN, picture.height)))
        path = HERE / f"{name}.png"
        _in_few_colours(picture).save(path, optimize=True)
        size = path.stat().st_size
        self.bytes += size
        if size > MOST_BYTES:
            raise SystemExit(f"{name}: {size} bytes; show less")
        sys.stdout.write(f"{name:<24}{picture.width} × {picture.height}{size:>9}\n")


def _in_few_colours(picture: Image.Image) -> Image.Image:
    """Each pixel in the nearest of the colours that the page has most of: grounds and states stay as they are."""
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    kept = [colour for _, colour in counted[:COLOURS]]
    nearest = {
        colour: min(range(len(kept)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, kept[at], strict=True)))
        for _, colour in counted
    }
    few = Image.new("P", picture.size)
    few.putpalette([part for colour in kept for part in colour])
    few.putdata([nearest[colour] for colour in picture.get_flattened_data()])
    return few


def _right_of_rail(page: Page) -> float:
    """Where a page of the desk begins beside its rail; one of the portal has none."""
    rail = page.locator(".rail")
    box = rail.first.bounding_box() if rail.count() else None
    return box["x"] + box["width"] if box else 0.0


class Officer:
    """A made-up officer in a browser of their own."""

    def __init__(
        self, browser: Browser, camera: Camera, address: str, password: str, name: str, **kind: object
    ) -> None:
        size = {"width": WIDE, "height": TALL}
        given: dict[str, object] = {"viewport": size, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **kind}
        self.page = browser.new_context(**given).new_page()  # type: ignore[arg-type]  # of one kind each
        self.page.set_default_timeout(15_000)
        self.camera = camera
        self.address = address
        self.page.goto(f"{address}/desk/sign-in/")
        if password:
            self.page.fill("#id_username", name)
            self.page.fill("#id_password", password)
            self.press("登录")
            self.page.wait_for_url(re.compile(r"/desk/\d+/"))
            self.home = self.page.url

    def go(self, where: str = "") -> None:
        self.page.goto(self.home + where)

    def at(self, where: str) -> Locator:
        return self.page.locator(where).first

    def press(self, word: str) -> None:
        self.page.locator("#main, aside, main").get_by_role("button", name=word, exact=True).first.click()

    def follow(self, word: str) -> None:
        self.page.get_by_role("link", name=word, exact=True).first.click()

    def rewrite(self, place: str, said: str, instead: str) -> None:
        """Other words, once, in a passage of the report on the page."""
        self.tab("正文")
        self.page.locator(f"#{place} details").first.evaluate("each => { each.open = true }")
        words = self.page.locator(f"#{place} textarea")
        words.fill(words.input_value().replace(said, instead, 1))
        self.page.locator(f"#{place}").get_by_role("button", name="保存", exact=True).click()
        self.done("已保存")

    def tab(self, word: str) -> None:
        """A page of the report on the page."""
        self.page.locator("main").get_by_role("link", name=word, exact=True).first.click()
        self.page.wait_for_load_state()

    def report(self) -> None:
        """The town's report of last year: among one's own, or for who supervises below."""
        self.go("filings/")
        own = self.page.get_by_role("link", name=f"{LAST} 年度报告", exact=True)
        if own.count():
            own.first.click()
        else:
            self.go("filings/below/")
            self.follow("白石镇人民政府")

    def find(self, title: str) -> None:
        """An item, by the search of the top bar."""
        self.page.fill("#search", title)
        self.page.keyboard.press("Enter")
        self.page.locator("table").get_by_role("link", name=title, exact=True).first.click()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").first.fill(value)

    def choose(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"select[name={name}]").select_option(value)

    def tick(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}][value='{value}']").check()

    def case(self, title: str) -> None:
        """A request, by the filter of their list."""
        self.go(f"requests/?q={quote(title)}")
        self.page.locator("table").get_by_role("link", name=title, exact=True).first.click()

    def act(self, end: str) -> None:
        """An act of a record, found on its page by where it leads."""
        self.page.locator(f"main a[href$='/{end}/'], aside a[href$='/{end}/']").first.click()

    def deliver(self, letter: str, proof: str, name: str = "") -> None:
        """A letter of the case on the page, sent and arrived today."""
        listed = self.page.locator("section[aria-labelledby=letters] li", has_text=letter)
        listed.locator("a[href$='/send/']").first.click()
        self.page.get_by_label("当面", exact=False).first.check()
        self.fill(sent_on=TODAY.isoformat(), delivered_on=TODAY.isoformat(), proof=proof)
        if name:
            self.shows(name)
        self.press("登记发出")
        self.done("已登记发出")

    def sign(self, title: str, letter: str, word: str, name: str = "") -> None:
        """A letter about something that waits for this officer, read and passed."""
        self.go("requests/letters/")
        self.page.locator("tr", has_text=title).filter(has_text=letter).get_by_role("link").first.click()
        if name:
            self.shows(name)
        self.press(word)
        self.done("已经办好")

    def write(self, text: str) -> None:
        self.page.locator(".editor-area").fill(text)

    def done(self, word: str) -> None:
        """Until the page says so."""
        self.page.get_by_text(word).first.wait_for()

    def paper(self, name: str, word: str) -> None:
        """The first sheet of the PDF behind a link."""
        link = self.page.get_by_role("link", name=word, exact=True).get_attribute("href") or ""
        pdf = self.page.request.get(self.address + link, timeout=120_000).body()
        seen = subprocess.run(
            ["pdftoppm", "-png", "-r", "90", "-f", "1", "-l", "1", "-"], input=pdf, capture_output=True
        )
        self.camera.write(name, seen.stdout)

    def shows(self, name: str, top: str = "main", bottom: str = "", *, rail: bool = False) -> None:
        """A picture from one selector to another; "" is the end of the page."""
        last = self.page.locator(bottom or "body").last
        self.camera.take(name, self.page, self.at(top), last, rail=rail, room=2 if top == "main" else MARGIN)


Enter = Callable[..., Officer]


def accounts(enter: Enter) -> None:
    """登录与账号."""
    stranger = enter("")
    stranger.shows("sign-in", "main", "main > .quiet")
    for _ in range(5):
        stranger.fill(username="deng", password="wrong")
        stranger.press("登录")
        stranger.page.wait_for_load_state()
    stranger.shows("locked-out", "main", "main")
    chen = enter("chen")
    chen.page.goto(chen.address + "/desk/account/")
    chen.shows("account")
    chen.follow("改密码")
    chen.shows("password")
    chen.page.goto(chen.address + "/desk/account/second-factor/")
    chen.shows("second-factor")


def today(enter: Enter) -> None:
    """今日."""
    chen = enter("chen")
    chen.shows("today", "body", "section:has(#returned) table", rail=True)
    chen.page.keyboard.press("?")
    chen.page.goto(chen.home + "help/")
    chen.shows("help")


def new_item(enter: Enter) -> None:
    """新增一条信息."""
    chen = enter("chen")
    chen.follow("新增信息")
    chen.choose(kind="list")
    chen.shows("item-source", "main", "section[aria-labelledby=section-1]")
    chen.fill(
        title=TITLE, formed_on=(TODAY - timedelta(days=6)).isoformat(), summary="全镇耕地地力保护补贴的发放情况。"
    )
    chen.fill(entry_words="耕地地力")
    chen.choose(entry_code="25.004")
    chen.write(f"{BODY}领取人张某，身份证号{IDENTITY}。")
    chen.press("保存")
    chen.done("已保存")
    chen.camera.look("item-found", chen.page, chen.at(".editor"))
    chen.shows("item-entry", "section[aria-labelledby=section-5]", "section[aria-labelledby=section-5]")
    chen.write(BODY)
    for box in chen.page.locator("[name=elements_present]").all():
        box.check()
    chen.page.set_input_files("[name=uploads]", files=[workbook("发放明细.xlsx", PAID, hidden=HIDDEN)])
    chen.press("保存")
    chen.done("已保存")
    chen.shows("item-attachment", "section[aria-labelledby=section-4]", "section[aria-labelledby=section-4]")
    chen.page.get_by_role("link", name=re.compile("^删去")).first.click()
    chen.press("删去")


def screening(enter: Enter) -> None:
    """送审与三审三校, 退回与报请确定."""
    chen, zhou, sun, zhao = (enter(name) for name in ("chen", "zhou", "sun", "zhao"))
    chen.find(TITLE)
    chen.follow("提交审查")
    chen.shows("submit")
    chen.press("提交审查")
    chen.done("已提交审查")
    chen.shows("item-record", "main", "section[aria-labelledby=trail]")
    chen.page.locator("aside summary", has_text="怎么算的").click()
    chen.camera.take("item-due", chen.page, chen.at("section[aria-labelledby=clock]"), only=True)
    zhou.go("screening/")
    zhou.shows("screening", "body", "table", rail=True)
    zhou.follow(TITLE)
    zhou.shows("examination")
    zhou.follow("退回经办人")
    zhou.fill(reason="第二段没有写公示的起止日期，请补上。")
    zhou.shows("return")
    zhou.go("screening/")
    zhou.follow(TITLE)
    zhou.press("通过")
    zhou.done("已通过")
    sun.go("screening/")
    sun.follow(TITLE)
    sun.page.locator("[name=looked_at]").first.check()
    sun.shows("secrecy")
    sun.follow("拿不准，报请确定")
    sun.fill(to="柳河县保密局", reason="附表里的责任人电话汇总起来能不能公开，拿不准。")
    sun.shows("refer")
    sun.go("screening/")
    sun.follow(TITLE)
    sun.press("通过")
    sun.done("已通过")
    zhao.go("screening/")
    zhao.follow(TITLE)
    zhao.camera.take("sign", zhao.page, zhao.at("aside section"), only=True)
    zhao.press("通过")
    zhao.done("已通过")
    zhao.find("白石镇公益性岗位招聘公告（第7期）")
    zhao.follow("紧急发布")
    zhao.shows("emergency")
    chen.find("太平村宅基地审批情况公示（11月）")
    chen.follow("修改草稿")
    chen.camera.take("returned", chen.page, chen.at("main"), chen.at(".notice"), only=True)


def releasing(enter: Enter) -> None:
    """发布, 新版与撤回."""
    chen, zhao = enter("chen"), enter("zhao")
    chen.find(TITLE)
    chen.follow("发布")
    for channel in ("镇政府公告栏", "镇政府广场大屏", "白石发布"):
        chen.page.get_by_label(re.compile(channel)).check()
    chen.shows("release")
    chen.press("发布")
    chen.done("已公开")
    chen.shows("released", "main", "section[aria-labelledby=trail]")
    chen.follow("修改（出新的一版）")
    chen.fill(reason="补写公示的起止日期")
    chen.shows("new-edition")
    zhao.find("关于开展冬季防火宣传的公告")
    zhao.follow("撤回")
    zhao.fill(reason="禁火的起止日期写错，更正后重新公告。")
    zhao.shows("withdraw")
    zhao.press("撤回")
    zhao.done("已撤回")
    zhao.page.goto(zhao.address + f"/items/{zhao.page.url.rstrip('/').rsplit('/', 1)[1]}/")
    zhao.shows("withdrawn")


def channels(enter: Enter) -> None:
    """渠道."""
    chen = enter("chen")
    chen.go("channels/")
    chen.shows("channels")
    chen.follow("登记渠道")
    chen.shows("channel-new")
    chen.go("publications/")
    chen.shows("publications")
    for channel, name in (("镇政府公告栏", "notice"), ("镇政府广场大屏", "led"), ("白石发布", "wechat")):
        chen.go("publications/")
        chen.page.locator("tr", has_text=channel).filter(has_text=TITLE).get_by_role("link", name=TITLE).first.click()
        chen.shows(f"publication-{name}")
        if name == "notice":
            chen.paper("notice", "A4 公告（PDF）")
            chen.follow("登记已发布")
            chen.shows("publication-record")
    chen.go("publications/take-downs/")
    chen.shows("take-downs")
    chen.go("deliveries/")
    chen.press("筛选")
    chen.shows("deliveries")
    phone = enter("chen", viewport={"width": 390, "height": 844})
    phone.go("quick/")
    phone.shows("quick")


def counting(enter: Enter) -> None:
    """数一数."""
    chen = enter("chen")
    chen.go("counts/")
    chen.shows("counts", "main", "main .chart")
    chen.camera.take("counts-channels", chen.page, chen.at("section[aria-labelledby=channel]"))


def validity(enter: Enter) -> None:
    """有效性与解读."""
    chen = enter("chen")
    chen.find("白石镇冬春农田水利建设实施方案")
    chen.follow("标明有效性")
    chen.shows("validity")
    chen.page.go_back()
    chen.follow("关联解读")
    chen.shows("interpretation")


def consulting(enter: Enter) -> None:
    """预公开, 不予公开与复核."""
    chen = enter("chen")
    chen.find(TITLE)
    chen.follow("征求公众意见")
    chen.shows("consultation")
    chen.fill(
        explanation="为规范补贴发放，起草了这份办法。",
        how="寄至白石镇党政综合办公室，或发邮件到 baishi@liuhe.example。",
        opens_on=TODAY.isoformat(),
        closes_on=(TODAY + timedelta(days=30)).isoformat(),
    )
    chen.press("开始征求意见")
    chen.done("已登记征求意见")
    chen.go("items/")
    chen.find(TITLE)
    chen.follow("意见台账")
    chen.follow("登记意见")
    chen.fill(text="建议公示到户。", way="电话", received_on=TODAY.isoformat())
    chen.press("登记")
    chen.done("意见已登记")
    chen.shows("opinions")
    chen.go("items/new/")
    chen.tick("attribute", "withheld")
    chen.page.get_by_text("不主动公开的，再填这几项").click()
    chen.shows("withheld", "fieldset:has([name=attribute])", "[name=attribute_reason]")
    chen.find("关于干部分工调整的内部讨论记录")
    chen.follow("复核")
    chen.shows("reexamine")


def imports(enter: Enter) -> None:
    """批量导入与撤销."""
    chen = enter("chen")
    chen.go("imports/")
    chen.shows("imports")
    chen.page.set_input_files("[type=file]", files=[workbook("10月公开台账.xlsx", PAST)])
    chen.press("读表并检查")
    chen.page.wait_for_url(re.compile(r"/imports/\d+/"))
    chen.shows("import-rows")
    chen.page.get_by_label("不导入有错的行").check()
    chen.page.get_by_role("button", name=re.compile(r"^导入 \d")).click()
    batch = re.sub(r"/begin/$", "/", chen.page.url)
    for _ in range(60):
        chen.page.goto(batch)
        if chen.page.get_by_role("link", name="撤销这次导入").count():
            break
        time.sleep(1)
    chen.shows("import-done")
    chen.follow("撤销这次导入")
    chen.fill(reason="导入了上个月已经导入过的表。")
    chen.shows("import-undo")
    chen.press("撤销这次导入")
    chen.done("已撤销")


def catalogue(enter: Enter) -> None:
    """目录, 指南与制度."""
    qian, he = enter("qian"), enter("he")
    qian.go("catalogue/")
    qian.shows("catalogue", "main", "tbody:nth-of-type(2)")
    qian.go("catalogue/editions/")
    qian.shows("catalogue-editions")
    qian.follow("修订现行目录")
    qian.press("开始修订")
    qian.page.wait_for_url(re.compile(r"/catalogue/editions/\d+/"))
    qian.shows("catalogue-edition", "main", "tbody:nth-of-type(2)")
    qian.follow("增加条目")
    qian.shows("catalogue-entry", "main", "fieldset:has(#reading)")
    qian.go("guide/")
    qian.shows("guide", "main", "main h2:nth-of-type(4)")
    qian.go("regulations/")
    qian.shows("regulations")
    he.go("catalogue/editions/")
    he.follow("从标准目录起草")
    he.press("起草")
    he.page.wait_for_url(re.compile(r"/catalogue/editions/\d+/"))
    he.page.goto(he.page.url + "hand-down/")
    he.shows("hand-down")
    he.page.locator("tr", has_text="白杨镇").locator("[type=checkbox]").check()
    he.press("下发给勾选的机关")
    he.done("正在向")
    he.go("tasks/")
    he.shows("tasks")


def agency(enter: Enter) -> None:
    """主管部门看下级, 机关与人员, 日志, 放假安排."""
    he, qian, zhao = enter("he"), enter("qian"), enter("zhao")
    he.go("overview/")
    he.shows("overview")
    qian.go("settings/")
    qian.shows("settings")
    qian.go("settings/officers/")
    qian.shows("officers")
    qian.follow("开账号")
    qian.fill(username="huang", name="黄丽", title="党政办干事")
    qian.tick("roles", "handler")
    qian.shows("officer-new")
    qian.press("保存")
    qian.done("一次性密码")
    qian.shows("password-shown")
    qian.go("settings/hand-overs/")
    qian.choose(giver=value(qian, "giver", "陈静"), receiver=value(qian, "receiver", "吴桐"))
    qian.shows("hand-overs")
    qian.press("看看有哪些要移交")
    qian.shows("hand-over")
    zhao.go("screening/exceptions/new/")
    zhao.shows("exception")
    qian.go("settings/journal/")
    qian.shows("journal", "main", "tbody tr:nth-child(8)")
    qian.go("settings/calendar/")
    qian.shows("calendar")
    qian.page.goto(qian.address + "/desk/site/calendar/")
    qian.shows("calendar-load", "main", "form")
    qian.go("settings/unconfirmed/")
    qian.shows("unconfirmed")


WANTED = "2026年白石镇耕地地力保护补贴发放明细，包括领取人、面积和金额"
THIRD = "刘大山"
PHONE = {"viewport": {"width": 375, "height": 812}, "device_scale_factor": 1}


def applying(enter: Enter) -> None:
    """公众怎样申请: on a phone, to the receipt; and what the desk sees of it."""
    chen, phone = enter("chen"), enter("", **PHONE)
    agency = re.sub(r"\D", "", chen.home.partition("/desk/")[2])
    phone.page.goto(f"{phone.address}/agencies/{agency}/apply/")
    phone.shows("apply-ways", "main", "main ol")
    phone.page.goto(f"{phone.address}/agencies/{agency}/apply/what/")
    phone.page.get_by_label("您需要什么信息").fill(WANTED)
    phone.shows("apply-what", "main", "main form")
    phone.press("继续")
    phone.press("不是我要的，继续申请" if phone.page.get_by_role("button", name="不是我要的").count() else "继续")
    phone.page.get_by_label("公民个人").check()
    phone.press("继续")
    phone.page.get_by_label("姓名").fill("王芳")
    phone.page.get_by_label("证件号码").fill(IDENTITY)
    phone.press("继续")
    phone.page.get_by_label("联系电话").fill("13900001234")
    phone.press("继续")
    phone.page.get_by_label("纸质").check()
    phone.page.get_by_label("自行领取").check()
    phone.press("继续")
    if phone.page.locator("[name=answer]").count():
        phone.fill(answer=answer(phone.at("main").inner_text()))
    phone.press("提交申请")
    phone.done("申请已提交")
    phone.shows("apply-receipt", "main", "main ol")
    chen.go()
    chen.go("requests/")
    chen.shows("requests", "body", "tbody tr:nth-of-type(8)", rail=True)
    chen.case(WANTED)
    chen.act("register")
    chen.fill(confirmed_how="电话联系，本人确认")
    chen.shows("request-confirm")
    chen.press("下一步：核对")
    chen.shows("request-check")
    chen.press("登记")
    chen.done("已登记为")
    chen.act("ask-to-amend")
    chen.fill(what="请写明要哪几个村的明细。", why="全镇有二十个村，所需内容不明确。")
    chen.shows("request-amend")
    chen.press("发出补正告知书")
    chen.done("补正告知书")
    phone.page.goto(f"{phone.address}/follow/case/")
    phone.shows("follow", "main", "section[aria-labelledby=letters]")
    phone.page.locator("main a[href='/follow/amend/']").first.click()
    phone.page.locator("main textarea").first.fill("要白石村、石门村两个村的。")
    phone.press("提交补正")
    phone.page.wait_for_url("**/follow/case/")


def replying(enter: Enter) -> None:
    """征求意见, 延期, 遮盖, 办理结果, 审签, 送达, 归档."""
    chen, zhou, zhao = enter("chen"), enter("zhou"), enter("zhao")
    chen.case(WANTED)
    chen.act("consult")
    chen.page.get_by_label("第三方").check()
    chen.fill(name=THIRD, address="白石镇白石村三组", question="补贴明细中您户的面积、金额和银行账号，是否同意公开")
    chen.shows("request-consult")
    chen.press("发出征求意见书")
    chen.done("文书已编号制发")
    chen.deliver("征求第三方意见书", "快递签收")
    chen.case(WANTED)
    chen.act("end")
    chen.page.get_by_label("不同意公开", exact=True).check()
    chen.fill(opinion="涉及我家的银行账号和收入，不同意公开。")
    chen.page.get_by_label("理由成立，不予公开").check()
    chen.shows("request-objection")
    chen.press("登记")
    chen.done("意见已登记")
    chen.act("extend")
    chen.fill(reason="需要逐户核对两个村的发放清册。")
    chen.shows("request-extend")
    chen.press("提交审签")
    chen.done("延期答复告知书已提交")
    zhou.go("requests/letters/")
    zhou.shows("letters-to-sign", "main", "table")
    zhou.sign(WANTED, "延期", "同意", "letter-consent")
    chen.case(WANTED)
    chen.shows("request-record", "main", "section[aria-labelledby=acts]")
    chen.act("search")
    chen.fill(place="镇财政所发放系统、镇档案室2026年文书", keywords="耕地地力 补贴 发放", searched_by="陈静")
    chen.fill(method="业务系统查询", result="找到白石村、石门村发放明细表一份。")
    chen.page.get_by_label("找到了", exact=True).check()
    chen.shows("request-search")
    chen.press("保存")
    chen.done("检索已记下")
    chen.act("add")
    chen.page.set_input_files("[name=file]", files=[document("发放明细.docx", FOUND)])
    chen.press("上传")
    chen.done("文件已加入案卷")
    chen.camera.take("request-files", chen.page, chen.at("section[aria-labelledby=files]"), only=True)
    chen.act("redact")
    chen.fill(words_15=THIRD)
    chen.press("遮盖并生成副本")
    chen.done("已遮盖")
    chen.shows("request-redact", "main", "figure")
    chen.case(WANTED)
    chen.act("outcome")
    chen.shows("request-outcome", "main", "section:nth-of-type(2)")
    chen.page.locator("a[href$='outcome=partly_granted']").first.click()
    chen.fill(
        provided="白石村、石门村补贴发放明细的复制件，当面领取",
        withheld_parts="第三方的姓名、银行账号和身份证号，属于个人隐私，依据条例第十五条",
        reason="经征求意见，第三方不同意公开，理由成立；其余内容可以公开",
    )
    chen.page.locator("[name=files]").first.check()
    chen.shows("request-decide")
    chen.press("下一步：核对")
    chen.shows("request-decision")
    chen.press("提交审签")
    chen.done("已提交审签")
    zhou.sign(WANTED, "答复书", "审核通过")
    zhao.sign(WANTED, "答复书", "签发", "letter-sign")
    chen.case(WANTED)
    chen.page.locator("section[aria-labelledby=letters] a", has_text="答复书").first.click()
    chen.shows("letter")
    chen.paper("letter-paper", "下载 PDF")
    chen.case(WANTED)
    chen.deliver("答复书", "本人签收", "letter-send")
    chen.case(WANTED)
    chen.camera.take("request-letters", chen.page, chen.at("section[aria-labelledby=letters]"), only=True)
    chen.act("dossier")
    chen.press("制作案卷")
    chen.page.get_by_role("link", name=re.compile("下载 PDF")).wait_for(timeout=120_000)
    chen.shows("dossier")
    chen.case(WANTED)
    chen.act("archive")
    chen.shows("request-archive")
    chen.press("归档")
    chen.done("已归档")
    chen.go("requests/archived/")
    chen.shows("archived", "main", "section[aria-labelledby=lists]")
    zhou.go("requests/letters/wording/?kind=extension_notice")
    zhou.shows("letter-wording", "main", "main form")


def disputing(enter: Enter) -> None:
    """争议: a reconsideration that corrects the reply, and the new reply."""
    chen, zhou, zhao = enter("chen"), enter("zhou"), enter("zhao")
    chen.case(WANTED)
    number = chen.at("h1").locator("xpath=..").inner_text().split("\n")[0].strip()
    chen.go("disputes/")
    chen.shows("disputes")
    chen.follow("登记复议或诉讼")
    chen.page.get_by_label("行政复议", exact=True).check()
    chen.page.get_by_label("简易程序").check()
    chen.fill(case=number, body="柳河县人民政府", case_number=f"柳政复〔{TODAY.year}〕9号")
    chen.fill(subject="不服部分公开答复", received_on=TODAY.isoformat())
    chen.shows("dispute-new")
    chen.press("登记")
    chen.done("已登记")
    chen.shows("dispute", "main", "section[aria-labelledby=proofs]")
    chen.act("answer")
    chen.shows("dispute-answer")
    chen.press("答复")
    chen.done("已登记答复举证")
    chen.act("conclude")
    chen.page.get_by_label("结果纠正").check()
    chen.fill(detail="撤销答复，责令重新答复", decided_on=TODAY.isoformat())
    chen.fill(redo_due_on=(TODAY + timedelta(days=30)).isoformat())
    chen.shows("dispute-result")
    chen.press("登记结果")
    chen.done("已登记结果")
    chen.case(WANTED)
    chen.act("judge")
    chen.page.get_by_label("理由不成立").check()
    chen.fill(reason="复议决定认为补贴面积和金额不属于个人隐私。")
    chen.press("保存")
    chen.done("判断已保存")
    chen.act("outcome")
    chen.page.locator("a[href$='outcome=granted.provided']").first.click()
    chen.fill(provided="白石村、石门村补贴发放明细的复制件，隐去银行账号，当面领取", reason="复议决定撤销了原答复")
    chen.page.locator("[name=files]").first.check()
    chen.press("下一步：核对")
    chen.press("提交审签")
    chen.done("已提交审签")
    zhou.sign(WANTED, "答复书", "审核通过")
    zhao.sign(WANTED, "答复书", "签发")
    chen.case(WANTED)
    chen.deliver("答复书", "本人签收")
    chen.case(WANTED)
    chen.camera.take("request-redone", chen.page, chen.at("section[aria-labelledby=decisions]"), only=True)
    chen.go("requests/counts/")
    chen.shows("tables", "main", "table")
    chen.go("corrections/")
    chen.follow("登记更正申请")
    chen.shows("correction-new", "main", "main form")
    chen.go("complaints/")
    chen.shows("complaints")


def requests(enter: Enter) -> None:
    """代填, 收费, 零申请, 分办, 交换, 消息, 转主动公开, 期限."""
    chen, zhou, qian = (enter(name) for name in ("chen", "zhou", "qian"))
    chen.go("requests/new/")
    chen.shows("request-new")
    chen.follow("口头（代填）")
    chen.page.get_by_label("自然人").check()
    chen.fill(name="李桂香", id_number=OTHERS[0], mobile="13900004321", address="白石镇红石村二组")
    chen.fill(description="请提供红石村2025年低保对象公示的名单。", title="红石村2025年低保对象公示名单")
    chen.page.get_by_label("代填的内容已念给申请人听").check()
    chen.camera.take("request-oral", chen.page, chen.at("main"), chen.at("[name=id_number]"))
    chen.press("下一步：核对")
    chen.press("登记")
    chen.done("已登记为")
    chen.case("生猪养殖场环保验收材料")
    chen.page.locator("section[aria-labelledby=clock] summary").first.click()
    chen.camera.take("request-due", chen.page, chen.at("section[aria-labelledby=clock]"), only=True)
    chen.go("requests/?state=fee_due")
    chen.page.locator("tbody tr").last.get_by_role("link").first.click()
    chen.page.locator("section[aria-labelledby=fees] summary").first.click()
    chen.camera.take("fee", chen.page, chen.at("section[aria-labelledby=fees]"), only=True)
    chen.go(f"requests/counts/?year={TODAY.year - 3}")
    chen.camera.take("nil-year", chen.page, chen.at("main"), chen.at("table tbody tr:nth-of-type(4)"))
    qian.go("requests/units/")
    qian.follow("设承办机构")
    qian.fill(name="农业农村办公室")
    qian.page.get_by_label("陈静").check()
    qian.press("保存")
    qian.done("承办机构已设")
    qian.shows("units")
    zhou.case("小流域治理项目批复")
    zhou.act("assign")
    zhou.shows("request-assign")
    chen.go("requests/exchange/")
    chen.shows("exchange")
    chen.page.set_input_files("[type=file]", files=[workbook("自治区平台.xlsx", FLOOD)])
    chen.press("上传并查看")
    chen.page.wait_for_url(re.compile(r"/exchange/\d+/"))
    chen.camera.take("exchange-rows", chen.page, chen.at("main"), chen.at("tbody tr:nth-of-type(6)"))
    chen.press("确认导入")
    chen.done("已导入")
    chen.case(str(FLOOD[-1][8]))
    chen.act("charge-month")
    chen.fill(reason="一个月内提出同类申请四十五件，明显超过合理数量。")
    chen.camera.take("fee-together", chen.page, chen.at("main"), chen.at("tbody tr:nth-of-type(13)"))
    chen.press("提交审签")
    chen.done("合计 5500 元")
    zhou.go("requests/letters/")
    for letter in zhou.page.locator("tbody tr", has_text="收费通知书").locator("[name=letter]").all():
        letter.check()
    zhou.press("一并同意收费通知书")
    zhou.camera.take("sign-together", zhou.page, zhou.at("main"), zhou.at("tbody tr:nth-of-type(5)"))
    zhou.page.get_by_role("button", name=re.compile("^同意这")).click()
    zhou.done("已同意 35 份")
    chen.go("messages/")
    chen.shows("messages", "main", "tbody tr:nth-of-type(6)")
    chen.go("messages/preferences/")
    chen.shows("mail")
    chen.case("高龄津贴发放名册")
    chen.act("convert")
    chen.shows("request-convert")


def registers(enter: Enter) -> None:
    """登记簿: what the year's report needs and nobody else keeps."""
    chen = enter("chen")
    chen.go(f"registers/?year={LAST}")
    chen.shows("registers", "main", "main table")
    chen.go("registers/new/?of=trainings")
    chen.choose(kind="held")
    chen.fill(title="村（社区）信息报送员培训", on=f"{LAST}-11-06", attendance="38")
    chen.fill(content="公示的起止日期怎样写，哪些内容要遮盖。")
    chen.shows("register-new", "main", "main form")
    chen.press("登记")
    chen.done("已登记培训")
    chen.go(f"registers/list/?of=problems&year={LAST}")
    chen.page.locator("main table").get_by_role("link").first.click()
    chen.shows("register-entry")


def reading(enter: Enter) -> None:
    """读入往年报告: the report of the year before beside its file, looked at cell by cell."""
    chen = enter("chen")
    chen.go("filings/")
    chen.shows("filings", "body", "main table", rail=True)
    chen.follow(f"{LAST - 1} 年度报告")
    chen.follow("核对原件")
    chen.page.locator(".sheet img").nth(2).scroll_into_view_if_needed()
    for doubt in chen.page.locator(".doubt").all():
        doubt.evaluate("each => each.closest('details')?.setAttribute('open', '')")
        doubt.locator("[name^=seen-], [name^=none-]").first.check()
    chen.page.locator(".doubts details").evaluate_all("all => all.forEach(each => each.removeAttribute('open'))")
    for _ in range(2):
        chen.page.locator(".doubt").nth(1).get_by_role("link").first.click()
        chen.page.wait_for_timeout(1_000)
    chen.camera.look("filing-doubts", chen.page, chen.at(".beside"))
    chen.press("保存核对过的")
    chen.done("都核对完了")
    chen.follow("入库")
    chen.press("入库")
    chen.done("已入库")


def compiling(enter: Enter) -> None:
    """编制: figures, one from outside, the words, what was found, plans, comparison."""
    chen = enter("chen")
    chen.go("filings/")
    chen.follow(f"开始编制 {LAST} 年度报告")
    chen.press("开始编制")
    chen.done("已开始编制")
    chen.shows("filing-progress")
    chen.tab("数字")
    chen.camera.take("filing-figures", chen.page, chen.at("main"), chen.at("main table"))
    chen.page.locator("main a[href*='name=disclosure.penalties.decisions']").first.click()
    chen.shows("filing-records")
    chen.follow("填报台账以外的数字")
    chen.fill(value="18", source="县司法局行政执法统计系统年度报表")
    chen.fill(reason="镇案件台账漏记 1 件简易程序案件。")
    chen.shows("filing-enter")
    chen.press("填报")
    chen.done("已经填报")
    chen.rewrite("overview-disclosure", "91条", "99条")
    chen.camera.take("filing-away", chen.page, chen.at("#overview-disclosure"))
    chen.rewrite("overview-disclosure", "99条", "91条")
    chen.follow("改进安排和落实情况")
    chen.follow("从上年报告取改进安排")
    chen.page.locator("[name=sentences]").last.check()
    chen.press("取来")
    chen.done("已取来")
    chen.follow("写落实情况")
    chen.page.locator("[name=progress]").first.check()
    chen.fill(done="每月末核对栏目更新，全年补发 12 个栏目；重要文件都与解读同步起草。")
    chen.press("保存")
    chen.done("落实情况已写")
    chen.shows("filing-plans")
    chen.tab("问题")
    chen.page.locator("main .finding details").first.evaluate("each => { each.open = true }")
    chen.shows("filing-findings")
    settle(chen)
    chen.tab("比较")
    chen.camera.take("filing-comparison", chen.page, chen.at("main"), chen.at("main .sides > *"))


def settle(officer: Officer) -> None:
    """Every finding that waits for a reason is given one."""
    officer.tab("问题")
    waiting = officer.page.locator("main details", has_text="核对无误，说明理由")
    while left := waiting.count():
        waiting.first.evaluate("each => { each.open = true }")
        waiting.first.locator("[name=reason]").fill("已向各办公室核实，情况属实。")
        waiting.first.get_by_role("button").click()
        officer.done("已确认")
        officer.tab("问题")
        if waiting.count() >= left:
            raise SystemExit("a finding cannot be confirmed")


def examined(chen: Officer, readers: tuple[Officer, ...], name: str = "") -> None:
    """Handed in by its handler, read by three, filed with the county."""
    chen.report()
    chen.act("examine")
    chen.press("提交内部审查")
    chen.done("已提交内部审查")
    for reader, word in zip(readers, ("通过", "通过", "签发"), strict=True):
        reader.report()
        reader.act("pass")
        if name and word == "签发":
            reader.shows(name)
        reader.press(word)
        reader.done("已签发" if word == "签发" else "已通过")
    chen.report()
    chen.act("submit")
    chen.press("报送")
    chen.done("已报送")


def filing(enter: Enter) -> None:
    """审查、报送、退回、审核、公布、更正."""
    chen, zhou, sun, zhao, he = (enter(name) for name in ("chen", "zhou", "sun", "zhao", "he"))
    examined(chen, (zhou, sun, zhao), "filing-pass")
    he.report()
    he.follow("看报告、批注")
    he.page.locator("main a[href$='cell=disclosure.penalties.decisions']").first.click()
    he.fill(says="与县司法局的数字差 1 件，请核对。")
    he.shows("filing-mark")
    he.press("批注")
    he.done("已批注")
    he.page.locator("main a[href*='section=problems']").first.click()
    he.fill(says="改进安排没有写谁负责，请补上。")
    he.press("批注")
    he.done("已批注")
    he.camera.look("filing-marks", he.page, he.at("main table"))
    he.follow("回到进度")
    he.act("send-back")
    he.fill(reason="请按批注核对后重新报送。")
    he.press("退回")
    he.done("已退回")
    chen.report()
    chen.shows("filing-returned")
    for answer in ("已与县司法局核对，18 件无误。", "已写明由党政综合办公室负责。"):
        chen.report()
        chen.page.locator("main").get_by_role("link", name=re.compile("^答复")).first.click()
        chen.fill(answer=answer)
        chen.press("保存答复")
        chen.done("已答复")
    settle(chen)
    examined(chen, (zhou, sun, zhao))
    he.report()
    he.act("accept")
    he.press("审核通过")
    he.done("已审核通过")
    chen.report()
    chen.act("publish")
    chen.press("公布")
    chen.done("已公布")
    agency = re.sub(r"\D", "", chen.home.partition("/desk/")[2])
    public = enter("")
    public.page.goto(f"{public.address}/agencies/{agency}/reports/")
    public.page.locator("main").get_by_role("link", name=re.compile(str(LAST))).first.click()
    public.camera.look("filing-public", public.page, public.at("main"))
    zhao.report()
    zhao.act("restate")
    zhao.fill(reason="核对综合执法台账，行政处罚多计 1 件。")
    zhao.shows("filing-restate")


def collecting(enter: Enter) -> None:
    """下级报送: the board, reminders, dates, the county's total."""
    he, lin, shen = enter("he"), enter("lin"), enter("shen")
    lin.go("filings/")
    lin.follow(f"{LAST} 年度报告")
    lin.tab("经过")
    lin.shows("filing-trail", "main", "section[aria-labelledby=readings]")
    he.go("filings/below/")
    he.shows("filing-board", "main", "main table")
    he.follow("设定期限")
    he.shows("filing-dates", "main", "main table")
    he.go("filings/below/")
    he.page.get_by_role("link", name=re.compile("^催报全部")).click()
    he.fill(says="请周五下班前报来，有困难请电话联系。")
    he.shows("filing-chase")
    shen.go(f"filings/begin/?year={LAST}&scope=whole")
    shen.press("开始编制")
    shen.done("已开始编制")
    shen.tab("汇总来源")
    shen.shows("filing-parts", "main", "main table")


def document(name: str, lines: list[str]) -> dict[str, object]:
    """A Word file as a form takes it."""
    written = docx.Document()
    for line in lines:
        written.add_paragraph(line)
    kept = io.BytesIO()
    written.save(kept)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": name, "mimeType": kind, "buffer": kept.getvalue()}


def answer(page: str) -> str:
    """To the sum in words that the portal asks who applies often."""
    numbers = {chinese(number): number for number in range(1, 19)}
    [(first, sign, second)] = re.findall("([一二三四五六七八九十]+)(加|减)([一二三四五六七八九十]+)等于几", page)
    return str(numbers[first] + numbers[second] * (1 if sign == "加" else -1))


def value(officer: Officer, name: str, words: str) -> str:
    """The value of the choice with those words."""
    option = officer.page.locator(f"select[name={name}] option", has_text=words).first
    return option.get_attribute("value") or ""


def workbook(name: str, rows: list[list[object]], hidden: list[list[object]] | None = None) -> dict[str, object]:
    """An Excel file as a form takes it; `hidden` are the rows of a sheet that is not shown."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if hidden:
        behind = book.create_sheet("底稿")
        behind.sheet_state = "hidden"
        for row in hidden:
            behind.append(row)
    kept = io.BytesIO()
    book.save(kept)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": kind, "buffer": kept.getvalue()}


PAID: list[list[object]] = [
    ["村", "户数", "面积（亩）", "金额（元）"],
    ["白石村", 120, 860, 58480],
    ["上坝村", 95, 640, 43520],
]
HIDDEN: list[list[object]] = [["姓名", "身份证号"], ["张某", IDENTITY]]
PAST: list[list[object]] = [
    ["标题", "种类", "法定内容", "成文日期", "公开日期", "渠道"],
    ["10月森林防火值班安排", "公示公告", "20.12", "2026-10-08", "2026-10-09", "镇政府公告栏"],
    ["10月低保对象公示", "名单类", "21.8", "2026-10-10", "2026-10-12", "镇政府公告栏、白石发布"],
    ["秋季动物防疫通知", "公示公告", "20.11", "2026-10-15", "2026-10-16", "村口大喇叭"],
    ["乡村公路养护公示", "公示公告", "20.10", "2026-10-20", "10月41日", "镇政府公告栏"],
]
FOUND = [
    "白石镇耕地地力保护补贴发放明细",
    f"白石村　{THIRD}　身份证号{IDENTITY}　面积12.5亩　金额1250元",
    "石门村　合计　面积310亩　金额31000元",
]
ASKED = ("集体资产处置情况", "一事一议筹资情况", "机动地发包情况")
FLOOD: list[list[object]] = [
    [
        "上级平台编号",
        "申请渠道",
        "申请人类型",
        "姓名或名称",
        "证件名称",
        "证件号码",
        "联系电话",
        "收到日期",
        "所需信息",
        "内容描述",
    ],
    *(
        [
            f"ZZQ{number:05d}",
            "互联网",
            "自然人",
            "孙大成",
            "居民身份证",
            OTHERS[1],
            "13900007788",
            TODAY.isoformat(),
            wanted,
            wanted,
        ]
        for number, wanted in enumerate((f"石桥村{year}年{what}" for year in range(2011, 2026) for what in ASKED), 1)
    ),
]
"""Forty-five of one person in one month."""
TELLING = (
    accounts,
    today,
    new_item,
    screening,
    releasing,
    channels,
    counting,
    validity,
    consulting,
    imports,
    catalogue,
    agency,
    applying,
    replying,
    disputing,
    requests,
    registers,
    reading,
    compiling,
    filing,
    collecting,
)


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name, site(Path(name)) as address, sync_playwright() as playwright:
        password = Path(name, "demonstration_password").read_text(encoding="ascii")
        run(playwright, address, password, Camera(wanted))


def run(
    playwright: object,
    address: str,
    password: str,
    camera: Camera,
    telling: tuple[Callable[[Enter], None], ...] = TELLING,
) -> None:
    browser = playwright.chromium.launch(  # type: ignore[attr-defined]
        executable_path="/usr/bin/chromium", args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "zh_CN"}
    )

    def enter(name: str, **kind: object) -> Officer:
        return Officer(browser, camera, address, password if name else "", name, **kind)

    for part in telling:
        part(enter)
    sys.stdout.write(f"{camera.bytes:,} bytes\n")
    browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
