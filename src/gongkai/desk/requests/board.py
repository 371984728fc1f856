"""依申请: the board of an agency's requests, by state and by the days that are left."""

from django.core.paginator import Paginator

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.requests.acting import PLACE
from gongkai.request import queries

PER_PAGE = 50


@page("request.see")
def requests(request: DeskRequest) -> Response:
    """The page."""
    found = queries.of_agency(request.agency, request.user)
    context = {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))}
    return show(request, "desk/requests/requests.html", PLACE, context)
