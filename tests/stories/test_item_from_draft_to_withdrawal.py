"""An item goes from the handler's draft through three people to the public, is changed, and is taken back."""

from datetime import date

from gongkai.disclosure.actions import drafting, examining, releasing, submitting
from gongkai.disclosure.models import Channel, Edition
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain, Entry
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TODAY, fresh


def test_an_item_is_examined_by_three_people_and_released_on_three_channels(cast: Cast) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="镇政务公开栏")
    screen = Channel.objects.create(agency=cast.town, kind="led", name="镇政府门前 LED")
    item = passage.draft(cast)
    assert item.due_on == date(2024, 5, 28)
    item = passage.submitted(cast, item)
    examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second", opinion="属实")
    examining.pass_stage(item.pk, by=cast.sun, today=TODAY, stage="secrecy", opinion="不涉密")
    examining.pass_stage(item.pk, by=cast.zhao, today=TODAY, stage="third", opinion="同意公开")
    releasing.release(item.pk, by=cast.chen, today=TODAY, channel_ids=[board.pk, screen.pk])
    item = fresh(item)
    assert (item.state, item.index_number) == ("released", "11990121MB00000017/202405-00001")
    assert item.current is not None
    assert item.current.fingerprint == item.current.examination.fingerprint
    shown = {publication.channel.kind: publication.state for publication in item.publications.all()}
    assert shown == {"portal": "done", "bulletin_board": "planned", "led": "planned"}


def test_a_later_change_shows_nowhere_until_it_is_released(cast: Cast) -> None:
    item = passage.released(cast)
    before = item.title
    edition = drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正补贴标准")
    item = fresh(item)
    drafting.save(
        item.pk,
        by=cast.chen,
        today=TODAY,
        revision=item.revision,
        title="补贴工作方案（更正）",
        body=BODY.replace("落实", "做好"),
        fields={"summary": "更正后的标准。", "formed_on": date(2024, 4, 28)},
    )
    item = fresh(item)
    assert (item.title, item.summary) == (before, passage.FACTS["summary"])
    assert item.state == "released"
    submitting.submit(item.pk, by=cast.chen, today=TODAY)
    item = passage.examined(cast, item)
    assert (item.title, item.current.number) == (before, 1)
    releasing.release(item.pk, by=cast.chen, today=date(2024, 5, 8))
    item = fresh(item)
    assert (item.title, item.summary) == ("补贴工作方案（更正）", "更正后的标准。")
    assert (item.current.number, item.released_on, item.current.released_on) == (2, TODAY, date(2024, 5, 8))
    assert edition.item.editions.get(number=1).state == Edition.State.SUPERSEDED


def test_a_withdrawn_item_says_why_and_comes_back_as_a_new_edition_under_its_number(cast: Cast) -> None:
    item = passage.released(cast)
    number = item.index_number
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="数据有误")
    item = fresh(item)
    assert (item.state, item.current, item.withdrawal_reason) == ("withdrawn", None, "数据有误")
    assert [publication.state for publication in item.publications.all()] == ["taken_down"]
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="数据已更正")
    assert fresh(item).state == "withdrawn"
    submitting.submit(item.pk, by=cast.chen, today=TODAY)
    passage.examined(cast, item)
    releasing.release(item.pk, by=cast.chen, today=date(2024, 5, 9))
    item = fresh(item)
    assert (item.state, item.index_number, item.released_on) == ("released", number, TODAY)
    assert (item.withdrawn_on, item.withdrawal_reason) == (None, "")


def test_every_act_of_the_way_is_in_an_unbroken_journal(cast: Cast) -> None:
    item = passage.released(cast)
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="数据有误")
    acts = list(Entry.objects.filter(subject_kind="disclosure.item").values_list("act", flat=True))
    assert acts == [
        "item.started",
        "item.submitted",
        *["examination.passed_stage"] * 3,
        "item.published",
        "item.released",
        "item.withdrawn",
        "item.taken_off_channels",
    ]
    assert verify(Chain.objects.get(agency=cast.town)) is None


def test_what_came_back_keeps_its_text_and_what_was_examined_stays_on_record(cast: Cast) -> None:
    item = passage.submitted(cast)
    examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="缺补贴标准")
    item = fresh(item)
    old, new = item.editions.get(number=1), item.editions.get(number=2)
    assert (item.state, old.state, new.state) == ("returned", "discarded", "draft")
    assert (new.body, new.returned_reason) == (old.body, "缺补贴标准")
    assert [reading.decision for reading in old.examination.readings.all()] == ["passed", "returned"]
    drafting.save(
        item.pk, by=cast.chen, today=TODAY, revision=item.revision, title=item.title, body=BODY + "<p>补</p>", fields={}
    )
    item = passage.examined(cast, passage.submitted(cast, item))
    assert item.state == "passed"
    assert {each.number for each in cast.town.examinations.all()} == {"〔2024〕1", "〔2024〕2"}
