"""怎样申请: where and by what ways, the form on paper, and what was published of earlier replies (条例第二十九条)."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gongkai.agency.models import Agency, Office
from gongkai.catalogue.models import GuideEdition
from gongkai.disclosure.models import Item
from gongkai.portal.frame import agency_or_404, show
from gongkai.portal.requests import paper
from gongkai.request import channels
from gongkai.request.models import Channel, InfoRequest

LATEST = 10

WAYS = {
    Channel.IN_PERSON: ("当面提交", "带上填好的申请表和身份证件。"),
    Channel.REGISTERED_POST: ("邮寄", "附身份证明的复印件，信封上注明“政府信息公开申请”。"),
    Channel.FAX: ("传真", "发出后请打电话确认收到。"),
    Channel.INTERNET: ("互联网", "可以在线申请，也可以把填好的申请表发到公布的电子邮箱。"),
    Channel.ORAL: ("口头提出", "书写确有困难的，可以到工作机构口头提出，由工作人员代为填写。"),
}
"""The ways in words, with what an applicant must know of each."""


def ways(request: HttpRequest, agency_id: int) -> HttpResponse:
    """How to ask for what is not published."""
    agency = agency_or_404(agency_id)
    offered = {each.channel: each.note for each in channels.open_to_public(agency)}
    asked = InfoRequest.objects.filter(agency=agency)
    from_requests = Item.objects.filter(
        Q(pk__in=asked.exclude(become_item=None).values("become_item"))
        | Q(pk__in=asked.exclude(reply_item=None).values("reply_item")),
        state=Item.State.RELEASED,
    )
    return show(
        request,
        "portal/requests/ways.html",
        {
            "office": Office.objects.filter(agency=agency).first(),
            "edition": GuideEdition.objects.filter(agency=agency).first(),
            "ways": [(*WAYS[channel], note) for channel, note in offered.items() if channel in WAYS and note],
            "is_online": Channel.INTERNET in offered,
            "published": from_requests.select_related("agency").order_by("-released_on", "-pk")[:LATEST],
        },
        agency=agency,
        section="apply",
    )


def form(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The form to print from the browser."""
    agency = agency_or_404(agency_id)
    return show(request, "portal/requests/paper.html", {"form": _blank(agency)}, agency=agency, section="apply")


def form_file(request: HttpRequest, agency_id: int, kind: str) -> HttpResponseBase:
    """The form as a file: PDF to print, Word to fill in."""
    form = _blank(agency_or_404(agency_id))
    data = paper.as_pdf(form) if kind == "pdf" else paper.as_docx(form)
    return paper.file(data, f"政府信息公开申请表.{kind}")


def _blank(agency: Agency) -> paper.Blank:
    return paper.blank(agency, Office.objects.filter(agency=agency).first())
