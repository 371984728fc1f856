"""政府信息公开指南: composed from what the agency wrote and what its office publishes; says what it lacks.

    elements(agency) -> its parts, in order      latest(agency) -> the edition published last, or None
    gaps(agency, today) -> findings

《政府信息公开条例》第十二条第二款 names nine elements: 分类、编排体系、获取方式, and of the office 名称、办公地址、
办公时间、联系电话、传真号码、互联网联系方式. The ways to apply, fees and remedies stand beside them by custom.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Office
from gongkai.catalogue import access, roots
from gongkai.catalogue.models import Guide, GuideEdition
from gongkai.journal.models import Entry
from gongkai.law.calendar import long_words
from gongkai.law.disclosure import disclosure_due
from gongkai.law.statutes import FEES_2020, ORDER_711, RECONSIDERATION, chinese
from gongkai.report.report import Finding

OWN: dict[str, str] = {
    "classification": "政府信息的分类",
    "arrangement": "政府信息的编排体系",
    "access": "政府信息的获取方式",
    "how_to_request": "依申请公开",
    "fees": "收费说明",
    "remedies": "监督和救济",
}
"""Parts that the agency writes, by the name of their field."""

OFFICE: dict[str, str] = {
    "name": "工作机构名称",
    "address": "办公地址",
    "hours": "办公时间",
    "telephone": "联系电话",
    "fax": "传真号码",
    "internet_contact": "互联网联系方式",
}
"""Parts that come from the office, by the name of their field."""

STATUTORY = frozenset(("classification", "arrangement", "access", *OFFICE))
AGENCY_NAME = "机关名称"

_FEWEST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the guide: the field it comes from, its heading and words; whether the Regulation names it."""

    code: str
    heading: str
    text: str
    is_statutory: bool
    is_of_office: bool

    @property
    def is_missing(self) -> bool:
        return not self.text.strip()


def elements(agency: Agency) -> list[Element]:
    """The parts of the guide as they are now, in order."""
    written, office = _guide(agency), _office(agency)
    first, last = list(OWN)[:3], list(OWN)[3:]
    return [
        *(_own(code, written) for code in first),
        *(Element(code, heading, getattr(office, code).strip(), True, True) for code, heading in OFFICE.items()),
        *(_own(code, written) for code in last),
    ]


def latest(agency: Agency) -> GuideEdition | None:
    """The edition published last."""
    return agency.guide_editions.first()


def composed(agency: Agency) -> list[tuple[str, str]]:
    """What a published edition keeps: heading and words of the agency's name and of every part that has words."""
    parts = [(element.heading, element.text) for element in elements(agency) if not element.is_missing]
    return [(AGENCY_NAME, agency.name), *parts]


def gaps(agency: Agency, today: date) -> list[Finding]:
    """What the guide lacks, and whether what is published is out of date."""
    return [*_missing(elements(agency)), *_out_of_date(agency, today)]


def _own(code: str, written: Guide) -> Element:
    return Element(code, OWN[code], getattr(written, code).strip(), code in STATUTORY, False)


def _guide(agency: Agency) -> Guide:
    return Guide.objects.filter(agency=agency).first() or Guide(agency=agency)


def _office(agency: Agency) -> Office:
    return Office.objects.filter(agency=agency).first() or Office(agency=agency)


def _missing(parts: Sequence[Element]) -> Iterator[Finding]:
    for element in parts:
        if element.is_missing:
            where = "请在“设置—工作机构”里补上，没有的写“无”" if element.is_of_office else "请写上，可以用建议的文字"
            yield Finding(
                "guide_element",
                "error" if element.is_statutory else "warning",
                f"指南缺“{element.heading}”。{where}。",
                element.heading,
                cites=(ORDER_711.article(12, paragraph=2),) if element.is_statutory else (),
            )
        elif element.code == "telephone" and len(re.sub(r"\D", "", element.text)) < _FEWEST_DIGITS:
            yield Finding(
                "guide_telephone",
                "warning",
                f"联系电话“{element.text}”的数字太少，打不通的电话是检查中常见的问题。请核对区号和号码。",
                element.heading,
            )


def _out_of_date(agency: Agency, today: date) -> Iterator[Finding]:
    """「及时更新」: twenty working days after a change, as for any information (第十二条、第二十六条)."""
    edition = latest(agency)
    cites = (ORDER_711.article(12), ORDER_711.article(26))
    if edition is None:
        yield Finding("guide_unpublished", "error", "指南还没有发布过。请补齐后由签发人发布。", cites=cites)
        return
    changed = _changed(edition, agency)
    if not changed:
        return
    since = _changed_on(agency, edition.published_on) or edition.published_on
    due = disclosure_due(since, national_calendar())
    what = "、".join(changed)
    if today > due.on:
        yield Finding(
            "guide_overdue",
            "error",
            f"“{what}”在{long_words(since)}变了，现在公布的还是{edition}，应在{long_words(due.on)}前更新，已经超期。"
            "请由签发人发布新的一版。",
            cites=cites,
        )
    else:
        yield Finding(
            "guide_changed",
            "warning",
            f"“{what}”与公布的{edition}不同，请在{long_words(due.on)}前（变更之日起20个工作日内）发布新的一版。",
            cites=cites,
        )


def _changed(edition: GuideEdition, agency: Agency) -> list[str]:
    """The headings under which the published edition says something else than the guide does now."""
    before = dict(edition.elements)
    now = dict(composed(agency))
    return [heading for heading in {**before, **now} if before.get(heading) != now.get(heading)]


def _changed_on(agency: Agency, published_on: date) -> date | None:
    """The day of the first change since a publication, as the agency's own records and the journal have it."""
    office, written = _office(agency), _guide(agency)
    days = [day for day in (office.changed_on, written.changed_on) if day and day > published_on]
    noted = (
        Entry.objects.filter(agency=agency, on__gt=published_on)
        .filter(Q(subject_kind="agency.agency", subject_id=str(agency.pk)) | Q(subject_kind="agency.office"))
        .order_by("on")
        .values_list("on", flat=True)
        .first()
    )
    return min([*days, *([noted] if noted else [])], default=None)


def proposed(agency: Agency) -> dict[str, str]:
    """Words for each part that the agency writes, from the law and from what is known of the agency; nothing more."""
    return {
        "classification": _classification(agency),
        "arrangement": _arrangement(agency),
        "access": _access(agency),
        "how_to_request": _how_to_request(agency),
        "fees": _FEES,
        "remedies": _remedies(agency),
    }


def _classification(agency: Agency) -> str:
    found = roots.of_level(agency.level)
    articles = "第二十条、第二十一条" if len(found) > len(roots.ARTICLE_20) else "第二十条"
    listed = "\n".join(f"（{chinese(number)}）{root.title}" for number, root in enumerate(found, start=1))
    return f"本机关主动公开的政府信息，按照《{ORDER_711.title}》{articles}分为以下{len(found)}类：\n{listed}"


def _arrangement(agency: Agency) -> str:
    words = (
        "本机关编制政府信息主动公开目录，按法定公开内容、领域、事项逐级编排。"
        "每条政府信息标明索引号、名称、内容概述和生成日期。"
    )
    current = access.in_force(agency)
    if current and current.adopted_on:
        words += f"现行目录为《{current.name}》第{current.number}版，{long_words(current.adopted_on)}发布。"
    return words


def _access(agency: Agency) -> str:
    site = settings.GONGKAI.site_domain and settings.GONGKAI.public_address
    words = "主动公开的政府信息，可以在政府网站的“政府信息公开”专栏检索、查阅和下载"
    words += f"（{site}）。" if site else "。"
    office = _office(agency)
    if office.address:
        hours = f"，{office.hours}" if office.hours else ""
        words += f"\n也可以到{office.name or '本机关政府信息公开工作机构'}查阅（{office.address}{hours}）。"
    return words


def _how_to_request(agency: Agency) -> str:
    office = _office(agency)
    name = office.name or "本机关政府信息公开工作机构"
    where = office.postal_address or office.address
    fax, internet = _given(office.fax), _given(office.internet_contact)
    ways = [
        f"当面提交：{office.address}" if office.address else "",
        f"邮寄：{where}（{name}收，邮政编码{office.postcode}）"
        if where and office.postcode
        else f"邮寄：{where}（{name}收）"
        if where
        else "",
        f"传真：{fax}" if fax else "",
        f"互联网：{internet}" if internet else "",
    ]
    lines = [
        f"公民、法人或者其他组织需要本机关主动公开以外的政府信息的，可以向{name}提出申请。",
        "申请应当采用书面形式（包括信件、数据电文形式）；采用书面形式确有困难的，可以口头提出，由工作人员代为填写。"
        "申请应当包括：申请人的姓名或者名称、身份证明、联系方式；"
        "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述；"
        "申请公开的政府信息的形式要求，包括获取信息的方式、途径。",
        *(["提出申请的方式：\n" + "\n".join(way for way in ways if way)] if any(ways) else []),
        "能够当场答复的，当场答复；不能当场答复的，自收到申请之日起20个工作日内答复；需要延长的，"
        "经政府信息公开工作机构负责人同意并告知申请人，延长的期限最长不超过20个工作日。",
        f"（{ORDER_711.article(29)}、第三十三条）",
    ]
    return "\n".join(lines)


def _given(text: str) -> str:
    """What an office has; 无 is what it writes where it has none."""
    return "" if text.strip() in ("无", "没有", "—", "-") else text.strip()


_FEES = (
    "本机关依申请提供政府信息，不收取费用。但是，申请人申请公开政府信息的数量、频次明显超过合理范围的，"
    f"可以收取信息处理费，按照{FEES_2020}办理。（{ORDER_711.article(42)}）"
)


def _remedies(agency: Agency) -> str:
    above = f"（{agency.parent.name}）" if agency.parent else ""
    return (
        "公民、法人或者其他组织认为本机关未按照要求主动公开政府信息，或者对政府信息公开申请不依法答复处理的，"
        f"可以向政府信息公开工作主管部门提出。（{ORDER_711.article(47)}）\n"
        "认为本机关在政府信息公开工作中侵犯其合法权益的，"
        f"可以向上一级行政机关{above}或者政府信息公开工作主管部门投诉、举报，"
        f"也可以依法申请行政复议或者提起行政诉讼。（{ORDER_711.article(51)}）\n"
        "申请政府信息公开，本机关不予公开，对此不服的，应当先依法申请行政复议；"
        f"对行政复议决定不服的，可以再依法提起行政诉讼。（{RECONSIDERATION.article(23)}）"
    )
