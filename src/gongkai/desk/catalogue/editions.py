"""目录各版: the editions of a catalogue: begun, drawn up, compared, adopted, given up, handed down."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.catalogue import access, comparison, gaps, tree
from gongkai.catalogue.actions import editions as acts
from gongkai.catalogue.coverage import State
from gongkai.catalogue.models import Catalogue
from gongkai.catalogue.sheets import writing
from gongkai.desk.catalogue.coverage import sent
from gongkai.desk.catalogue.forms import DescriptionForm, DomainsForm
from gongkai.desk.catalogue.place import PLACE, act_page, catalogue_of, posted, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused

SHOWN_FINDINGS = 50


@page("catalogue.see")
def editions(request: DeskRequest) -> Response:
    """Every edition of the agency, the newest first, and how to begin one."""
    found = access.visible_to(request.user).filter(agency=request.agency).select_related("handed_down_from__agency")
    context = {
        "tabs": tabs(request, "editions"),
        "catalogues": found.order_by("-number")[:100],
        "draft": access.draft_of(request.agency),
        "in_force": access.in_force(request.agency),
        "may_change": agencies.may("catalogue.change", request.user, request.agency),
    }
    return show(request, "desk/catalogue/editions.html", PLACE, context)


@page("catalogue.see")
def edition(request: DeskRequest, catalogue_id: int) -> Response:
    """One edition: its entries as a tree, what it lacks, what can be done with it."""
    catalogue = catalogue_of(request, catalogue_id)
    today = timezone.localdate()
    entries = list(catalogue.entries.all())
    is_draft = catalogue.state == Catalogue.State.DRAFT
    findings = list(gaps.findings(entries, request.agency.level)) if is_draft else []
    links = {f"entry:{entry.code}": _address(request, "catalogue_entry_change", entry.pk) for entry in entries}
    before = access.in_force(request.agency)
    context = {
        "catalogue": catalogue,
        "is_draft": is_draft,
        "limbs": [limb for limb in tree.grow(entries, request.agency.level, today) if limb.entries or is_draft],
        "entry_count": len(entries),
        "not_concerned": _not_concerned(tree.grow(entries, request.agency.level, today, only=State.NOT_CONCERNED)),
        "findings": findings[:SHOWN_FINDINGS],
        "findings_more": max(0, len(findings) - SHOWN_FINDINGS),
        "links": links,
        "before": before if before and before.pk != catalogue.pk else None,
        "may_change": agencies.may("catalogue.change", request.user, request.agency),
        "may_adopt": agencies.may("catalogue.adopt", request.user, request.agency),
        "may_hand_down": agencies.may("catalogue.hand_down", request.user, request.agency),
    }
    return show(request, "desk/catalogue/edition.html", PLACE, context)


def _not_concerned(limbs: list[tree.Limb]) -> list[tuple[str, str]]:
    """未涉及领域事项说明: the domains, or single entries, that do not concern the agency, with why."""
    leaves = [leaf.entry for limb in limbs for branch in limb.branches.values() for leaf in branch.leaves]
    return list(dict.fromkeys((entry.domain or entry.name, entry.not_applicable_reason) for entry in leaves))


@page("catalogue.change")
def edition_start(request: DeskRequest) -> Response:
    """Begin an edition: from the starting catalogue, for a county also the one for its townships."""
    level = "township" if request.GET.get("for") == "township" else ""
    whose = "乡镇" if level else "本机关"
    back = reverse("desk:catalogue_editions", args=[request.agency.pk])

    def act(said: dict[str, Any]) -> str:
        made = acts.start(request.agency.pk, by=request.user, today=timezone.localdate(), level=level)
        return _address(request, "catalogue_edition", made.pk)

    return act_page(
        request,
        act,
        title="起草目录" if not level else "起草乡镇目录",
        says=f"按{whose}的法定公开内容和各地已公布的标准目录，起草一版目录。起草后可以增删条目、勾选领域，发布之前不影响现行目录。",
        word="起草",
        back=back,
        done="已起草。请逐项核对，补上缺的内容，再交签发人发布。",
        crumbs=[("目录各版", back)],
    )


@page("catalogue.change")
def edition_revise(request: DeskRequest) -> Response:
    """Begin a new edition from the one in force."""
    back = reverse("desk:catalogue_editions", args=[request.agency.pk])

    def act(said: dict[str, Any]) -> str:
        made = acts.revise(request.agency.pk, by=request.user, today=timezone.localdate())
        return _address(request, "catalogue_edition", made.pk)

    return act_page(
        request,
        act,
        title="修订目录",
        says="照现行目录另起一版来改。条目编号不变，已公开的信息仍归在原来的条目下；新的一版发布后，旧的一版保留备查。",
        word="开始修订",
        back=back,
        done="已另起一版。改好后请交签发人发布。",
        crumbs=[("目录各版", back)],
    )


@page("catalogue.change")
def edition_describe(request: DeskRequest, catalogue_id: int) -> Response:
    """The name of a draft edition and the words before it."""
    catalogue = catalogue_of(request, catalogue_id)
    form = DescriptionForm(posted(request), initial={"name": catalogue.name, "note": catalogue.note})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.describe(catalogue.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "名称和说明已保存。")
            return redirect(_address(request, "catalogue_edition", catalogue.pk))
    context = {"catalogue": catalogue, "form": form, "refused": refused, "title": "名称和说明"}
    return show(request, "desk/catalogue/description.html", PLACE, context, status=409 if refused else 200)


@page("catalogue.change")
def edition_domains(request: DeskRequest, catalogue_id: int) -> Response:
    """Which domains concern the agency, and why the others do not."""
    catalogue = catalogue_of(request, catalogue_id)
    domains: dict[str, list[str]] = {}
    for domain, reason in catalogue.entries.exclude(domain="").values_list("domain", "not_applicable_reason"):
        domains.setdefault(domain, []).append(reason)
    reasons = {domain: given[0] if all(given) else "" for domain, given in domains.items()}
    form = DomainsForm(posted(request), domains=reasons)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.choose_domains(
                catalogue.pk, by=request.user, not_concerned=form.not_concerned(), today=timezone.localdate()
            )
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "领域已勾选，未涉及领域的说明已写入目录。")
            return redirect(_address(request, "catalogue_edition", catalogue.pk))
    counts = {domain: len(given) for domain, given in domains.items()}
    context = {"catalogue": catalogue, "form": form, "counts": counts, "refused": refused}
    return show(request, "desk/catalogue/domains.html", PLACE, context, status=409 if refused else 200)


@page("catalogue.see")
def edition_compare(request: DeskRequest, catalogue_id: int) -> Response:
    """What changed from another edition (?with=, else the one in force) to this one."""
    catalogue = catalogue_of(request, catalogue_id)
    others = list(request.agency.catalogues.exclude(pk=catalogue.pk).order_by("-number")[:100])
    asked = request.GET.get("with", "")
    before = next((other for other in others if str(other.pk) == asked), None)
    before = before or next((other for other in others if other.state == Catalogue.State.IN_FORCE), None)
    before = before or (others[0] if others else None)
    context = {
        "catalogue": catalogue,
        "others": others,
        "before": before,
        "found": comparison.compare(before, catalogue) if before else None,
    }
    return show(request, "desk/catalogue/compare.html", PLACE, context)


@page("catalogue.see")
def edition_export(request: DeskRequest, catalogue_id: int) -> Response:
    """The edition as a workbook in the national columns."""
    catalogue = catalogue_of(request, catalogue_id)
    data = writing.write(catalogue, catalogue.entries.all())
    return sent(data, f"{catalogue.name}第{catalogue.number}版.xlsx")


@page("catalogue.adopt")
def edition_adopt(request: DeskRequest, catalogue_id: int) -> Response:
    """Put a draft edition in force."""
    catalogue = catalogue_of(request, catalogue_id)
    before = access.in_force(request.agency)

    def act(said: dict[str, Any]) -> str:
        acts.adopt(catalogue.pk, by=request.user, today=timezone.localdate())
        return reverse("desk:catalogue", args=[request.agency.pk])

    facts: list[tuple[str, object]] = [("目录", catalogue), ("条目", catalogue.entries.count())]
    if before and before.pk != catalogue.pk:
        found = comparison.compare(before, catalogue)
        changes = f"增加{len(found.added)}条，删去{len(found.removed)}条，修改{len(found.changed)}条"
        facts += [("代替", before), ("与它相比", changes)]
    return act_page(
        request,
        act,
        title="发布目录",
        says="发布后成为现行目录，公众可以看到，录入信息时按它归类。",
        word="发布",
        back=_address(request, "catalogue_edition", catalogue.pk),
        done=f"{catalogue}已发布。",
        crumbs=_crumbs(request, catalogue),
        facts=facts,
    )


@page("catalogue.change")
def edition_give_up(request: DeskRequest, catalogue_id: int) -> Response:
    """Drop a draft edition."""
    catalogue = catalogue_of(request, catalogue_id)

    def act(said: dict[str, Any]) -> str:
        acts.give_up(catalogue.pk, by=request.user, today=timezone.localdate())
        return reverse("desk:catalogue_editions", args=[request.agency.pk])

    return act_page(
        request,
        act,
        title="放弃这一版",
        says="编制中的这一版和其中的条目会删去，不能恢复；现行目录不受影响。",
        word="放弃这一版",
        back=_address(request, "catalogue_edition", catalogue.pk),
        done=f"已放弃{catalogue}。",
        crumbs=_crumbs(request, catalogue),
        facts=[("目录", catalogue), ("条目", catalogue.entries.count())],
        danger=True,
    )


def _address(request: DeskRequest, name: str, pk: int) -> str:
    return reverse(f"desk:{name}", args=[request.agency.pk, pk])


def _crumbs(request: DeskRequest, catalogue: Catalogue) -> list[Any]:
    return [
        ("目录各版", reverse("desk:catalogue_editions", args=[request.agency.pk])),
        (f"第{catalogue.number}版", _address(request, "catalogue_edition", catalogue.pk)),
    ]
