"""The frame of every public page: which agency, its five sections, how the visitor wants it shown."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.agency.models import Agency

SECTIONS = (
    ("guide", "政府信息公开指南", "portal:guide"),
    ("regulations", "政府信息公开制度", "portal:regulations"),
    ("content", "法定主动公开内容", "portal:content"),
    ("reports", "政府信息公开年报", "portal:reports"),
    ("apply", "依申请公开", "portal:apply"),
)
"""The five sections that every agency's page has (国办公开办函〔2019〕61号)."""


def agency_or_404(agency_id: int) -> Agency:
    """An agency that discloses here."""
    agency = Agency.objects.select_related("parent").filter(pk=agency_id, is_on_desk=True, closed_on=None).first()
    if agency is None:
        raise Http404
    return agency


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    agency: Agency | None = None,
    section: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a public page; `section` is the code of the one it belongs to."""
    sections: list[dict[str, Any]] = []
    crumbs: list[Any] = [("首页", reverse("portal:home"))]
    if agency:
        sections = [
            {"word": word, "url": reverse(name, args=[agency.pk]), "current": code == section}
            for code, word, name in SECTIONS
        ]
        crumbs.append((agency.name, reverse("portal:agency", args=[agency.pk])))
    crumbs += [(each["word"], each["url"]) for each in sections if each["current"]]
    frame = {
        "agency": agency,
        "sections": sections,
        "crumbs": crumbs,
        "column": next((each["word"] for each in sections if each["current"]), ""),
        "search_url": reverse("portal:search"),
        "display_url": reverse("portal:display"),
        "accessibility_url": reverse("portal:accessibility"),
    }
    return render(request, template, {**frame, **context}, status=status)
