"""框: as many bytes as asked for behind everything that stands before a page of the desk: middleware, sign-in, agency.

What a page of the desk costs before it has read or drawn anything of its own.
"""

from gongkai.site.wsgi import application

__all__ = ["application", "urlpatterns"]

from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path

from gongkai.desk.frame import DeskRequest, Response, frame, page
from gongkai.site.urls import urlpatterns as site

settings.ROOT_URLCONF = __name__


@page("item.see")
def view(request: DeskRequest, length: int) -> Response:
    frame(request, "today")
    return HttpResponse(b"x" * length)


framed = ([path("<int:agency_id>/<int:length>/", view)], "desk")
urlpatterns = [path("framed/", include(framed, namespace="framed")), *site]
