"""What the page of examples (templates/components.html) shows its components with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from django import forms
from django.core.paginator import Paginator

from gongkai.errors import Refused
from gongkai.filing import public
from gongkai.report import forms as official
from gongkai.report.report import Cell, Report, Section

CHINA = timezone(timedelta(hours=8))


class Example(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label="名称", max_length=100, help_text="与文件标题一致，不加书名号。")
    formed_on = forms.DateField(label="成文日期", widget=forms.DateInput(attrs={"type": "date"}))
    category = forms.ChoiceField(label="主题分类", choices=[("", "请选择"), ("1", "机构职能"), ("2", "财政预决算")])
    attribute = forms.ChoiceField(
        label="公开属性",
        widget=forms.RadioSelect,
        choices=[("open", "主动公开"), ("request", "依申请公开"), ("closed", "不予公开")],
        help_text="拟文时认定；不予公开须说明理由和条款。",
    )
    channels = forms.MultipleChoiceField(
        label="发布渠道",
        widget=forms.CheckboxSelectMultiple,
        choices=[("portal", "门户网站"), ("wechat", "微信公众号"), ("board", "公告栏")],
        required=False,
    )
    urgent = forms.BooleanField(label="紧急发布，事后补审", required=False)
    summary = forms.CharField(label="内容概述", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="附件", required=False, help_text="PDF、Word、WPS 或 Excel，不超过 50 MB。")


class Filter(forms.Form):
    """The filters above a list."""

    q = forms.CharField(label="标题含有", required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("late", "超期"), ("draft", "草稿"), ("out", "已发布")]
    )
    since = forms.DateField(label="发布日期从", required=False, widget=forms.DateInput(attrs={"type": "date"}))


COLUMNS = (
    {"code": "title", "word": "标题", "kind": "title", "sort": True},
    {"code": "number", "word": "文号", "kind": "short"},
    {"code": "state", "word": "状态", "kind": "state"},
    {"code": "left", "word": "期限", "kind": "state"},
    {"code": "formed_on", "word": "成文日期", "kind": "date", "sort": True},
    {"code": "views", "word": "阅读", "kind": "number", "sort": True},
)

TITLES = (
    "关于印发《柳河镇2024年农村危房改造补助资金分配方案》的通知",
    "柳河镇人民政府2023年度部门决算公开说明",
    "关于公布柳河镇权责清单（2024年版）的公告",
    "柳河镇2024年第一季度城乡居民最低生活保障对象公示，含新增、停发、调整的户数和金额，以及监督举报的电话与地址和受理时间安排",
    "关于做好2024年度森林防灭火工作的通知",
)
STATES = (
    ("已退回", "late", -2),
    ("二审中", "waiting", 3),
    ("已发布", "ok", None),
    ("草稿", "draft", 0),
    ("待发布", "due", 12),
)
ROWS = tuple(
    {
        "pk": place + 1,
        "title": title,
        "number": f"柳政发〔2024〕{place + 3}号",
        "state": word,
        "tone": tone,
        "left": left,
        "formed_on": date(2024, 3, 8) - timedelta(days=place),
        "views": 1234 * place,
    }
    for place, (title, (word, tone, left)) in enumerate(zip(TITLES, STATES, strict=True))
)

TEXT = """<h2>一、分配原则</h2>
<p>坚持公开、公平、公正，优先安排低保户王某某（身份证 110101199003070003）等困难家庭。</p>
<table><tr><th>村</th><th>户数</th></tr><tr><td>上柳村</td><td>12</td></tr></table>
<p>补助资金于 2024 年 6 月底前拨付到位。</p>"""
FINDINGS = (
    {
        "severity": "error",
        "message": "正文里有身份证号，不能公开。请删去，或只留后四位。",
        "quote": "110101199003070003",
        "place": "正文第 2 段",
        "cites": ("《政府信息公开条例》第十五条",),
    },
    {"severity": "warning", "message": "没有写监督电话，请核对是否需要。", "place": "要素“监督渠道”"},
    {"severity": "note", "message": "与 2023 年的同类通知相似 62%。", "url": "#findings", "place": "看两篇的异同"},
)


@dataclass(frozen=True, slots=True)
class _Entered:
    """A figure entered by hand."""

    name: str
    source: str
    reason: str


def _report() -> public.Page:
    """A quiet year's report, one figure of which was entered by hand."""
    form = official.form("2021")
    told = Report(
        agency="柳河镇人民政府",
        year=2023,
        form=form.edition,
        cells={path: Cell(0) for path in form.slots} | {"requests.new.total": Cell(3)},
        sections=tuple(
            Section(section.code, form.heading(section), "" if number in (1, 2, 3) else "本年度没有需要报告的情况。")
            for number, section in enumerate(form.section)
        ),
        preamble="按照《中华人民共和国政府信息公开条例》编制。",
        signature="柳河镇人民政府",
        signed_on=date(2024, 1, 12),
    )
    return public.page(told, [_Entered("requests.new.total", "纸质登记簿", "上半年还没有使用本系统")])


def context() -> dict[str, Any]:
    """Everything the page needs beside the frame."""
    wrong = Example({"title": "", "attribute": "", "formed_on": "2024-13-01", "category": "2"}, auto_id="wrong_%s")
    return {
        "form": Example(initial={"formed_on": date(2024, 3, 8), "attribute": "open"}),
        "wrong": wrong,
        "refused": Refused(
            "三审人与一审人是同一个人，不能通过。请换一位负责人三审。",
            details=("一审：陈小华", "三审：陈小华"),
            cites=("《政府信息公开条例》第十七条",),
        ),
        "filter": Filter(auto_id="filter_%s"),
        "columns": COLUMNS,
        "rows": ROWS,
        "page": Paginator(range(1234), 50, orphans=0).page(3),
        "text": TEXT,
        "findings": FINDINGS,
        "marks": '[{"quote": "110101199003070003"}, null, null]',
        "at": datetime(2024, 3, 8, 14, 5, tzinfo=CHINA),
        "on": date(2024, 3, 8),
        "report": _report(),
    }
