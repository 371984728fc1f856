"""未定事项: settings that stand for a point of the rules nobody has confirmed; changed on the server only."""

from django.conf import settings
from django.http import HttpResponse

from gongkai.desk.agencies.frame import show
from gongkai.desk.frame import DeskRequest, page


@page("agency.see")
def unconfirmed(request: DeskRequest) -> HttpResponse:
    return show(request, "unconfirmed.html", "points", {"points": settings.GONGKAI.unconfirmed()})
