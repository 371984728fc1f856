"""Addresses of the desk: everything of an agency under its number."""

from django.urls import include, path

from gongkai.desk import finding
from gongkai.desk.account import urls as account
from gongkai.desk.agencies import urls as agencies
from gongkai.desk.catalogue import urls as catalogue
from gongkai.desk.channels import urls as channels
from gongkai.desk.disputes import urls as disputes
from gongkai.desk.filings import urls as filings
from gongkai.desk.imports import urls as imports
from gongkai.desk.items import urls as items
from gongkai.desk.messages import urls as messages
from gongkai.desk.overview import urls as overview
from gongkai.desk.registers import urls as registers
from gongkai.desk.requests import urls as requests
from gongkai.desk.screening import urls as screening
from gongkai.desk.tasks import urls as tasks

app_name = "desk"

places = [
    *(agencies, catalogue, channels, disputes, filings, imports, items, messages, overview, registers, requests),
    *(screening, tasks),
]

urlpatterns = [
    path("", include(account.urlpatterns)),
    path("<int:agency_id>/search/", finding.search, name="search"),
    path("<int:agency_id>/help/", finding.help_page, name="help"),
    path("<int:agency_id>/", include([*(each for place in places for each in place.urlpatterns)])),
]
