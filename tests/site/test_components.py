import re
import shutil
from datetime import date
from itertools import pairwise

import pytest
from django import forms
from django.core.paginator import Paginator
from django.test import RequestFactory
from jinja2 import UndefinedError
from lxml import html as markup

from gongkai.errors import Refused
from gongkai.site import examples
from tests.site.pages import ORIGIN, SITE, desk, portal, serve, templates

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
STATIC = SITE / "static" / "gongkai"
THEMES = ("light", "dark", "contrast")

PUBLIC_PAGE = """{% extends "portal.html" %}
{% from "components/page.html" import breadcrumb, page_head %}
{% from "components/list.html" import editions, metadata %}
{% block title %}补助方案{% endblock %}
{% block crumbs %}{{ breadcrumb([("首页", "/"), "正文"]) }}{% endblock %}
{% block main %}{{ page_head("补助方案") }}{{ metadata([("索引号", "202403-00013"), ("文号", none)]) }}
<article class="prose"><h2>一、原则</h2><p>公开、公平、公正。</p>
<table><tr>{% for n in range(12) %}<th>第{{ n }}列的名称</th>{% endfor %}</tr></table></article>{% endblock %}
{% block aside %}<h2>版本</h2>{{ editions([{"number": 1, "on": on, "url": "#", "current": true}]) }}{% endblock %}"""


@pytest.fixture(scope="module")
def every_component():
    return templates().get_template("components.html").render(desk(), **examples.context())


@pytest.fixture(scope="module")
def public_page():
    return templates().from_string(PUBLIC_PAGE).render(portal(), on=date(2024, 3, 8))


def drawn(text, **context):
    """A piece of template, drawn with every macro at hand that it imports."""
    return markup.fragment_fromstring(templates().from_string(text).render(context), create_parent="div")


def words(found):
    return " ".join(found.text_content().split())


def query_of(link):
    return link.get("href")


# the examples


def test_the_page_of_examples_shows_every_component():
    shown = (SITE / "templates" / "components.html").read_text(encoding="utf-8")
    pieces = {"required_mark", "hint_and_errors", "number_table"}  # drawn within others
    pieces |= {"figure", "heading_cell", "official_table", "passage", "spans", "statistics_table"}
    frame = {"breadcrumb", "demonstration_banner", "messages_list", "display_switch"}  # drawn by the layouts
    own_page = {"confirm"}
    manual = (SITE.parents[2] / "docs" / "components.md").read_text(encoding="utf-8")
    for file in sorted((SITE / "components").glob("*.html")):
        text = file.read_text(encoding="utf-8")
        macros = set(re.findall(r"{% macro ([a-z]\w*)\(", text))
        for name in macros - pieces - frame - own_page:
            assert re.search(rf"\b{name}\(", shown), f"{name} of {file.name} has no example"
        for name in macros:
            assert re.search(rf"\b{name}\(", text[: text.index(f"macro {name}(")]), f"{name} says nothing of its use"
            assert f"`{name}(" in manual, f"docs/components.md does not name {name}"


def test_one_title_and_headings_in_order(every_component):
    page = markup.document_fromstring(every_component)
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_no_page_has_two_elements_of_one_name(every_component, public_page):
    for text in (every_component, public_page):
        names = [element.get("id") for element in markup.document_fromstring(text).iterfind(".//*[@id]")]
        assert sorted(set(names)) == sorted(names)


def test_no_template_has_a_style_or_a_script_of_its_own():
    own = re.compile(r"""\sstyle=|\son(?!ly=)[a-z]+=|<style|javascript:|<script(?![^>]*\ssrc=)""")
    for file in SITE.parent.rglob("*.html"):
        if "report" not in file.parts:
            assert not own.search(file.read_text(encoding="utf-8")), file


# forms


class Application(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致。")
    born_on = forms.DateField(label="出生日期", widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    way = forms.ChoiceField(label="获取方式", choices=[("mail", "邮寄"), ("self", "自取")], widget=forms.RadioSelect)
    fax = forms.CharField(label="传真", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("电话和邮箱至少填一项。")


FIELDS = '{% from "components/form.html" import fields %}{{ fields(form) }}'
SUMMARY = '{% from "components/form.html" import error_summary %}{{ error_summary(form, refused) }}'


def test_a_label_stands_above_its_field_and_hint_and_error_are_tied_to_it():
    found = drawn(FIELDS, form=Application({"name": ""}))

    box = found.get_element_by_id("id_name")
    assert box.get("aria-describedby") == "id_name_helptext id_name_error"
    assert box.get("aria-invalid") == "true"
    assert words(found.get_element_by_id("id_name_helptext")) == "与身份证一致。"
    assert words(found.get_element_by_id("id_name_error")) == "请改正：请填写这一项。"
    assert words(found.find(".//label[@for='id_name']")) == "姓名必填"


def test_a_field_that_may_stay_empty_is_not_marked():
    assert words(drawn(FIELDS, form=Application()).find(".//label[@for='id_fax']")) == "传真"


def test_radios_stand_in_a_fieldset_with_their_question():
    group = drawn(FIELDS, form=Application({})).xpath(".//fieldset[legend[starts-with(., '获取方式')]]")[0]
    assert group.get("aria-describedby") == "id_way_error"
    assert [words(label) for label in group.iter("label")] == ["邮寄", "自取"]
    assert all(group.get_element_by_id(label.get("for")).get("type") == "radio" for label in group.iter("label"))


def test_a_date_is_given_to_the_browser_as_it_wants_it():
    box = drawn(FIELDS, form=Application(initial={"born_on": date(1990, 3, 7)})).get_element_by_id("id_born_on")
    assert (box.get("type"), box.get("value"), box.get("class")) == ("date", "1990-03-07", "short")


def test_a_hidden_field_is_left_bare():
    box = drawn(FIELDS, form=Application()).get_element_by_id("id_token")
    assert box.getparent().get("class") is None


def test_the_summary_of_errors_leads_to_every_field_and_names_what_belongs_to_none():
    form = Application({"name": "", "born_on": "1990-02-30"})
    summary = drawn(SUMMARY, form=form, refused=None)
    fields = drawn(FIELDS, form=form)

    assert words(summary.find(".//li[1]")) == "电话和邮箱至少填一项。"
    links = [link.get("href")[1:] for link in summary.iter("a")]
    assert links == ["id_name", "id_born_on", "id_way_0"]
    assert all(fields.get_element_by_id(link) is not None for link in links)
    assert summary.find("./div").get("tabindex") == "-1"


def test_a_refusal_is_shown_with_its_details_and_its_authority():
    refused = Refused("不能通过。请换一人。", details=("一审：陈小华",), cites=("《条例》第十七条",))
    assert (
        words(drawn(SUMMARY, form=None, refused=refused))
        == "没有办成 不能通过。请换一人。 一审：陈小华 依据：《条例》第十七条"
    )


def test_where_nothing_is_wrong_there_is_no_summary():
    assert words(drawn(SUMMARY, form=Application(), refused=None)) == ""


def test_an_act_that_cannot_be_undone_is_asked_once_more():
    text = """{% from "components/form.html" import confirm %}
    {% call confirm("撤回信息", "撤回后公众看不到它。", "撤回", token, "/back/", danger=true, address="/do/") %}
    <i>理由</i>{% endcall %}"""
    found = drawn(text, token="令牌")
    form = found.find("./form")
    assert (form.get("method"), form.get("action")) == ("post", "/do/")
    assert words(form) == "令牌 撤回信息 撤回后公众看不到它。 理由 撤回 不办了，返回"
    assert found.find(".//a").get("href") == "/back/"


# tables

TABLE = """{% from "components/table.html" import table %}
{% call(row, column) table(columns, rows, "信息", request, select=select, shown=shown, empty="先登记") %}
{{ row[column] }}{% endcall %}"""
ROWS = [{"pk": 4, "title": "公告", "views": 12}, {"pk": 9, "title": "通知", "views": 3}]
COLUMNS = [
    {"code": "title", "word": "标题", "kind": "title", "sort": True},
    {"code": "views", "word": "阅读", "kind": "number", "sort": True},
]


def table(address="/list/?state=late&page=2", rows=ROWS, select="", shown=()):
    request = RequestFactory().get(address)
    return drawn(TABLE, request=request, columns=COLUMNS, rows=rows, select=select, shown=shown)


def test_a_head_sorts_keeps_the_filters_and_goes_back_to_the_first_page():
    assert [query_of(link) for link in table().iterfind(".//thead//a")] == [
        "?state=late&sort=title",
        "?state=late&sort=views",
    ]


def test_the_head_that_sorts_says_so_and_turns_the_order_round():
    rising = table("/list/?sort=views").findall(".//thead//th")[1]
    assert (rising.get("aria-sort"), query_of(rising.find("a"))) == ("ascending", "?sort=-views")
    falling = table("/list/?sort=-views").findall(".//thead//th")[1]
    assert (falling.get("aria-sort"), query_of(falling.find("a"))) == ("descending", "?sort=views")


def test_a_title_heads_its_row_and_numbers_stand_right():
    row = table().find(".//tbody/tr")
    assert (row.find("th").get("scope"), words(row.find("th"))) == ("row", "公告")
    assert (row.find("td").get("class"), words(row.find("td"))) == ("number", "12")


def test_only_the_columns_chosen_are_shown():
    assert [words(head) for head in table(shown=["views"]).iterfind(".//thead//th")] == ["阅读"]


def test_a_box_says_which_row_it_ticks():
    boxes = table(select="item").findall(".//tbody//input")
    assert [(box.get("name"), box.get("value"), box.get("aria-label")) for box in boxes] == [
        ("item", "4", "选择：公告"),
        ("item", "9", "选择：通知"),
    ]


def test_an_empty_list_says_what_to_do_first():
    found = table(rows=[])
    assert found.find(".//table") is None
    assert words(found) == "先登记"


PAGES = '{% from "components/table.html" import pagination %}{{ pagination(page, request) }}'


def pages(number, total=1234):
    request = RequestFactory().get("/list/?state=late&page=7")
    return drawn(PAGES, request=request, page=Paginator(range(total), 50).page(number))


def test_turning_pages_keeps_the_filters():
    links = [query_of(link) for link in pages(3).iter("a")]
    assert links == [f"?state=late&page={page}" for page in (2, 1, 2, 4, 5, 25, 4)]
    assert "共 1,234 条，第 3 / 25 页" in words(pages(3))


def test_the_first_page_has_none_before_it_and_the_last_none_after_it():
    assert "上一页" not in words(pages(1))
    assert "下一页" not in words(pages(25))


def test_one_page_needs_no_turning():
    assert words(pages(1, total=50)) == "共 50 条"
    assert "第 1 / 2 页" in words(pages(1, total=51))


# pieces


@pytest.mark.parametrize(("url", "leads"), [("/items/1#p2", "/items/1#p2"), ("", "#id_text")])
def test_a_finding_leads_to_its_own_field_else_into_the_editor(url, leads):
    text = '{% from "components/finding.html" import finding_list %}{{ finding_list(found, editor, "[]") }}'
    finding = {
        "severity": "error",
        "message": "有身份证号。",
        "place": "第 2 段",
        "url": url,
        "cites": ["条例"],
    }
    shown = drawn(text, found=[finding], editor="id_text")
    assert words(shown) == "必须改有身份证号。 第 2 段 依据：条例"
    assert shown.find(".//a").get("href") == leads


def test_a_number_of_zero_is_not_shouted():
    text = """{% from "components/figures.html" import figures %}
    {{ figures([{"number": n, "word": "超期", "tone": "late"}]) }}"""
    assert drawn(text, n=0).find(".//div").get("class").split() == ["card"]
    assert drawn(text, n=1).find(".//div").get("class").split() == ["card", "late"]


def test_a_clock_shows_every_working_day_and_hatches_where_it_stood_still():
    text = """{% from "components/clock.html" import clock_bar %}
    {{ clock_bar(["gone", "stopped", "stopped", "left"], 1, due, [(2, "征求第三方意见")]) }}"""
    found = drawn(text, due=date(2024, 3, 11))
    bar = found.find(".//svg")
    assert bar.get("aria-label") == "共 4 个工作日：已过 1 个，停止计算 2 个，还剩 1 个工作日"
    assert [piece.get("x") for piece in bar.findall("rect") if piece.get("fill")] == ["20", "40"]
    assert "停 2 个工作日：征求第三方意见" in words(found)


def test_a_chart_has_the_same_numbers_as_its_table_and_keeps_a_blank_blank():
    text = """{% from "components/chart.html" import bar_chart, line_chart %}
    {{ bar_chart("上柳最多", [("柳河", 3), ("上柳", 12), ("南坪", none)], "件") }}
    {{ line_chart("减半", ["2022", "2023"], [("迟报", [8, 4]), ("退回", [none, 2])], "件") }}"""
    bars, lines = drawn(text).findall("./figure")
    assert [bar.get("width") for bar in bars.iter("rect")] == ["25%", "100%", "0%"]
    assert [words(row) for row in bars.iterfind(".//tbody/tr")] == ["柳河3", "上柳12", "南坪—"]
    assert [words(row) for row in lines.iterfind(".//tbody/tr")] == ["20228—", "202342"]


def test_a_picture_of_nothing_is_still_drawn():
    text = """{% from "components/chart.html" import bar_chart, line_chart, sparkline %}
    {{ bar_chart("没有", []) }}{{ line_chart("没有", [], []) }}{{ sparkline([], "没有") }}"""
    assert len(drawn(text).findall(".//figure")) == 2


def test_rows_of_metadata_without_a_value_are_left_out():
    text = """{% from "components/list.html" import metadata %}
    {{ metadata([("文号", none), ("页数", 0), ("名称", "公告", true)]) }}"""
    assert [words(row) for row in drawn(text).iterfind(".//dl/div")] == ["页数0", "名称公告"]


def test_an_agency_stands_under_its_parent():
    class Agency(dict):
        __getattr__ = dict.__getitem__

    text = '{% from "components/agency.html" import agency_picker %}{{ agency_picker(tree, chosen=2, all="全部") }}'
    tree = [Agency(pk=1, name="六合县", depth=3), Agency(pk=2, name="柳河镇", depth=4)]
    options = drawn(text, tree=tree).findall(".//option")
    assert [option.text for option in options] == ["全部", "六合县", "　柳河镇"]
    assert [option.get("selected") is not None for option in options] == [False, False, True]


# layouts


def test_the_desk_marks_the_place_one_is_in_and_says_how_much_waits(every_component):
    page = markup.document_fromstring(every_component)
    [current] = page.xpath("//div[@class='rail']//a[@aria-current]")
    assert words(current) == "主动公开 1 件待办"
    assert words(page.find(".//title")) == "组件样例 · 柳河镇人民政府 · 政务公开工作台"


def test_a_page_without_a_right_column_has_none():
    text = '{% extends "desk.html" %}{% block main %}<h1>甲</h1>{% endblock %}'
    page = markup.document_fromstring(templates().from_string(text).render(desk()))
    assert page.find(".//aside") is None
    assert words(page.find(".//main")) == "甲"


def test_one_agency_needs_no_switch():
    text = '{% extends "desk.html" %}'
    one = markup.document_fromstring(templates().from_string(text).render(desk() | {"agencies": []}))
    assert "六合县" not in words(one)


def test_the_portal_carries_the_tags_and_the_foot_that_are_asked_of_it(public_page):
    page = markup.document_fromstring(public_page)
    tags = {tag.get("name"): tag.get("content") for tag in page.iter("meta")}
    assert (tags["SiteName"], tags["SiteIDCode"]) == ("六合县政府信息公开", "3401000001")
    foot = words(page.find(".//footer"))
    assert "主办单位：六合县人民政府办公室" in foot
    assert "网站标识码：3401000001" in foot


@pytest.mark.parametrize(("cookie", "kept"), [("large", "large"), ("middle", "middle"), ('"><script>', None)])
def test_the_size_of_the_text_comes_from_a_cookie_and_nothing_else_does(cookie, kept):
    text = templates().from_string(PUBLIC_PAGE).render(portal(gongkai_size=cookie), on=date(2024, 3, 8))
    assert markup.document_fromstring(text).get("data-size") == kept


def test_the_switch_returns_to_where_one_was(public_page):
    links = [link.get("href") for link in markup.document_fromstring(public_page).iterfind(".//nav[@class]//a")]
    assert "/display/?size=large&back=%2Fitems%2F13%2F" in links
    assert "/display/?theme=contrast&back=%2Fitems%2F13%2F" in links


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
@pytest.mark.parametrize("message", ["", "申请 3 已经答复。"])
def test_an_error_says_what_happened_and_what_to_do(status, message):
    page = markup.document_fromstring(templates().get_template(f"errors/{status}.html").render(message=message))
    main = words(page.find(".//main"))
    assert message in main
    assert "可以这样办" in main
    assert page.findall(".//main//li")
    assert str(status) not in main


def test_a_frame_without_its_officer_is_an_error():
    context = desk()
    del context["officer"]
    with pytest.raises(UndefinedError):
        templates().from_string('{% extends "desk.html" %}').render(context)


# colours

BLOCK = re.compile(r"(:root[^{,]*|[^{}]*)\{([^{}]*)\}")
PAIRS = (
    *((ink, ground) for ink in ("ink", "quiet", "accent", "accent-deep", "late") for ground in ("paper", "shade")),
    ("ink", "accent-pale"),
    ("accent", "accent-pale"),
    ("accent-deep", "accent-pale"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("seal", "paper"),
    ("seal", "shade"),
    ("on-seal", "seal"),
    ("on-seal", "seal-deep"),
    ("on-band", "band"),
    *((state, f"{state}-pale") for state in ("ok", "due", "late", "waiting")),
    *(("ink", f"{state}-pale") for state in ("ok", "due", "late", "waiting")),
    *(("accent", f"{state}-pale") for state in ("due", "late", "waiting")),
    *(("quiet", f"{state}-pale") for state in ("waiting",)),
    *((state, "paper") for state in ("ok", "due", "late", "waiting")),
    ("paper", "ok"),
    ("paper", "late"),
    ("ink", "mark"),
    *((f"series-{number}", "paper") for number in range(1, 7)),
)
LINES = (("edge", "paper"), ("edge", "shade"), ("focus", "paper"), ("focus", "shade"), ("focus", "accent-pale"))


def themes():
    """The colours of each theme: those it sets over those of light."""
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    found = {}
    for head, body in re.findall(r"(:root[^{]*)\{([^{}]*)\}", text):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        if len(colours) > 10:
            found[head.strip()] = colours
    light = found[":root"]
    return {
        "light": light,
        "dark": light | found[':root[data-theme="dark"]'],
        "dark by system": light | found[":root:not([data-theme])"],
        "contrast": light | found[':root[data-theme="contrast"]'],
    }


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes())
def test_every_pair_of_colours_can_be_read(theme):
    colours = themes()[theme]
    faint = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in PAIRS}
    assert {pair: found for pair, found in faint.items() if found < (7 if theme == "contrast" else 4.5)} == {}
    lines = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in LINES}
    assert {pair: found for pair, found in lines.items() if found < 3} == {}


def test_dark_is_the_same_whether_the_system_or_the_reader_asks_for_it():
    assert themes()["dark"] == themes()["dark by system"]


def test_components_take_every_colour_from_a_token():
    text = (STATIC / "components.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-f]{3,6}\b(?=[;\s])", text) == []
    used = set(re.findall(r"var\(--([\w-]+)", text))
    known = set(re.findall(r"--([\w-]+):", text + (STATIC / "tokens.css").read_text(encoding="utf-8")))
    assert used <= known


def test_what_is_sent_to_a_browser_stays_small():
    sizes = {name: (STATIC / name).stat().st_size for name in ("gongkai.js", "editor.js")}
    assert sizes["gongkai.js"] < 15_000
    assert sizes["editor.js"] < 500_000
    public = ("tokens.css", "components.css", "public.css", "gongkai.js")
    assert sum((STATIC / name).stat().st_size for name in public) < 100_000


def test_what_the_editor_carries_is_named_with_its_licence():
    licences = (STATIC / "vendor-licences.txt").read_text(encoding="utf-8")
    assert licences.count("(MIT)") >= 10
    assert not re.search(r"\((?!MIT\))[\w.-]*(GPL|UNLICENSED)", licences)


# in a browser


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, every_component, public_page):
    """Opens a page in a fresh browser profile; the complaints of the browser end up in `page.complaints`."""
    opened = []
    written = {"/desk/": every_component, "/items/13/": public_page, "/empty/": "<!DOCTYPE html><title>空</title>"}

    def go(path, *, width=1280, theme="light", scripts=True, more=()):
        scheme = "dark" if theme == "dark" else "light"
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, bypass_csp=False
        )
        opened.append(context)
        page = context.new_page()
        page.complaints = serve(page, written | dict(more))
        page.goto(ORIGIN + path)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", ["/desk/", "/items/13/"])
def test_no_rule_of_accessibility_is_broken(visit, path, theme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, width=375, theme=theme)
    if theme == "contrast":
        page.evaluate("document.documentElement.dataset.theme = 'contrast'")
    if path == "/desk/":
        page.wait_for_selector(".editor-area")
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert [broken["id"] for broken in Axe().run(page).response["violations"]] == []
    assert page.complaints == []


@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize("path", ["/desk/", "/items/13/"])
def test_nothing_is_wider_than_the_screen(visit, path, width):
    assert visit(path, width=width).evaluate("document.documentElement.scrollWidth") == width


def test_what_is_touched_is_large_enough(visit):
    page = visit("/desk/", width=375)
    small = page.evaluate(
        """[...document.querySelectorAll('button, select, input, .menu > summary')]
            .filter(element => !['checkbox', 'radio'].includes(element.type))
            .filter(element => element.getClientRects().length && !element.closest('.finding, .chooser, .drop-list'))
            .filter(element => element.getBoundingClientRect().height < 44)
            .map(element => element.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_menu_opens_without_scripts(visit):
    page = visit("/desk/", width=375, scripts=False)
    link = page.locator(".menu a", has_text="依申请")
    assert not link.is_visible()
    page.click(".menu > summary")
    assert link.is_visible()
    assert not page.locator(".rail").is_visible()


def test_without_scripts_the_text_can_be_typed(visit):
    page = visit("/desk/", scripts=False)
    page.fill("#id_text", "<p>改过的话</p>")
    assert page.input_value("#id_text") == "<p>改过的话</p>"


def test_what_is_wrong_takes_the_focus(visit):
    assert visit("/desk/").evaluate("document.activeElement.id") == "error-summary"


def test_rows_are_walked_with_j_and_k_and_typing_a_j_is_just_a_j(visit):
    page = visit("/desk/")
    at = "document.querySelector('tr.at')?.rowIndex ?? 0"
    for key, row in (("j", 1), ("j", 2), ("k", 1), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate(at) == row
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#row-1"
    page.focus("#filter_q")
    page.keyboard.type("jj")
    assert page.input_value("#filter_q") == "jj"
    assert page.evaluate(at) == 1


def test_two_keys_lead_to_today(visit):
    page = visit("/desk/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/desk/#%E4%BB%8A%E6%97%A5")


def test_ticking_rows_counts_them(visit):
    page = visit("/desk/")
    page.locator("td.check input").nth(1).check()
    assert page.locator("[data-bulk-words]").inner_text() == "已选 1 条"
    page.locator("[data-select-all]").check()
    assert page.locator("[data-bulk-words]").inner_text() == "已选 5 条"
    page.locator("[data-select-all]").uncheck()
    assert page.locator("[data-bulk-words]").inner_text() == "勾选后办理："


FORM = """<!DOCTYPE html><html lang="zh-CN"><title>填表</title>
<script type="module" src="/static/gongkai/gongkai.js"></script>
<body data-officer="7"><form method="post" action="/after/" data-keep="one"><input name="name">
<input type="checkbox" name="urgent"><input type="password" name="secret">
<button type="submit">提交</button></form></body></html>"""


def type_and_leave(page):
    page.fill("[name=name]", "写了一半")
    page.check("[name=urgent]")
    page.fill("[name=secret]", "密码")
    page.on("dialog", lambda dialog: dialog.accept())


def test_what_was_typed_is_offered_again_but_never_a_password(visit):
    page = visit("/form/", more={"/form/": FORM})
    type_and_leave(page)
    page.goto(ORIGIN + "/empty/")
    assert "密码" not in page.evaluate("JSON.stringify(localStorage)")
    page.goto(ORIGIN + "/form/")
    page.get_by_role("button", name="恢复").click()
    assert page.input_value("[name=name]") == "写了一半"
    assert page.is_checked("[name=urgent]")


def test_leaving_with_words_unsent_is_asked_once_more(visit):
    page = visit("/form/", more={"/form/": FORM})
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("[name=name]", "写了一半")
    page.goto(ORIGIN + "/empty/")
    assert asked == ["beforeunload"]


def test_what_arrived_is_not_offered_again(visit):
    after = FORM.replace('data-keep="one"', 'data-keep="other"')
    page = visit("/form/", more={"/form/": FORM, "/after/": after})
    page.fill("[name=name]", "写好了")
    page.click("button")
    page.wait_for_url("**/after/")
    page.goto(ORIGIN + "/form/")
    assert page.get_by_role("button", name="恢复").count() == 0


def test_what_met_an_error_page_is_offered_again(visit):
    error = templates().get_template("errors/500.html").render(message="")
    page = visit("/form/", more={"/form/": FORM, "/after/": error})
    page.fill("[name=name]", "写好了")
    page.click("button")
    page.wait_for_url("**/after/")
    page.goto(ORIGIN + "/form/")
    page.get_by_role("button", name="恢复").click()
    assert page.input_value("[name=name]") == "写好了"


def test_a_form_is_sent_once_however_often_it_is_clicked(visit):
    page = visit("/form/", more={"/form/": FORM})
    sent = []
    page.route(f"{ORIGIN}/after/", lambda route: sent.append(route.request.method))
    page.evaluate("for (const _ of [1, 2, 3]) document.querySelector('button').click()")
    page.wait_for_timeout(200)
    assert sent == ["POST"]


# the editor

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style><!-- p.MsoNormal {margin:0} --></style>
</head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='margin-left:0cm'><span lang=EN-US style='font-family:黑体'>一、</span><b>总体要求</b><o:p></o:p></h1>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;
font-family:仿宋'>坚持公开，优先安排低保
户，确保<b style='mso-bidi-font-weight:normal'>资金安全</b>。<span
style='display:none;mso-hide:all'>内部数字</span><del cite="mailto:x">删去的话</del></span><o:p></o:p></p>
<h2>（一）分配</h2>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>先公
示</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0'>
<td width=184 colspan=2 valign=top style='width:138.3pt'><p class=MsoNormal align=center>户数<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>上柳村</p></td><td><p class=MsoNormal><span lang=EN-US>12</span></p></td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/x.png"><a href="javascript:alert(1)">坏的</a><a
href="https://www.gov.cn/x" onclick="x()">好的</a><script>alert(1)</script></p>
<!--EndFragment--></body></html>"""
FROM_WORD = """<h2>一、总体要求</h2>
<p>坚持公开，优先安排低保户，确保<strong>资金安全</strong>。</p>
<h3>（一）分配</h3>
<p>1. 先公示</p>
<table><tbody><tr><td colspan="2">户数</td></tr><tr><td>上柳村</td><td>12</td></tr></tbody></table>
<p>坏的<a href="https://www.gov.cn/x">好的</a></p>"""

WPS = """<html><head><meta name="ProgId" content="Word.Document"><style>p.MsoNormal{mso-style-name:正文;}</style></head>
<body style="tab-interval:21pt;"><!--StartFragment--><h1 align="center" style="mso-outline-level:1;"><b><span
style="mso-spacerun:'yes';font-family:宋体;font-size:22pt;"><font face="宋体">二、</font><font
face="宋体">保障措施</font></span></b><b><span><o:p></o:p></span></b></h1><p class="p"
style="mso-outline-level:2;font-weight:bold"><span>（一）组织</span></p><p class="MsoNormal"><span
style="mso-spacerun:'yes';font-weight:bold;"><font face="仿宋">加强领导。</font></span><span><font
face="仿宋">各村负责。</font></span></p><table class="MsoTableGrid" style="border-collapse:collapse;"><tbody><tr>
<td rowspan="2" style="width:106.5pt;"><p class="MsoNormal"><font face="宋体">镇</font></p></td><td><p
class="MsoNormal">甲</p></td></tr><tr><td><p class="MsoNormal"></p><p>乙</p></td></tr></tbody></table>
<!--EndFragment--></body></html>"""
FROM_WPS = """<h2>二、保障措施</h2>
<h3>（一）组织</h3>
<p><strong>加强领导。</strong>各村负责。</p>
<table><tbody><tr><td rowspan="2">镇</td><td>甲</td></tr><tr><td>乙</td></tr></tbody></table>"""

PASTE = """html => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    document.querySelector('.editor-area').dispatchEvent(
        new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def editor(visit):
    page = visit("/desk/")
    page.wait_for_selector(".editor-area")
    return page


def emptied(page):
    page.focus(".editor-area")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def text_of(page):
    page.locator(".editor-area").blur()
    return page.input_value("#id_text")


@pytest.mark.parametrize(("copied", "kept"), [(WORD, FROM_WORD), (WPS, FROM_WPS)], ids=["Word", "WPS"])
def test_a_paste_keeps_headings_and_tables_and_nothing_that_was_hidden(editor, copied, kept):
    emptied(editor)
    editor.evaluate(PASTE, copied)
    assert text_of(editor) == kept
    assert editor.complaints == []


def test_a_text_left_alone_is_sent_as_it_came(editor):
    assert text_of(editor) == examples.TEXT.replace("\r", "")
    assert not editor.locator("#id_text").is_visible()


def test_tools_and_keys_change_the_text_and_undo_brings_it_back(editor):
    emptied(editor)
    editor.keyboard.type("要点")
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Control+b")
    assert editor.get_by_role("button", name="加粗").get_attribute("aria-pressed") == "true"
    editor.get_by_label("段落样式").select_option(label="二级标题")
    assert text_of(editor) == "<h3>要点</h3>"
    editor.get_by_role("button", name="撤销").click()
    assert text_of(editor) == "<p><strong>要点</strong></p>"


def test_cells_are_merged_and_the_tools_of_tables_show_only_in_a_table(editor):
    emptied(editor)
    assert not editor.get_by_role("button", name="合并单元格").is_visible()
    editor.get_by_role("button", name="插入表格").click()
    editor.keyboard.type("甲")
    editor.keyboard.press("Tab")
    editor.keyboard.type("乙")
    first, second = (editor.locator(".editor-area th").nth(place).bounding_box() for place in (0, 1))
    editor.mouse.move(first["x"] + 9, first["y"] + 9)
    editor.mouse.down()
    editor.mouse.move(second["x"] + 20, second["y"] + 9, steps=5)
    editor.mouse.up()
    editor.get_by_role("button", name="合并单元格").click()
    assert '<th colspan="2"><p>甲</p><p>乙</p></th>' in text_of(editor)


def test_a_link_goes_only_to_an_address(editor):
    emptied(editor)
    editor.keyboard.type("通知")
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Control+k")
    editor.get_by_label("网址").fill("javascript:alert(1)")
    editor.get_by_role("button", name="设为链接").click()
    assert "请改正" in editor.locator(".editor-link").inner_text()
    editor.get_by_label("选一个附件").select_option(label="附件1：分配表.xlsx")
    editor.get_by_role("button", name="设为链接").click()
    assert text_of(editor) == '<p><a href="/files/1">通知</a></p>'


def test_the_tools_are_one_stop_of_the_tab_key_and_then_walked_with_arrows(editor):
    editor.focus(".editor-area")
    editor.keyboard.press("Alt+F10")
    assert editor.evaluate("document.activeElement.getAttribute('aria-label')") == "段落样式"
    editor.keyboard.press("End")
    editor.keyboard.press("Escape")
    assert editor.evaluate("document.activeElement.id") == "id_text-editor"
    assert editor.locator(".editor-tools [tabindex='0']").count() == 1


def test_what_was_found_is_marked_and_a_click_in_the_list_leads_there(editor):
    assert editor.locator(".marked").all_inner_texts() == ["110101199003070003"]
    editor.get_by_role("link", name="正文第 2 段").click()
    assert editor.evaluate("getSelection().toString()") == "110101199003070003"


def test_a_mark_moves_with_its_words(editor):
    editor.locator(".editor-area h2").click()
    editor.keyboard.press("Home")
    editor.keyboard.type("前面加的话")
    assert editor.locator(".marked").all_inner_texts() == ["110101199003070003"]


def test_a_range_counts_the_plain_text_with_a_newline_between_paragraphs(visit):
    plain = "一、分配原则\n坚持公开"
    start = plain.index("坚持")
    marks = f'[{{"from": {start}, "to": {start + 2}, "severity": "error", "message": "甲"}}, null, null]'
    text = templates().get_template("components.html").render(desk(), **(examples.context() | {"marks": marks}))
    page = visit("/marked/", more={"/marked/": text})
    page.wait_for_selector(".marked")
    assert page.locator(".marked.fault").all_inner_texts() == ["坚持"]


def test_findings_are_asked_for_anew_as_one_types(visit):
    fresh = '<ol data-editor-for="id_text" data-findings=\'[{"quote": "拨付"}]\'><li>新的问题</li></ol>'
    text = templates().get_template("components.html").render(desk(), **examples.context())
    text = text.replace(
        '<div id="findings">', '<div id="findings" data-refresh="/fresh/" data-of="#with-text" data-wait="50">'
    )
    text = text.replace('data-keep="example-text"', 'data-keep="example-text" id="with-text"')
    page = visit("/live/", more={"/live/": text, "/fresh/": fresh})
    page.wait_for_selector(".editor-area")
    page.locator(".editor-area h2").click()
    page.keyboard.type("新")
    page.wait_for_selector("text=新的问题")
    assert page.locator(".marked").all_inner_texts() == ["拨付"]
