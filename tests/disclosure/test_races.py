"""Two at the same moment, on both databases: one text is kept, one release goes out, one number is given to each.

Each act runs in a process of its own, as on a site with several.
"""

import os
import signal
import time
from collections.abc import Callable
from datetime import date
from multiprocessing import get_context
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction
from django.test import RequestFactory

from gongkai.catalogue import access as catalogues
from gongkai.catalogue.models import CatalogueEntry
from gongkai.desk.items import once
from gongkai.disclosure import access, numbering, search
from gongkai.disclosure.actions import consulting_public, drafting, examining, publishing, releasing, submitting
from gongkai.disclosure.models import Batch, Channel, DraftConsultation, Edition, IndexSequence, Item
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain
from gongkai.screening.models import Examination, Reading
from tests.cast import Cast, assemble
from tests.disclosure import passage
from tests.disclosure.actions.test_drafting import entry
from tests.disclosure.passage import TITLE, TODAY, fresh

FORK = get_context("fork")
LONG = 60

Act = Callable[[], Any]


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast, where what is committed can be seen by other processes."""
    return assemble()


def at_once(*acts: Act) -> list[Any]:
    """What each act returns, or the name of what it raised, all begun at the same moment."""
    connections.close_all()
    gate, answers = FORK.Barrier(len(acts)), FORK.SimpleQueue()
    processes = [FORK.Process(target=_run, args=(at, act, gate, answers)) for at, act in enumerate(acts)]
    for process in processes:
        process.start()
    found = dict(answers.get() for _ in acts)
    for process in processes:
        process.join(LONG)
        assert process.exitcode == 0
    return [found[at] for at in range(len(acts))]


def _run(at: int, act: Act, gate: Any, answers: Any) -> None:
    try:
        gate.wait(LONG)
        answer = act()
    except Exception as error:
        answer = type(error).__name__
    answers.put((at, answer))
    connections.close_all()


def holds(cast: Cast) -> bool:
    return verify(Chain.objects.get(agency=cast.town)) is None


def test_of_two_savers_one_is_told_and_no_text_is_lost(town: Cast) -> None:
    item = passage.draft(town)

    def save(text: str) -> Act:
        return lambda: (
            drafting.save(
                item.pk,
                by=town.chen,
                today=TODAY,
                revision=item.revision,
                title=TITLE,
                body=f"<p>{text}</p>",
                fields={},
            ).revision
        )

    answers = at_once(save("甲"), save("乙"))
    assert sorted(map(str, answers)) == ["2", "ChangedMeanwhile"]
    assert access.under_way(fresh(item)).body == ("<p>甲</p>" if answers[0] == 2 else "<p>乙</p>")
    assert holds(town)


def test_a_form_sent_twice_at_once_starts_one_item(town: Cast) -> None:
    start = lambda: passage.draft(town, token="一次").pk  # noqa: E731
    answers = at_once(start, start, start)
    assert len(set(answers)) == Item.objects.count() == Edition.objects.count() == 1


def test_of_two_submits_one_opens_an_examination(town: Cast) -> None:
    item = passage.draft(town)
    submit = lambda: submitting.submit(item.pk, by=town.chen, today=TODAY).number  # noqa: E731
    assert sorted(at_once(submit, submit)) == ["Refused", "〔2024〕1"]
    assert Examination.objects.count() == Reading.objects.count() == 1


def test_of_two_readers_one_passes_the_stage(town: Cast) -> None:
    item = passage.submitted(town)
    read = lambda: examining.pass_stage(item.pk, by=town.zhou, today=TODAY, stage="second").next_stage  # noqa: E731
    assert sorted(at_once(read, read)) == ["Refused", "secrecy"]
    assert Reading.objects.filter(stage="second").count() == 1


def test_one_passes_while_another_returns_and_only_one_of_them_is_done(town: Cast) -> None:
    item = passage.submitted(town)
    answers = at_once(
        lambda: examining.pass_stage(item.pk, by=town.zhou, today=TODAY, stage="second").state,
        lambda: examining.return_to_handler(item.pk, by=town.zhou, today=TODAY, stage="second", reason="缺标准").state,
    )
    assert answers.count("Refused") == 1
    assert fresh(item).state == ("in_screening" if answers[1] == "Refused" else "returned")
    assert Reading.objects.filter(stage="second").count() == 1


def test_of_two_releasers_one_releases(town: Cast) -> None:
    item = passage.passed(town)
    release = lambda: releasing.release(item.pk, by=town.chen, today=TODAY).index_number  # noqa: E731
    answers = at_once(release, release)
    assert sorted(answers) == ["11990121MB00000017/202405-00001", "Refused"]
    assert item.publications.count() == 1
    assert IndexSequence.objects.get().last == 1
    assert holds(town)


def test_several_items_released_at_once_have_numbers_without_gap_or_double(town: Cast) -> None:
    items = [passage.passed(town) for _ in range(4)]
    releases = [lambda pk=item.pk: releasing.release(pk, by=town.chen, today=TODAY).index_number for item in items]
    assert sorted(at_once(*releases)) == [f"11990121MB00000017/202405-0000{n}" for n in range(1, 5)]
    assert holds(town)


def test_releases_withdrawals_and_emergencies_at_once_wait_for_each_other_in_no_ring(town: Cast) -> None:
    entry(town.town)
    passed = [passage.passed(town, entry_code="T-1") for _ in range(2)]
    drafts = [passage.draft(town, entry_code="T-1") for _ in range(2)]
    public = [passage.released(town, entry_code="T-1") for _ in range(2)]
    acts = [
        *(lambda pk=item.pk: releasing.release(pk, by=town.chen, today=TODAY).state for item in passed),
        *(
            lambda pk=item.pk: releasing.release_in_emergency(pk, by=town.zhao, today=TODAY, reason="暴雨").state
            for item in drafts
        ),
        *(lambda pk=item.pk: releasing.withdraw(pk, by=town.zhao, today=TODAY, reason="有误").state for item in public),
    ]
    assert at_once(*acts) == [*["released"] * 4, *["withdrawn"] * 2]
    assert CatalogueEntry.objects.get().item_count == 4
    assert holds(town)


def test_eight_processes_asking_at_once_get_numbers_without_gap_or_double(town: Cast) -> None:
    each = 12

    def ask() -> list[str]:
        return [numbering.give(town.town, TODAY) for _ in range(each)]

    answers = at_once(*[transaction.atomic(ask) for _ in range(8)])
    given = sorted(number for answer in answers for number in answer)
    assert given == [f"11990121MB00000017/202405-{n:05d}" for n in range(1, 8 * each + 1)]


def test_a_release_killed_half_way_leaves_nothing_and_its_number_is_given_to_the_next(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = passage.passed(town)
    entries = Chain.objects.get(agency=town.town).length
    connections.close_all()
    reading, writing = os.pipe()

    def hang(_: object) -> None:
        os.write(writing, b"x")
        time.sleep(LONG)

    monkeypatch.setattr(search, "note", hang)
    process = FORK.Process(target=releasing.release, args=(item.pk,), kwargs={"by": town.chen, "today": TODAY})
    process.start()
    assert os.read(reading, 1) == b"x"
    os.kill(process.pid, signal.SIGKILL)
    process.join(LONG)
    monkeypatch.undo()
    after = fresh(item)
    assert (after.state, after.index_number, after.current, after.publications.count()) == ("passed", "", None, 0)
    assert Chain.objects.get(agency=town.town).length == entries
    assert not IndexSequence.objects.exists()
    releasing.release(item.pk, by=town.chen, today=TODAY)
    assert fresh(item).index_number.endswith("202405-00001")
    assert holds(town)


@pytest.mark.parametrize("held", ["officer", "agency", "channel", "item", "batch"])
def test_what_an_act_holds_can_be_named_by_another(town: Cast, held: str) -> None:
    """Who waits for the journal holds an officer, an agency, a channel …: records written meanwhile name them."""
    if connections["default"].vendor == "sqlite":
        pytest.skip("one act at a time")
    channel = Channel.objects.create(agency=town.town, kind="wechat", name="清水发布")
    batch = Batch.objects.create(agency=town.town, by=town.chen, file_name="台账.xlsx", read_on=TODAY)
    items = passage.released(town), passage.draft(town, title="清水镇某方案（草案）")
    Item.objects.filter(pk=items[0].pk).update(batch=batch)
    consultation = DraftConsultation.objects.create(item=items[0], opens_on=TODAY, closes_on=date(2024, 6, 6))
    connections.close_all()
    gate = FORK.Barrier(2)

    def until_named() -> str:
        gate.wait(LONG)
        gate.wait(LONG)
        return ""

    @transaction.atomic
    def hold() -> None:
        if held == "officer":
            sent = RequestFactory().post("/", {once.FIELD: "x"})
            sent.user, sent.session = town.chen, SessionStore()
            once.once(sent, until_named)
            return
        if held == "agency":
            catalogues.agency_for("catalogue.change", town.town.pk, by=town.chen)
        elif held == "channel":
            access.channel_for_act(channel.pk, "channel.change", by=town.chen)
        elif held == "item":
            access.for_act(items[1].pk, "item.draft", by=town.chen)
        else:
            access.batch_for_act(batch.pk, "item.import", by=town.chen)
        until_named()

    def name() -> str:
        gate.wait(LONG)
        with transaction.atomic():
            connections["default"].cursor().execute("SET LOCAL lock_timeout = '2s'")
            publishing.plan(items[0].pk, [channel.pk], by=town.chen, today=TODAY)
            consulting_public.link_decision(consultation.pk, by=town.chen, today=TODAY, decision_id=items[1].pk)
            drafting.start_new_edition(items[0].pk, by=town.chen, today=TODAY, reason="更正")
            releasing.withdraw(items[0].pk, by=town.zhao, today=TODAY, reason="内容有误")
        gate.wait(LONG)
        return "named"

    assert at_once(hold, name)[1] == "named"


def test_who_waited_for_an_item_sees_whose_it_became(town: Cast) -> None:
    item = passage.draft(town)
    held = FORK.Event()

    @transaction.atomic
    def hand_over() -> str:
        locked = access.for_act(item.pk, "item.draft", by=town.chen)
        held.set()
        time.sleep(0.3)
        Item.objects.filter(pk=locked.pk).update(handler=town.qian)
        return "handed over"

    def open_it() -> str:
        held.wait(LONG)
        with transaction.atomic():
            return access.for_act(item.pk, "item.draft", by=town.chen).handler.name

    assert at_once(hand_over, open_it) == ["handed over", town.qian.name]


def test_a_list_handed_over_counts_the_edition_that_was_released_meanwhile(town: Cast) -> None:
    item = passage.released(town)
    archive = Channel.objects.create(agency=town.town, kind="archive", name="县档案馆")
    newer = Edition.objects.create(item=item, number=2, title=TITLE, made_by=town.chen)
    held = FORK.Event()

    @transaction.atomic
    def update() -> str:
        Item.objects.select_for_update().get(pk=item.pk)
        held.set()
        time.sleep(0.3)
        Item.objects.filter(pk=item.pk).update(current=newer)
        return "updated"

    def deliver() -> int | None:
        held.wait(LONG)
        [made] = publishing.deliver(archive.pk, [item.pk], by=town.chen, today=TODAY, on=TODAY, photo="0" * 64)
        return made.edition_id

    assert at_once(update, deliver) == ["updated", newer.pk]
