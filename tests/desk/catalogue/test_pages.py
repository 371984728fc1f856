"""Every page of the place opens for those who may, with as many queries whatever it shows."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gongkai.agency.models import Officer
from gongkai.catalogue.actions import editions
from gongkai.catalogue.models import Catalogue, CatalogueEntry, Regulation
from tests.cast import Cast

TODAY = date(2024, 3, 1)


def browser(person: Officer) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Officer, name: str, *arguments: int, **query: str) -> str:
    answer = browser(person).get(reverse(f"desk:{name}", args=arguments), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def draft(cast: Cast) -> Catalogue:
    return editions.start(cast.town.pk, by=cast.chen, today=TODAY)


@pytest.fixture
def in_force(cast: Cast, draft: Catalogue) -> Catalogue:
    return editions.adopt(draft.pk, by=cast.zhao, today=TODAY)


def test_without_a_catalogue_the_page_says_what_to_do_first(cast: Cast) -> None:
    begin = reverse("desk:catalogue_start", args=[cast.town.pk])
    assert begin in page(cast.chen, "catalogue", cast.town.pk)
    assert begin not in page(cast.feng, "catalogue", cast.town.pk)


def test_the_tree_shows_every_item_of_the_law_and_every_entry(cast: Cast, in_force: Catalogue) -> None:
    text = page(cast.chen, "catalogue", cast.town.pk)
    assert "21.7 筹资筹劳" in text
    assert "/items/new/?entry=05.005" in text
    assert "单项否决" in text
    assert "/items/new/" not in page(cast.he, "catalogue", cast.town.pk)


def test_the_tree_is_filtered_by_state_item_and_name(cast: Cast, in_force: Catalogue) -> None:
    CatalogueEntry.objects.filter(code="05.005").update(item_count=2, last_released_on=TODAY)
    assert "审核信息" not in page(cast.chen, "catalogue", cast.town.pk, state="empty", q="最低生活保障")
    assert "审核信息" in page(cast.chen, "catalogue", cast.town.pk, state="fine")
    assert "没有符合条件的条目" in page(cast.chen, "catalogue", cast.town.pk, root="21.7", q="低保")


def test_the_tree_takes_as_many_queries_for_many_entries_as_for_few(
    cast: Cast, in_force: Catalogue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = browser(cast.chen), reverse("desk:catalogue", args=[cast.town.pk])
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    CatalogueEntry.objects.filter(catalogue=in_force).exclude(code="05.005").delete()
    with django_assert_max_num_queries(len(few.captured_queries)) as one:
        client.get(address)
    assert len(one.captured_queries) == len(few.captured_queries)


def test_the_tree_is_exported_as_shown(cast: Cast, in_force: Catalogue) -> None:
    answer = browser(cast.feng).get(reverse("desk:catalogue", args=[cast.town.pk]), {"format": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content[:2] == b"PK"


def test_a_draft_shows_what_it_lacks_with_a_way_there(cast: Cast, draft: Catalogue) -> None:
    text = page(cast.chen, "catalogue_edition", cast.town.pk, draft.pk)
    assert "没有列公开内容" in text
    assert "去改这一条" in text
    assert reverse("desk:catalogue_adopt", args=[cast.town.pk, draft.pk]) not in text
    assert reverse("desk:catalogue_adopt", args=[cast.town.pk, draft.pk]) in page(
        cast.zhao, "catalogue_edition", cast.town.pk, draft.pk
    )


def test_an_edition_is_begun_revised_and_adopted_from_its_pages(cast: Cast) -> None:
    chen, zhao, town = browser(cast.chen), browser(cast.zhao), cast.town.pk
    assert chen.get(reverse("desk:catalogue_start", args=[town])).status_code == 200
    answer = chen.post(reverse("desk:catalogue_start", args=[town]))
    first = Catalogue.objects.get(agency=town)
    assert answer["Location"] == reverse("desk:catalogue_edition", args=[town, first.pk])
    assert chen.post(reverse("desk:catalogue_start", args=[town])).status_code == 409
    assert chen.post(reverse("desk:catalogue_adopt", args=[town, first.pk])).status_code == 403
    assert zhao.get(reverse("desk:catalogue_adopt", args=[town, first.pk])).status_code == 200
    assert zhao.post(reverse("desk:catalogue_adopt", args=[town, first.pk])).status_code == 302
    chen.post(reverse("desk:catalogue_revise", args=[town]))
    second = Catalogue.objects.get(agency=town, number=2)
    assert "两版完全相同" in page(cast.feng, "catalogue_compare", town, second.pk)
    assert chen.post(reverse("desk:catalogue_give_up", args=[town, second.pk])).status_code == 302
    assert not Catalogue.objects.filter(pk=second.pk).exists()


def test_a_domain_left_out_needs_a_reason(cast: Cast, draft: Catalogue) -> None:
    address = reverse("desk:catalogue_domains", args=[cast.town.pk, draft.pk])
    chen = browser(cast.chen)
    names = list(dict.fromkeys(draft.entries.exclude(domain="").values_list("domain", flat=True)))
    at = names.index("生态环境")
    ticked = {f"concerns_{number}": "on" for number in range(len(names)) if number != at}
    assert "请写一句为什么不涉及" in chen.post(address, ticked).content.decode()
    assert chen.post(address, ticked | {f"reason_{at}": "本镇无此项职责"}).status_code == 302
    assert "本镇无此项职责" in page(cast.feng, "catalogue_edition", cast.town.pk, draft.pk)


ENTRY = {
    "root": "21.2",
    "level1": "小型水库",
    "elements": "名称\n责任人",
    "time_limit": "每季度至少1次",
    "subject": "清水镇人民政府",
    "required_channels": ["政府网站"],
    "other_channels": "□水库公示牌",
    "audience": "public",
    "mode": "active",
    "levels": ["乡级"],
    "local_columns": "责任科室：水利站",
}


def test_an_entry_is_added_changed_moved_and_removed(cast: Cast, draft: Catalogue) -> None:
    chen, town = browser(cast.chen), cast.town.pk
    answer = chen.post(reverse("desk:catalogue_entry_new", args=[town, draft.pk]), ENTRY)
    made = draft.entries.get(level1="小型水库")
    assert answer["Location"].endswith(f"#entry-{made.pk}")
    assert made.channels == [["政府网站", True], ["水库公示牌", False]]
    assert made.local_columns == {"责任科室": "水利站"}
    text = page(cast.chen, "catalogue_entry_change", town, made.pk)
    assert "读作：每季度至少1次" in text
    change = reverse("desk:catalogue_entry_change", args=[town, made.pk])
    chen.post(change, ENTRY | {"usual_limit": "每半年至少1次"})
    made.refresh_from_db()
    assert made.time_limit == "每半年至少1次"
    assert chen.post(reverse("desk:catalogue_entry_move", args=[town, made.pk]), {"to": "up"}).status_code == 302
    made.refresh_from_db()
    assert made.order < draft.entries.get(code="21.2").order
    assert chen.post(reverse("desk:catalogue_entry_remove", args=[town, made.pk])).status_code == 302
    assert not draft.entries.filter(pk=made.pk).exists()


def test_a_form_in_error_keeps_what_was_typed_and_says_what_to_mend(cast: Cast, draft: Catalogue) -> None:
    address = reverse("desk:catalogue_entry_new", args=[cast.town.pk, draft.pk])
    answer = browser(cast.chen).post(address, ENTRY | {"level1": "", "local_columns": "没有冒号"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "没有写成“名称：内容”" in text
    assert "水库公示牌" in text


def test_an_entry_in_force_can_only_be_looked_at(cast: Cast, in_force: Catalogue) -> None:
    entry = in_force.entries.get(code="05.005")
    answer = browser(cast.chen).get(reverse("desk:catalogue_entry_change", args=[cast.town.pk, entry.pk]))
    assert answer["Location"] == reverse("desk:catalogue_entry", args=[cast.town.pk, entry.pk])
    assert "初审对象名单及相关信息" in page(cast.he, "catalogue_entry", cast.town.pk, entry.pk)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("形成或变更之日起20个工作日内", "读作：形成或变更之日起20个工作日内"),
        ("由各站所掌握", "没读出期限，请改写或选定。"),
        ("<b>", "没读出期限，请改写或选定。"),
    ],
)
def test_what_a_time_limit_is_read_as_is_told_while_it_is_typed(cast: Cast, words: str, reading: str) -> None:
    address = reverse("desk:catalogue_entry_time_limit", args=[cast.town.pk])
    assert browser(cast.chen).post(address, {"time_limit": words}).content.decode() == reading


def test_the_guide_begins_with_words_proposed_and_is_published_by_the_signer(cast: Cast) -> None:
    town = cast.town
    assert "建议的文字" in page(cast.chen, "guide_change", town.pk)
    text = page(cast.zhao, "guide", town.pk)
    assert "指南缺“办公地址”" in text
    office = town.office
    office.address, office.hours = "柳河县清水镇迎宾路1号", "周一至周五8:30至12:00、14:30至18:00"
    office.fax, office.internet_contact = "无", "qingshui@liuhe.example"
    office.save()
    zhao = browser(cast.zhao)
    assert zhao.post(reverse("desk:guide_publish", args=[town.pk])).status_code == 409
    client = browser(cast.chen)
    form = client.get(reverse("desk:guide_change", args=[town.pk])).content.decode()
    assert "条例" in form
    texts = dict.fromkeys(("classification", "arrangement", "access", "how_to_request", "fees"), "写好的文字")
    assert client.post(reverse("desk:guide_change", args=[town.pk]), texts).status_code == 302
    assert zhao.post(reverse("desk:guide_publish", args=[town.pk])).status_code == 302
    edition = town.guide_editions.get()
    assert "写好的文字" in page(cast.feng, "guide_edition", town.pk, edition.pk)


def test_rules_of_procedure_are_taken_up_added_and_published(cast: Cast) -> None:
    town, chen = cast.town.pk, browser(cast.chen)
    assert "国务院令第711号" in page(cast.chen, "regulations", town)
    assert "国务院令第711号" not in page(cast.feng, "regulations", town)
    chen.post(reverse("desk:regulations_take_up", args=[town]), {"code": ["国务院令第711号"]})
    assert Regulation.objects.get(agency=town).source == "national"
    address = reverse("desk:regulation_new", args=[town])
    assert chen.get(address).status_code == 200
    said = {
        "title": "清水镇信息公开审查制度",
        "source": "own",
        "body": "<p onclick='x'>先审查、后公开</p><script>1</script>",
    }
    chen.post(address, said)
    own = Regulation.objects.get(agency=town, source="own")
    assert "onclick" not in own.body
    assert "script" not in own.body
    text = page(cast.feng, "regulation", town, own.pk)
    assert "先审查、后公开" in text
    assert chen.get(reverse("desk:regulation_change", args=[town, own.pk])).status_code == 200
    zhao = browser(cast.zhao)
    assert chen.post(reverse("desk:regulation_publish", args=[town, own.pk])).status_code == 403
    assert zhao.post(reverse("desk:regulation_publish", args=[town, own.pk])).status_code == 302
    assert zhao.post(reverse("desk:regulation_publish", args=[town, own.pk])).status_code == 409
    assert chen.post(reverse("desk:regulation_repeal", args=[town, own.pk])).status_code == 302


def test_a_workbook_is_shown_row_by_row_then_imported_or_dropped(cast: Cast, in_force: Catalogue) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    town, chen = cast.town.pk, browser(cast.chen)
    exported = chen.get(reverse("desk:catalogue_export", args=[town, in_force.pk])).content
    address = reverse("desk:catalogue_file_new", args=[town])
    assert chen.get(address).status_code == 200
    answer = chen.post(address, {"file": SimpleUploadedFile("目录.xlsx", exported)})
    file = cast.town.catalogue_files.get()
    shown = reverse("desk:catalogue_file", args=[town, file.pk])
    assert answer["Location"] == shown
    assert "整份导入" in chen.get(shown).content.decode()
    assert chen.get(shown, {"only": "errors"}).status_code == 200
    chen.post(shown, {"act": "import"})
    made = Catalogue.objects.get(agency=town, number=2)
    assert made.entries.count() == in_force.entries.count()
    assert chen.post(shown, {"act": "drop"}).status_code == 409
    assert "看导入成的第2版" in chen.get(shown).content.decode()
    assert chen.post(address, {"file": SimpleUploadedFile("目录.xlsx", b"no workbook")}).status_code == 409


def test_a_supervisor_hands_an_edition_down_to_the_agencies_ticked(cast: Cast) -> None:
    cast.he.appointments.create(agency=cast.county, role="handler", from_on=TODAY)
    source = editions.start(cast.county.pk, by=cast.he, today=TODAY, level="township")
    he = browser(cast.he)
    address = reverse("desk:catalogue_hand_down", args=[cast.county.pk, source.pk])
    assert "石桥乡人民政府" in he.get(address).content.decode()
    assert "还没有选机关" in he.post(address).content.decode()
    answer = he.post(address, {"act": "chosen", "agency": [str(cast.other_town.pk)]})
    assert answer.status_code == 302
    assert "向1个机关下发" in cast.county.works.get().title
