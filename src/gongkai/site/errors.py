"""Pages for what went wrong, in plain words: what happened, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page of an error: templates errors/<status>.html; `message` says more where we know more."""
    return render(request, f"errors/{status}.html", {"message": message}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request, 403, "这一页停留太久，或浏览器没有保存登录信息。请按“后退”，刷新页面后再提交；填写的内容不会丢。"
    )
