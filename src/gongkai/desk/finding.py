"""Finding one's way: the search of the top bar, and the page of keys and first steps."""

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.agency import access
from gongkai.agency.roles import Role
from gongkai.desk.frame import DeskRequest, page, show

NUMBER = re.compile(r"〔\d{4}〕\d+号?")
"""How a request is numbered: 〔2026〕12号; the number of a document has words before it."""

KEYS = (
    ("g t", "回到今日"),
    ("/", "搜索"),
    ("j", "列表里下一行"),
    ("k", "列表里上一行"),
    ("Enter", "打开这一行"),
    ("?", "打开本页"),
)

FIRST_STEPS: dict[Role, tuple[str, ...]] = {
    Role.HANDLER: (
        "在“今日”看今天要办的事，红色的是已超期的。",
        "在“主动公开”点“新增信息”，填好后点“保存并提交审查”；标“必须改”的地方要先改好。",
        "审查通过后点“发布”，选好渠道；公告栏、LED 等张贴之后，在“渠道”里登记凭证。",
        "以往已经公开过的，用“批量导入”从表格补录。",
        "收到信息公开申请，在“依申请”登记；网上来的先与申请人确认。打开一件申请，右边写着还剩几个工作日、接下来办什么。",
    ),
    Role.REVIEWER: (
        "在“审查”里打开等您二审二校的信息，看完选“通过”或写明理由“退回”。",
        "依申请公开的答复书、延期和收费要您审核或者同意，在“今日”的“待我审签的文书”里打开。",
    ),
    Role.SECRECY: ("在“审查”里打开等保密审查的信息。拿不准的选“报请确定”，确定之前不会发布。",),
    Role.SIGNER: (
        "在“审查”里打开等您签发的信息，通过之后经办人就能发布。",
        "已公开的信息有误，打开它选“撤回”，写明原因；公众会看到撤回说明。",
        "依申请公开的答复书由您签发，在“今日”的“待我审签的文书”里打开；签发后要发出去，才算答复了。",
    ),
    Role.SUPERVISOR: ("在“监督”里看下级机关哪些栏目空白、哪些超期，点数字看明细。",),
    Role.ADMINISTRATOR: ("在“设置”里管理机关信息、工作机构、人员和任职；人员离岗时办理交接。",),
    Role.READER: ("您可以查看本机关的全部信息，不能修改。",),
}


@page("item.see")
def search(request: DeskRequest) -> HttpResponse:
    """The words of the top bar, looked for in the agency's items; the number of a request among its requests."""
    words = request.GET.get("q", "").strip()
    is_of_request = NUMBER.fullmatch(words) and access.may("request.see", request.user, request.agency)
    place, query = ("desk:requests", {"state": "every", "q": words}) if is_of_request else ("desk:items", {"q": words})
    return redirect(f"{reverse(place, args=[request.agency.pk])}?{urlencode(query)}")


@page("agency.see")
def help_page(request: DeskRequest) -> HttpResponse:
    """What to do first, by the roles one holds, and the keys."""
    held = access.standing(request.user).roles_in(request.agency)
    steps = [(role.label, FIRST_STEPS[role]) for role in Role if role in held]
    return show(request, "desk/help.html", "", {"steps": steps, "keys": KEYS})
