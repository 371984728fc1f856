"""Addresses of the portal."""

from django.urls import path

from gongkai.portal import agencies, complaints, items, opinions, reports
from gongkai.portal.requests import urls as requests

app_name = "portal"

urlpatterns = [
    path("", agencies.home, name="home"),
    path("agencies/<int:agency_id>/", agencies.agency, name="agency"),
    path("agencies/<int:agency_id>/guide/", agencies.guide, name="guide"),
    path("agencies/<int:agency_id>/regulations/", agencies.regulations, name="regulations"),
    path("agencies/<int:agency_id>/regulations/<int:regulation_id>/", agencies.regulation, name="regulation"),
    path("agencies/<int:agency_id>/content/", agencies.content, name="content"),
    path("agencies/<int:agency_id>/reports/", reports.reports, name="reports"),
    path("agencies/<int:agency_id>/reports/<int:year>/", reports.report, name="report"),
    path("agencies/<int:agency_id>/reports/<int:year>/report.json", reports.as_json, name="report_json"),
    path("agencies/<int:agency_id>/reports/<int:year>/figures.json", reports.figures, name="report_figures"),
    path("report-files/<int:file_id>/", reports.file, name="report_file"),
    path("agencies/<int:agency_id>/complaint/", complaints.complaint, name="complaint"),
    path("agencies/<int:agency_id>/complaint/sent/", complaints.complaint_sent, name="complaint_sent"),
    path("agencies/<int:agency_id>/correction/", complaints.correction, name="correction"),
    path("agencies/<int:agency_id>/correction/sent/", complaints.correction_sent, name="correction_sent"),
    *requests.urlpatterns,
    path("items/<int:item_id>/", items.item, name="item"),
    path("items/<int:item_id>/editions/<int:number>/", items.item, name="edition"),
    path("items/<int:item_id>/opinion/", opinions.opinion, name="opinion"),
    path("items/<int:item_id>/opinion/sent/", opinions.sent, name="opinion_sent"),
    path("attachments/<int:attachment_id>/", items.file, name="file"),
    path("search/", items.search_page, name="search"),
    path("display/", items.display, name="display"),
    path("accessibility/", items.accessibility, name="accessibility"),
]
