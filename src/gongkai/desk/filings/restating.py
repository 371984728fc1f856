"""更正重编: a further version of a report that the public has."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing.actions import restating


class Restating(forms.Form):
    reason = forms.CharField(
        label="更正的原因",
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text="哪里错了、为什么。公布更正后的报告时，这段话公众看得到。",
    )


@page("filing.restate")
def filing_restate(request: DeskRequest, filing_id: int) -> Response:
    """更正重编."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return restating.restate(
            filing.pk,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            reason=given["reason"],
            revision=revision,
        )

    return act_page(
        request,
        filing,
        Restating(request.POST or None),
        act,
        title="更正重编",
        says="另起一版，正文和填报的数字照抄原来的，台账数字重新统计；同样经过审查、报送、公布。"
        "公布以后，两版都留在门户上，写明原因和哪些格子变了。",
        word="另起一版",
        done="已另起一版，请编制人修改。",
    )
