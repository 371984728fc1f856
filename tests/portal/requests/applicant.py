"""An applicant before the portal, page by page, as a browser without scripts goes."""

import re
from html import unescape
from typing import Any

from django.test import Client

from gongkai.agency.models import Agency

NUMBER = "110101199003070054"
CREDIT = "91350211M000100Y43"
WHAT = {"description": "想知道2023年清水镇低保资金的发放标准和各村发放人数", "document_number": "", "title": ""}
PERSON = {"name": "王秀英", "id_kind": "居民身份证", "id_number": NUMBER}
CONTACT = {"mobile": "13900000000", "email": ""}
HOW = {"form": "paper", "way": "post", "address": "清水镇柳树村12号", "postcode": "", "fax": "", "assistance": ""}

_DIGITS = "零一二三四五六七八九十"


class Visitor:
    """Somebody before the pages of one agency."""

    def __init__(self, agency: Agency, **options: Any) -> None:
        self.agency = agency
        self.client = Client(**options)

    def at(self, step: str) -> str:
        return f"/agencies/{self.agency.pk}/apply/{step}/"

    def writes(self, step: str, **fields: Any) -> Any:
        """Send one page; the answer, not followed."""
        return self.client.post(self.at(step), fields)

    def writes_all(self, **changed: Any) -> None:
        """Go through the first five steps."""
        for step, fields in (
            ("what", WHAT),
            ("suggestions", {}),
            ("who", {"kind": "natural_person"}),
            ("identity", PERSON),
            ("contact", CONTACT),
            ("how", HOW),
        ):
            given = {**fields, **{name: value for name, value in changed.items() if name in fields}}
            answer = self.writes(step, **given)
            assert answer.status_code == 302, unescape(answer.content.decode())

    def sends(self, **fields: Any) -> Any:
        """Send the last page, with the answer to its question where one is asked."""
        page = self.client.get(self.at("check")).content.decode()
        return self.writes("check", **{"token": token(page), "answer": answer(page), "website": "", **fields})

    def applies(self, **changed: Any) -> Any:
        self.writes_all(**changed)
        return self.sends()

    def follows(self, code: str, detail: str) -> Any:
        return self.client.post("/follow/", {"code": code, "detail": detail})

    def reads(self, address: str) -> str:
        return unescape(self.client.get(address).content.decode())


def token(page: str) -> str:
    [found] = re.findall(r'name="token" value="([^"]+)"', page)
    return found


def answer(page: str) -> str:
    """The answer to the question on a page; "" where there is none."""
    asked = re.search(r"(\S+)(加|减)(\S+)等于几", page)
    if asked is None:
        return ""
    first, second = _number(asked[1]), _number(asked[3])
    return str(first + second if asked[2] == "加" else first - second)


def _number(words: str) -> int:
    words = re.sub("[^一二三四五六七八九十]", "", words)
    if "十" not in words:
        return _DIGITS.index(words)
    tens, _, ones = words.partition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
