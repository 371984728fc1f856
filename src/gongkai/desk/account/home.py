"""/desk/: on to 今日 of one's first agency; who has no role yet is told what to do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.agency import access
from gongkai.desk.account.frame import show
from gongkai.desk.frame import PLACES, own_agencies, place_url


@login_required
def home(request: HttpRequest) -> HttpResponse:
    officer: Any = request.user
    own = sorted(own_agencies(officer), key=lambda agency: (not agency.is_on_desk, agency.path))
    for agency in own:
        for _, _, name, act in PLACES:
            if access.may(act, officer, agency):
                return redirect(place_url(name, agency.pk))
    return show(request, "desk/account/no_role.html", {})
