"""答复举证: the answer and the list of evidence drawn from the case, or a note that they went out elsewhere."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.acting import day
from gongkai.desk.disputes.place import act_page, dispute_of, revision_seen
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.request import disputes
from gongkai.request.actions import disputing
from gongkai.request.letters import making


class Answer(forms.Form):
    """What goes out and when."""

    replied_on = day("答复日期", help_text="把答复书和证据交给复议机关或法院的日期。")
    makes_letters = forms.BooleanField(
        label="制作答复书和证据清单", required=False, help_text="已经在系统外写好的，不勾选，只登记日期。"
    )
    evidence = forms.MultipleChoiceField(
        label="提交哪些证据",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="从这件申请的办理记录里找出来的，没有登记发出的文书不勾选。证据清单按这里的顺序列出。",
    )


@page("dispute.handle")
def dispute_answer(request: DeskRequest, dispute_id: int) -> Response:
    """The page."""
    found = dispute_of(request, dispute_id)
    today = timezone.localdate()
    proofs = disputes.evidence(found.info_request) if found.info_request else []
    wording = making.own("dispute_answer")
    prewording = making.prewording(found.info_request, "dispute_answer", by=request.user, today=today, dispute=found)
    initial = {
        "replied_on": today,
        "makes_letters": True,
        "evidence": [proof.key for proof in proofs if proof.is_offered],
    }
    form = Answer(request.POST or None, initial=initial | prewording)
    for part in wording:
        form.fields[part.key] = forms.CharField(
            label=part.says,
            required=False,
            widget=forms.Textarea({"rows": 8 if part.required else 2}),
            max_length=10_000,
        )
    field = form.fields["evidence"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(proof.key, _named(proof)) for proof in proofs]
    if not proofs:
        del form.fields["evidence"]
    back = reverse("desk:dispute", args=[request.agency.pk, found.pk])
    revision = revision_seen(request, found)

    def act(given: dict[str, Any]) -> str:
        disputing.answer(
            found.pk,
            by=request.user,
            today=today,
            replied_on=given["replied_on"],
            makes_letters=given["makes_letters"],
            evidence=given.get("evidence", ()),
            words={part.key: given[part.key] for part in wording},
            revision=revision,
        )
        return back

    return act_page(
        request,
        form,
        act,
        title="答复举证",
        says="写明答复意见，选好证据。提交后生成答复书和证据清单，编号后可以打印；纸质证据请按清单的顺序装订。",
        word="答复",
        done="已登记答复举证。",
        back=back,
        crumbs=[("争议", reverse("desk:disputes", args=[request.agency.pk])), (str(found), back)],
        about=[
            ("争议事项", found.subject),
            ("复议机关或法院", found.body),
            ("答复举证期限", found.reply_due_on or ""),
        ],
        revision=revision,
    )


def _named(proof: disputes.Proof) -> str:
    on = f"（{proof.on.isoformat()}）" if proof.on else ""
    return f"{proof.name}{on}：{proof.proves}"
