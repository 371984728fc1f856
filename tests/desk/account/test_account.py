"""One's own account: roles, places signed in, the password changed and the one that must be."""

import pytest
from django.test import Client

from gongkai.agency.models import Officer, SignIn
from gongkai.journal.models import Entry
from tests.cast import PASSWORD, Cast

NEW = "清水-green-8842"


def changed(client: Client, old: str = PASSWORD, new: str = NEW, again: str | None = None) -> str:
    given = {"old": old, "new": new, "again": new if again is None else again}
    response = client.post("/desk/account/password/", given)
    return "changed" if response.status_code == 302 else response.text


def test_the_page_shows_roles_and_places(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    page = client.get("/desk/account/").text
    assert "清水镇人民政府" in page
    assert "就是这里" in page
    client.force_login(cast.wei)
    assert "还没有角色" in client.get("/desk/account/").text


def test_a_changed_password_holds_and_ends_every_other_place(cast: Cast) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(cast.chen)
    assert changed(here) == "changed"
    assert here.get("/desk/account/").status_code == 200
    assert there.get("/desk/account/").status_code == 302
    assert Officer.objects.get(username="chen").check_password(NEW)
    assert Entry.objects.get(act="officer.password_changed").by == cast.chen


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("错的", NEW, NEW, "原密码不对"),
        (PASSWORD, NEW, NEW + "x", "两次输入的新密码不一样"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码和原密码相同"),
        (PASSWORD, "清水-11chars", "清水-11chars", "至少"),
        (PASSWORD, "123456789012", "123456789012", "数字"),
        (PASSWORD, "password1234", "password1234", "常见"),
        (PASSWORD, "chenjing1984", "chenjing1984", "电子邮箱"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_reason(
    cast: Cast, client: Client, old: str, new: str, again: str, says: str
) -> None:
    cast.chen.email = "chenjing1984@liuhe.example"
    cast.chen.save()
    client.force_login(cast.chen)
    page = changed(client, old, new, again)
    assert page != "changed"
    assert says in page
    assert Officer.objects.get(username="chen").check_password(PASSWORD)


def test_a_password_for_once_must_be_changed_before_anything_else(cast: Cast, client: Client) -> None:
    Officer.objects.filter(username="chen").update(must_change_password=True)
    client.force_login(Officer.objects.get(username="chen"))
    for page in ("/desk/", "/desk/account/", f"/desk/{cast.town.pk}/settings/"):
        assert client.get(page)["Location"] == "/desk/account/password/", page
    assert "只供第一次登录" in client.get("/desk/account/password/").text
    assert changed(client) == "changed"
    assert client.get("/desk/account/").status_code == 200


def test_one_ends_ones_own_places_and_nobody_elses(cast: Cast, client: Client) -> None:
    other, here = Client(), client
    other.force_login(cast.zhou)
    for place in (Client(), here):
        place.force_login(cast.chen)
    [theirs] = SignIn.objects.filter(officer=cast.zhou)
    oldest = SignIn.objects.filter(officer=cast.chen).earliest("began_at", "pk")
    here.post(f"/desk/account/sign-ins/{theirs.pk}/end/")
    assert SignIn.objects.filter(pk=theirs.pk).exists()
    here.post(f"/desk/account/sign-ins/{oldest.pk}/end/")
    assert SignIn.objects.filter(officer=cast.chen).count() == 1
    Client().force_login(cast.chen)
    here.post("/desk/account/sign-ins/end-others/")
    assert here.get("/desk/account/").status_code == 200
    assert SignIn.objects.filter(officer=cast.chen).count() == 1
