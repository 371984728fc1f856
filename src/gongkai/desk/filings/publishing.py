"""公布: the report goes before the public."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing.actions import publishing
from gongkai.filing.models import Filing, Version


class Publishing(forms.Form):
    """Only where the agency above has not accepted yet is a reason asked for."""

    reason = forms.CharField(
        label="没有等上级审核就公布的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="写进经过，上级看得到。",
    )

    def __init__(self, data: object, *, early: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        if not early:
            del self.fields["reason"]


@page("filing.publish")
def filing_publish(request: DeskRequest, filing_id: int) -> Response:
    """公布."""
    filing = filing_of(request, filing_id)
    version = filing.latest
    assert version is not None
    early = version.state == Version.State.SUBMITTED

    def act(given: dict[str, Any], revision: int) -> object:
        return publishing.publish(
            filing.pk,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            reason=given.get("reason", ""),
            revision=revision,
        )

    return act_page(
        request,
        filing,
        Publishing(request.POST or None, early=early),
        act,
        title="公布年度报告",
        says=_says(filing, early),
        word="公布",
        done="已公布，门户上可以看到和下载。",
    )


def _says(filing: Filing, early: bool) -> str:
    says = "报告立即在门户“政府信息公开年报”里公布，同时生成 Word、PDF、Excel、JSON 文件和封存包。"
    if filing.published_id is not None:
        says += "以前公布的一版标为“已被更正替代”，仍然可以看到。"
    if early:
        says += "上级还没有审核：公布的期限是法定的（条例第四十九条），先公布要写明理由。"
    return says
