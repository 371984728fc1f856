"""The guide: composed from what is known, says what it lacks, and when what is published is out of date."""

from datetime import date

import pytest

from gongkai.catalogue import guide
from gongkai.catalogue.actions import guide as acts
from gongkai.errors import NotYourRole, Refused
from tests.cast import Cast

TODAY = date(2024, 3, 1)


def complete(cast: Cast) -> None:
    office = cast.town.office
    office.address, office.hours = "柳河县清水镇迎宾路1号", "工作日8:30至18:00"
    office.fax, office.internet_contact = "无", "qingshui@liuhe.example"
    office.save()
    acts.change(cast.town.pk, by=cast.chen, texts=guide.proposed(cast.town), today=TODAY)


def rules(cast: Cast, today: date = TODAY) -> list[str]:
    return [finding.rule for finding in guide.gaps(cast.town, today)]


def test_a_guide_has_nine_parts_of_the_law_and_three_besides(cast: Cast) -> None:
    parts = guide.elements(cast.town)
    assert sum(part.is_statutory for part in parts) == 9
    assert len(parts) == 12


def test_each_part_that_is_missing_is_named_with_where_to_mend_it(cast: Cast) -> None:
    messages = [finding.message for finding in guide.gaps(cast.town, TODAY)]
    assert "指南缺“办公地址”。请在“设置—工作机构”里补上，没有的写“无”。" in messages
    assert "指南缺“政府信息的分类”。请写上，可以用建议的文字。" in messages
    assert "指南还没有发布过。请补齐后由签发人发布。" in messages


def test_the_words_proposed_say_only_what_is_known(cast: Cast) -> None:
    before = guide.proposed(cast.town)
    assert "（二十三）社会救助" in before["classification"]
    assert "邮寄" not in before["how_to_request"]
    assert "柳河县人民政府" in before["remedies"]
    complete(cast)
    after = guide.proposed(cast.town)
    assert "邮寄：柳河县清水镇迎宾路1号（清水镇党政综合办公室收）" in after["how_to_request"]
    assert "传真：" not in after["how_to_request"]


def test_a_guide_that_lacks_a_part_of_the_law_is_not_published(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        acts.publish(cast.town.pk, by=cast.zhao, today=TODAY)
    assert "传真号码" in refusal.value.details
    complete(cast)
    assert acts.publish(cast.town.pk, by=cast.zhao, today=TODAY).number == 1
    assert rules(cast) == []
    assert guide.latest(cast.town) is not None


def test_only_the_signer_publishes(cast: Cast) -> None:
    complete(cast)
    with pytest.raises(NotYourRole):
        acts.publish(cast.town.pk, by=cast.chen, today=TODAY)


def test_a_guide_that_did_not_change_is_not_published_again(cast: Cast) -> None:
    complete(cast)
    acts.publish(cast.town.pk, by=cast.zhao, today=TODAY)
    with pytest.raises(Refused, match="完全相同"):
        acts.publish(cast.town.pk, by=cast.zhao, today=TODAY)


def test_twenty_working_days_after_the_office_changed_the_guide_is_overdue(cast: Cast) -> None:
    complete(cast)
    acts.publish(cast.town.pk, by=cast.zhao, today=TODAY)
    office = cast.town.office
    office.telephone, office.changed_on = "0990-7654321", date(2024, 3, 4)
    office.save()
    assert rules(cast, date(2024, 4, 1)) == ["guide_changed"]
    assert rules(cast, date(2024, 4, 2)) == ["guide_overdue"]
    assert acts.publish(cast.town.pk, by=cast.zhao, today=date(2024, 4, 3)).number == 2
    assert rules(cast, date(2024, 4, 3)) == []


def test_a_published_edition_stays_as_it_was(cast: Cast) -> None:
    complete(cast)
    edition = acts.publish(cast.town.pk, by=cast.zhao, today=TODAY)
    acts.change(cast.town.pk, by=cast.chen, texts={"fees": "不收费"}, today=date(2024, 3, 5))
    edition.refresh_from_db()
    assert "信息处理费" in dict(edition.elements)["收费说明"]
    assert "guide_changed" in rules(cast, date(2024, 3, 6))


def test_a_telephone_with_too_few_digits_is_asked_about(cast: Cast) -> None:
    office = cast.town.office
    office.telephone = "12345"
    office.save()
    assert "guide_telephone" in rules(cast)
