"""Pages drawn for tests without a database: the frame of desk and portal, and a browser's view of them."""

import mimetypes
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.test import RequestFactory
from jinja2 import Environment, FileSystemLoader

from gongkai.site import configuration
from gongkai.site.environment import environment

SITE = Path(configuration.__file__).parent
PLACES = ("今日", "主动公开", "审查", "渠道", "目录", "依申请", "监督", "任务", "设置")
TOWN = SimpleNamespace(pk=1, name="柳河镇人民政府")
COUNTY = SimpleNamespace(pk=2, name="六合县人民政府")
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
ORIGIN = "http://gongkai.test"

SECTIONS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")


def templates() -> Environment:
    return environment(loader=FileSystemLoader([SITE / "templates", SITE]))


def desk(path: str = "/desk/1/items/?state=late&page=3", **cookies: str) -> dict[str, Any]:
    """What the layout of the desk needs."""
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return {
        "request": request,
        "csrf_input": "",
        "officer": SimpleNamespace(pk=7, name="陈小华", title="党政办信息员"),
        "agency": TOWN,
        "agencies": [TOWN, COUNTY],
        "rail": [
            {"code": "today" if word == "今日" else word, "word": word, "url": f"#{word}", "count": count}
            for count, word in enumerate(PLACES)
        ],
        "place": "主动公开",
        "messages": [],
        "demonstration": True,
        "configuration": configuration.load({}),
    }


def portal(path: str = "/items/13/", **cookies: str) -> dict[str, Any]:
    """What the layout of the portal needs, and everything it may have."""
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    given = {
        "GONGKAI_SITE_NAME": "六合县政府信息公开",
        "GONGKAI_SITE_CODE": "3401000001",
        "GONGKAI_SITE_HOST_ORGANISATION": "六合县人民政府办公室",
    }
    return {
        "request": request,
        "configuration": configuration.load(given),
        "agency": TOWN,
        "sections": [{"word": word, "url": "#", "current": word == SECTIONS[2]} for word in SECTIONS],
        "search_url": "/search/",
        "display_url": "/display/",
        "accessibility_url": "/accessibility/",
        "messages": [],
        "demonstration": False,
    }


def serve(page: Any, written: dict[str, str]) -> list[str]:
    """Answer a browser page with what was written, by path, and with the static files, under the site's policy.

    The list gains every complaint of the browser: broken policy, errors of scripts, files that are not there.
    """
    complaints: list[str] = []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
        file = SITE / path.lstrip("/")
        if path.startswith("/static/") and file.is_file():
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        elif path in written:
            headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
            route.fulfill(body=written[path], content_type="text/html; charset=utf-8", headers=headers)
        else:
            complaints.append(f"not there: {path}")
            route.fulfill(status=404, body="")

    page.route(f"{ORIGIN}/**", answer)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return complaints
