"""一并同意: several notices of one kind that wait for the same officer; a summary first, then each by itself."""

from collections.abc import Iterable

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE
from gongkai.desk.requests.signing import PER_PAGE, TOGETHER, waiting
from gongkai.errors import Refused
from gongkai.request import access
from gongkai.request.actions import issuing
from gongkai.request.models import Letter
from gongkai.request.signers import may_sign


@page("request.consent")
def sign_several(request: DeskRequest) -> Response:
    """所选的几份: what each notice says, before all are consented to."""
    kind, back = request.GET.get("act", ""), reverse("desk:letters_to_sign", args=[request.agency.pk])
    numbers = [int(each) for each in request.GET.getlist("letter") if each.isdecimal()][:PER_PAGE]
    if request.method == "POST":
        return _signed(request, numbers, back)
    found = waiting(request).filter(pk__in=numbers, kind=kind if kind in TOGETHER else "").select_related("fee")
    letters = []
    for letter in found:
        letter.agency = request.agency
        if may_sign(letter, request.user):
            letters.append(letter)
    context = {
        "letters": letters,
        "kind": kind,
        "word": TOGETHER.get(kind, "一并同意"),
        "total": sum(letter.fee.amount for letter in letters if letter.fee),
        "back": back,
        "token": token(request),
    }
    return show(request, "desk/requests/sign_together.html", PLACE, context)


def _signed(request: DeskRequest, numbers: Iterable[int], back: str) -> Response:
    """Sign each once: the form is marked as done before the first, so that one sent twice signs nothing again."""
    shown = {number: request.POST.get(f"revision_{number}", "") for number in numbers}
    seen: dict[int, int | None] = {number: int(given) for number, given in shown.items() if given.isdecimal()}
    begun = []

    def begin() -> str:
        begun.append(True)
        return back

    address = once(request, begin)
    if begun:
        _sign(request, seen)
    return redirect(address)


def _sign(request: DeskRequest, seen: dict[int, int | None]) -> None:
    try:
        refused = issuing.sign_each(seen, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return
    if len(seen) > len(refused):
        messages.success(request, f"已同意 {len(seen) - len(refused)} 份，文书已编号。")
    if refused:
        letters = access.letters_visible_to(request.user).select_related("info_request").in_bulk(list(refused))
        told = "；".join(f"{_case(letters[number])}：{why}" for number, why in refused.items())
        messages.error(request, f"有 {len(refused)} 份没有办成，其余不受影响。{told}")


def _case(letter: Letter) -> str:
    return str(letter.info_request or letter)
