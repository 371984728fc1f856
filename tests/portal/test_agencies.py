"""The public pages of an agency."""

from datetime import date

import pytest
from django.test import Client

from gongkai.agency.models import Agency
from gongkai.catalogue.models import GuideEdition, Regulation
from gongkai.disclosure.models import Edition, Item
from tests.cast import Cast

DAY = date(2024, 5, 6)


def released(cast: Cast, title: str, **fields: object) -> Item:
    """An item as the release act leaves it."""
    values = {"agency": cast.town, "kind": "notice", "root": "20.7", "handler": cast.chen, "released_on": DAY}
    item = Item.objects.create(**{**values, "state": "released", "title": title, **fields})
    edition = Edition.objects.create(
        item=item, number=1, state="released", title=title, body="<p>正文</p>", made_by=cast.chen, released_on=DAY
    )
    item.current = edition
    item.save()
    return item


@pytest.fixture
def page(client: Client):  # type: ignore[no-untyped-def]
    """The text of a page, which must be there."""

    def get(address: str, status: int = 200) -> str:
        response = client.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return get


def test_the_home_page_lists_agencies_in_their_tree_and_enterprises_apart(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    Agency.objects.create(
        name="柳河县自来水公司", level="county", kind="enterprise", parent=cast.county, path="001003", is_on_desk=True
    )
    Agency.objects.create(name="外县人民政府", level="county", kind="government", path="009")
    text = page("/")
    assert '<a class="button public" href="#agencies">依申请公开</a>' in text
    assert (
        text.index("柳河县人民政府")
        < text.index("清水镇人民政府")
        < text.index("公共企事业单位")
        < text.index("自来水")
    )
    assert "外县" not in text
    assert "石桥乡" not in page("/?name=清水")


def test_an_agency_that_is_not_here_or_was_closed_has_no_page(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    page("/agencies/999999/", 404)
    Agency.objects.filter(pk=cast.town.pk).update(closed_on=DAY)
    page(f"/agencies/{cast.town.pk}/", 404)


def test_the_five_sections_stand_on_every_page_of_an_agency(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    for section in ("", "guide/", "regulations/", "content/", "reports/", "apply/"):
        text = page(f"/agencies/{cast.town.pk}/{section}")
        for word in ("指南", "制度", "法定主动公开内容", "年报", "依申请公开"):
            assert word in text


def test_the_guide_is_shown_as_last_published(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    for number, words in ((1, "旧的说明"), (2, "新的说明")):
        GuideEdition.objects.create(
            agency=cast.town, number=number, elements=[["获取方式", words]], published_on=DAY, by=cast.zhao
        )
    text = page(f"/agencies/{cast.town.pk}/guide/")
    assert "新的说明" in text and "旧的说明" not in text and "2024年5月6日" in text


def test_a_regulation_not_published_is_not_shown(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    drafted = Regulation.objects.create(agency=cast.town, title="审查制度", body="<p>先审查、后公开</p>")
    address = f"/agencies/{cast.town.pk}/regulations/"
    assert "审查制度" not in page(address)
    page(f"{address}{drafted.pk}/", 404)
    Regulation.objects.filter(pk=drafted.pk).update(published_on=DAY)
    assert "审查制度" in page(address)
    assert "先审查、后公开" in page(f"{address}{drafted.pk}/")


def test_the_legal_content_is_filtered_by_what_the_address_says(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    released(cast, "2024年部门预算")
    released(
        cast,
        "关于春耕的通知",
        root="21.1",
        kind="normative_document",
        document_number="清政发〔2024〕5号",
        validity="valid",
    )
    address = f"/agencies/{cast.town.pk}/content/"
    assert "部门预算" in page(address) and "春耕" in page(address)
    for query in ("?root=21.1", "?kind=normative_document", "?q=清政发", "?validity=valid", "?q=春耕&year=2024"):
        text = page(address + query)
        assert "关于春耕的通知" in text and "2024年部门预算" not in text, query
    for query in ("?root=<script>", "?year=abc", "?page=zzz", "?kind=x"):
        assert "2024年部门预算" in page(address + query), query


def test_a_draft_is_on_no_public_page(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    draft = released(cast, "尚未公开的草稿", state="draft", released_on=None)
    town = f"/agencies/{cast.town.pk}/"
    for address in ("/", town, f"{town}content/", f"{town}reports/", "/search/?q=草稿"):
        assert "尚未公开的草稿" not in page(address)
    page(f"/items/{draft.pk}/", 404)


def test_annual_reports_stand_with_those_of_the_agencies_below(cast: Cast, page) -> None:  # type: ignore[no-untyped-def]
    released(cast, "清水镇2023年政府信息公开工作年度报告", kind="annual_report")
    assert "清水镇2023年" in page(f"/agencies/{cast.town.pk}/reports/")
    assert "清水镇2023年" in page(f"/agencies/{cast.county.pk}/reports/")
    assert "清水镇2023年" not in page(f"/agencies/{cast.other_town.pk}/reports/")
