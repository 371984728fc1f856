"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.filings import filing, filings, trail

FILING = "filings/<int:filing_id>/"

_list: list[URLPattern | URLResolver] = [
    path("filings/", filings.filings, name="filings"),
]
_report: list[URLPattern | URLResolver] = [
    path(FILING, filing.filing, name="filing"),
    path(FILING + "trail/", trail.trail_page, name="filing_trail"),
]

urlpatterns = [*_list, *_report]
