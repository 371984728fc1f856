"""从表格导入: the template, the rows as read with what is wrong in each, and the import of all of them or none."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.exporting import XLSX
from gongkai.desk.items.once import once, token
from gongkai.desk.registers import place
from gongkai.desk.registers.forms import Upload
from gongkai.errors import Refused
from gongkai.supervision import sheets
from gongkai.supervision.actions import importing
from gongkai.supervision.registers import Register
from gongkai.supervision.sheets import Row

_SALT = "gongkai.registers"


class Confirmation(forms.Form):
    """The rows as they were shown; kept on the page, signed."""

    rows = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="已核对，没有写错", required=False)


@page("register.change")
def take_in(request: DeskRequest) -> Response:
    """The page of the register that ?of= names; ?template=1 is the file to fill in."""
    register = place.register_of(request)
    if register is None:
        return redirect("desk:registers", request.agency.pk)
    if "template" in request.GET:
        return _template(request, register)
    if "rows" in request.POST:
        return _import(request, register)
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            rows = sheets.read(register, upload.read(), upload.name)
        except Refused as refused:
            return _page(request, register, form=form, refused=refused, status=409)
        return _shown(request, register, rows, upload.name)
    return _page(request, register, form=form, status=422 if form.errors else 200)


def _shown(
    request: DeskRequest, register: Register, rows: tuple[Row, ...], name: str, refused: Refused | None = None
) -> Response:
    """The rows as they would be entered."""
    found = importing.weigh(register, request.agency.pk, rows, by=request.user, today=timezone.localdate())
    kept = signing.dumps({"name": name, "rows": [(row.number, row.cells) for row in rows]}, salt=_SALT, compress=True)
    wrong = sum(bool(each.faults) for each in found)
    form = Confirmation(initial={"rows": kept})
    if not any(each.doubts for each in found):
        del form.fields["confirmed"]
    context: dict[str, Any] = {
        "form": None if wrong else form,
        "found": [
            {
                "number": each.row.number,
                "words": "，".join(text for text in each.row.cells.values() if text),
                "on": each.entry.on if not each.faults else None,
                "faults": each.faults,
                "doubts": each.doubts,
            }
            for each in found
        ],
        "wrong": wrong,
        "name": name,
    }
    return _page(request, register, **context, refused=refused, status=422 if wrong else 409 if refused else 200)


def _import(request: DeskRequest, register: Register) -> Response:
    """The rows that were looked at, entered."""
    form = Confirmation(request.POST)
    try:
        kept = signing.loads(request.POST["rows"], salt=_SALT)
    except signing.BadSignature:
        refused = Refused("这一页放得太久或者没有传完整，没有导入。请重新上传表格。")
        return _page(request, register, form=Upload(), refused=refused, status=409)
    form.is_valid()
    rows = tuple(Row(number, cells) for number, cells in kept["rows"])

    def act() -> str:
        made = importing.take_in(
            register,
            request.agency.pk,
            rows,
            by=request.user,
            today=timezone.localdate(),
            file=kept["name"],
            confirmed=form.cleaned_data["confirmed"],
        )
        messages.success(request, f"已导入 {len(made)} {register.unit}。")
        return place.list_address(request.agency.pk, register)

    try:
        address = once(request, act)
    except Refused as refused:
        return _shown(request, register, rows, kept["name"], refused)
    return redirect(address)


def _page(
    request: DeskRequest, register: Register, *, status: int, refused: Refused | None = None, **context: Any
) -> Response:
    given = {
        "register": register,
        "crumbs": place.crumbs(request.agency.pk, register),
        "back": place.list_address(request.agency.pk, register),
        "labels": [register.label(name) for name in register.fields],
        "refused": refused,
        "token": token(request),
        "most": sheets.MOST,
        "found": [],
        "wrong": 0,
        "name": "",
        **context,
    }
    return show(request, "desk/registers/import.html", place.PLACE, given, status=status)


def _template(request: DeskRequest, register: Register) -> HttpResponse:
    response = HttpResponse(sheets.template(register, request.agency), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{register.word}模板.xlsx")
    return response
