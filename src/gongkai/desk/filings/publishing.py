"""公布: the report goes before the public."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing.actions import publishing
from gongkai.filing.models import Filing, Version


class Publishing(forms.Form):
    """A reason is asked for where the agency above has not accepted yet, and where the original has errors."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: object, *, early: bool, errors: int) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        field = self.fields["reason"]
        if early:
            field.label, field.help_text = "没有等上级审核就公布的理由", "写进经过，上级看得到。"
        elif errors:
            field.label = "照原样公布的说明"
            field.help_text = "公众在报告上面看到“原报告如此：……”。例如：原报告表三总计有误，未作更正，照原样登载。"
        else:
            del self.fields["reason"]


@page("filing.publish")
def filing_publish(request: DeskRequest, filing_id: int) -> Response:
    """公布."""
    filing = filing_of(request, filing_id)
    version = filing.latest
    assert version is not None
    version.filing = filing
    early = version.state == Version.State.SUBMITTED
    errors = publishing.errors_of_original(version)

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
        Publishing(request.POST or None, early=early, errors=errors),
        act,
        title="公布年度报告",
        says=_says(filing, early, errors),
        word="公布",
        done="已公布，门户上可以看到和下载。",
    )


def _says(filing: Filing, early: bool, errors: int) -> str:
    says = "报告立即在门户“政府信息公开年报”里公布，同时生成 Word、PDF、Excel、JSON 文件和封存包。"
    if filing.published_id is not None:
        says += "以前公布的一版标为“已被更正替代”，仍然可以看到。"
    if early:
        says += "上级还没有审核：公布的期限是法定的（条例第四十九条），先公布要写明理由。"
    if errors:
        says += (
            f"这份报告由原文件读入，原报告有 {errors} 处错误（见“问题”页），公布时照原样登载，不改原件。"
            "要公布改正过的，请不要点“公布”，由签发人先“更正重编”。"
        )
    return says
