"""机关信息: what the agency is and where it stands in the tree."""

from django.http import HttpResponse

from gongkai.desk.frame import DeskRequest, page, show


@page("agency.see")
def agency(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/agencies/agency.html", "settings", {})
