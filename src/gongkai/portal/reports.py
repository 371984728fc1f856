"""政府信息公开年报: the reports of an agency over the years, one year's page, its files, and its figures as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from gongkai.agency.models import Agency
from gongkai.disclosure import files
from gongkai.disclosure.models import Item
from gongkai.filing import changes, public
from gongkai.filing.changes import Changes
from gongkai.filing.figures.figure import plain
from gongkai.filing.models import Filing, Frozen, Rendered, Version
from gongkai.filing.public import Picture
from gongkai.filing.publications import KINDS
from gongkai.filing.published import published
from gongkai.portal.frame import agency_or_404, show
from gongkai.portal.items import download
from gongkai.report import exchange
from gongkai.report.report import Report

PAGE = 50
MOST_YEARS = 40
TREND = 10
"""Years that a trend goes back."""

_encoder = msgspec.json.Encoder(decimal_format="number")

_SHOWN = ("pk", "title", "released_on", "document_number", "kind", "validity", "agency_id")


def reports(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Its annual reports by year, and those of the agencies right below it for the year chosen."""
    shown = agency_or_404(agency_id)
    own = list(published().filter(agency=shown)[:MOST_YEARS])
    below = published().filter(agency__parent=shown, agency__is_on_desk=True, agency__closed_on=None)
    years = list(below.order_by("-year").values_list("year", flat=True).distinct()[:MOST_YEARS])
    year = _chosen(request.GET.get("year", ""), years)
    of_year = below.filter(year=year).order_by("agency__path", "scope") if year else below.none()
    return show(
        request,
        "portal/reports/list.html",
        {
            "own": own,
            "items": _other_items(shown, {filing.year for filing in own}),
            "page": Paginator(of_year, PAGE).get_page(request.GET.get("page")),
            "years": years,
            "year": year,
            "items_below": _items_below(shown),
        },
        agency=shown,
        section="reports",
    )


def newest(agency: Agency) -> Filing | None:
    """The agency's report of the last year that has one."""
    return published().filter(agency=agency).first()


def _chosen(given: str, years: Sequence[int]) -> int | None:
    if given.isascii() and given.isdecimal() and len(given) == 4 and int(given) in years:
        return int(given)
    return years[0] if years else None


def _other_items(agency: Agency, years: set[int]) -> list[Item]:
    """Reports published as items, of years for which there is none of this kind."""
    items = Item.objects.filter(agency=agency, kind=Item.Kind.ANNUAL_REPORT, state=Item.State.RELEASED)
    latest = items.only(*_SHOWN).order_by("-released_on", "-pk")[:PAGE]
    return [item for item in latest if public.year_of(item.title) not in years]


def _items_below(agency: Agency) -> list[Item]:
    """The same of the agencies right below."""
    items = Item.objects.filter(
        agency__parent=agency, agency__is_on_desk=True, kind=Item.Kind.ANNUAL_REPORT, state=Item.State.RELEASED
    )
    latest = list(items.select_related("agency").order_by("-released_on", "agency__path")[:PAGE])
    known = set(published().filter(agency__in=[item.agency_id for item in latest]).values_list("agency_id", "year"))
    return [item for item in latest if (item.agency_id, public.year_of(item.title)) not in known]


def report(request: HttpRequest, agency_id: int, year: int) -> HttpResponse:
    """One year's report as published; an earlier version by ?version=, that of all below together by ?scope=whole."""
    shown = agency_or_404(agency_id)
    filing, version = _version(request, shown, year)
    told = exchange.decode(version.report.encode())
    frozen = list(version.frozen.defer("records", "amounts", "rule", "cites"))
    entered = [each for each in frozen if each.is_entered]
    versions = list(_public_versions(filing).defer("report", "figures", "sheets"))
    return show(
        request,
        "portal/reports/report.html",
        {
            "filing": filing,
            "version": version,
            "is_current": version.pk == filing.published_id,
            "page": public.page(
                told,
                entered,
                labels={each.name: each.label for each in entered},
                pieces=public.pieces_of(version) if entered else None,
            ),
            "outcomes": public.outcomes(told),
            "channels": _shares(frozen, "disclosed.channel.", "按渠道", "渠道"),
            "categories": _shares(frozen, "disclosed.root.", "按类别", "类别"),
            "trends": _trends(filing) if version.pk == filing.published_id else (),
            "files": _files(version),
            "versions": versions,
            "changed": _changes(told, version, versions),
            "other_scope": _other_scope(filing),
        },
        agency=shown,
        section="reports",
    )


def _version(request: HttpRequest, agency: Agency, year: int) -> tuple[Filing, Version]:
    """The version that the address names: nothing that is not public is found."""
    scope = Filing.Scope.WHOLE if request.GET.get("scope") == Filing.Scope.WHOLE else Filing.Scope.OWN
    filing = published().filter(agency=agency, year=year, scope=scope).first()
    if filing is None:
        raise Http404
    filing.agency = agency
    given = request.GET.get("version", "")
    if not given:
        version = _public_versions(filing).filter(state=Version.State.PUBLISHED).first()
    elif given.isascii() and given.isdecimal() and len(given) < 5:
        version = _public_versions(filing).filter(number=int(given)).first()
    else:
        version = None
    if version is None:
        raise Http404
    version.filing = filing
    return filing, version


def _public_versions(filing: Filing) -> QuerySet[Version]:
    """The version the public sees and those it saw before, the newest first."""
    public_states = (Version.State.PUBLISHED, Version.State.SUPERSEDED)
    return filing.versions.filter(state__in=public_states, published_on__isnull=False).order_by("-number")


def _files(version: Version) -> list[dict[str, Any]]:
    order = list(KINDS)
    rows = sorted(version.rendered.all(), key=lambda each: order.index(each.kind))
    return [
        {
            "name": each.name,
            "url": reverse("portal:report_file", args=[each.pk]),
            "kind": KINDS[each.kind],
            "size": each.size,
            "note": "报告、数字、记录编号和校验链，供审计核验" if each.kind == "zip" else "",
        }
        for each in rows
    ]


def _shares(frozen: Sequence[Frozen], start: str, of: str, word: str) -> Picture | None:
    counts = [(each.label, plain(each.value or 0)) for each in frozen if each.name.startswith(start)]
    return public.shares(counts, of=of, word=word)


@dataclass(frozen=True, slots=True)
class _Trend:
    """A line over the years: the sentence it shows, the years, a value for each or None."""

    says: str
    name: str
    unit: str
    words: list[str]
    values: list[int | Decimal | None]


def _trends(filing: Filing) -> list[_Trend]:
    """Over the years published of the same scope: what was disclosed, and what was asked."""
    earlier = published().filter(
        agency=filing.agency, scope=filing.scope, year__lte=filing.year, year__gt=filing.year - TREND
    )
    of_year: dict[int, int] = dict(earlier.values_list("year", "published_id"))
    if len(of_year) < 2:
        return []
    told = dict(Version.objects.filter(pk__in=of_year.values()).values_list("pk", "report"))
    counted = dict(
        Frozen.objects.filter(version__in=of_year.values(), name="disclosed.total").values_list("version_id", "value")
    )
    years = range(min(of_year), filing.year + 1)
    rows = [
        _numbers(told[of_year[year]], counted.get(of_year[year])) if year in of_year else (None, None) for year in years
    ]
    lines = [
        _line(years, [row[0] for row in rows], "主动公开", "条"),
        _line(years, [row[1] for row in rows], "收到申请", "件"),
    ]
    return [line for line in lines if line is not None]


def _numbers(told: str, counted: Decimal | None) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Items disclosed and requests received, as one year's published report gives them."""
    report = msgspec.json.decode(told)
    stated = [each["value"] for each in report.get("statements", ()) if each["kind"] == "disclosed_total"]
    disclosed = plain(counted) if counted is not None else next(iter(stated), None)
    return disclosed, report.get("tables", {}).get("requests", {}).get("new", {}).get("total")


def _line(years: range, values: list[int | Decimal | None], name: str, unit: str) -> _Trend | None:
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    if len(known) < 2:
        return None
    (first, before), (last, now) = known[0], known[-1]
    says = f"{name}：{first}年{before:,}{unit}，{last}年{now:,}{unit}"
    return _Trend(says, name, unit, [str(year) for year in years], values)


def _changes(told: Report, version: Version, versions: Sequence[Version]) -> tuple[Version, Changes] | None:
    """The version before, and what this one says differently."""
    before = next((each for each in versions if each.number < version.number), None)
    return (before, changes.between(exchange.decode(before.report.encode()), told)) if before else None


def _other_scope(filing: Filing) -> Filing | None:
    return published().filter(agency=filing.agency, year=filing.year).exclude(pk=filing.pk).first()


def file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """A file of a published version."""
    found = Rendered.objects.select_related("version__filing__agency").filter(pk=file_id).first()
    if found is None or not _is_public(found.version):
        raise Http404
    return download(files.path("filings", found.hash), found.name)


def _is_public(version: Version) -> bool:
    agency = version.filing.agency
    is_here = agency.is_on_desk and agency.closed_on is None
    return is_here and version.published_on is not None and version.state in ("published", "superseded")


def as_json(request: HttpRequest, agency_id: int, year: int) -> HttpResponseBase:
    """The report in the form in which systems exchange it, as it was sealed."""
    _, version = _version(request, agency_or_404(agency_id), year)
    kept = version.rendered.filter(kind="json").first()
    if kept is None:
        raise Http404
    return FileResponse(files.path("filings", kept.hash).open("rb"), content_type="application/json")


def figures(request: HttpRequest, agency_id: int, year: int) -> HttpResponse:
    """开放数据: each figure of the report with its rule, its authority, and the source of what was entered."""
    filing, version = _version(request, agency_or_404(agency_id), year)
    rows = [
        {
            "name": each.name,
            "label": each.label,
            "unit": each.unit,
            "value": plain(each.value) if each.value is not None else None,
            "rule": each.rule,
            "cites": each.cites,
            "entered": {"source": each.source, "reason": each.reason} if each.is_entered else None,
        }
        for each in version.frozen.defer("records", "amounts")
    ]
    told = {
        "agency": filing.agency.name,
        "year": filing.year,
        "scope": filing.scope,
        "version": version.number,
        "published_on": version.published_on,
        "seal": version.seal,
        "figures": rows,
    }
    return HttpResponse(_encoder.encode(told), content_type="application/json")
