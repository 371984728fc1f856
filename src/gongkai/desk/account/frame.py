"""The pages of one's own account: in the frame of the first agency one belongs to, or by themselves without any."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.agency.models import Officer
from gongkai.desk.frame import frame, own_agencies


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render a page of the account; templates extend `layout`."""
    framed: Any = request
    officer: Officer = framed.user
    around: dict[str, Any] = {"layout": "plain.html", "officer": officer}
    own = [] if officer.must_change_password else own_agencies(officer)
    if own:
        framed.agency = own[0]
        around = {"layout": "desk.html", **frame(framed, "account")}
    return render(request, template, {**around, **context}, status=status)
