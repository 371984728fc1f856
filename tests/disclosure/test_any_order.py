"""Acts in any order, by anybody, legal or not: nothing unexamined goes out, no edition is lost, the counts agree."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from gongkai.disclosure import access, content, queries
from gongkai.disclosure.actions import examining
from gongkai.disclosure.models import Edition, IndexSequence, Item, Publication
from gongkai.errors import NotYours, Refused
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain
from gongkai.screening.models import Examination, Reading, Stage
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.actions.test_which_act_when import ACTS
from tests.disclosure.passage import TODAY, fresh

ITEMS = st.sampled_from([0, 0, 0, 1])
READS = {"second": "zhou", "secrecy": "sun", "third": "zhao"}
OUT = (Edition.State.RELEASED, Edition.State.SUPERSEDED, Edition.State.WITHDRAWN)


class AnyOrder(RuleBasedStateMachine):
    """A town's items, acted on at random."""

    cast: Cast

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.items = [passage.draft(self.cast).pk, passage.draft(self.cast, attribute="on_request").pk]
        self.editions = 0
        self.texts: dict[int, tuple[str, str]] = {}
        """The words of every edition that was handed in."""

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    @rule(
        at=ITEMS,
        name=st.sampled_from(sorted(ACTS)),
        who=st.sampled_from(["", "", "", "chen", "zhou", "sun", "zhao", "he", "li", "wei"]),
    )
    def act(self, at: int, name: str, who: str) -> None:
        """An act by whoever does it usually, or by somebody else."""
        cast = self.cast
        if who:
            person = getattr(cast, who)
            cast = replace(cast, chen=person, zhou=person, sun=person, zhao=person)
        self._try(lambda item: ACTS[name](cast, item), at)

    @rule(at=ITEMS, stage=st.sampled_from(["first", *READS]))
    def read(self, at: int, stage: str) -> None:
        """A stage read by its own reader, in its turn or not."""
        self._read(at, stage)

    def _read(self, at: int, stage: str) -> None:
        by = getattr(self.cast, READS.get(stage, "chen"))
        self._try(lambda item: examining.pass_stage(item.pk, by=by, today=TODAY, stage=stage), at)

    @rule(at=ITEMS, times=st.integers(1, 7))
    def go_on(self, at: int, times: int) -> None:
        """The acts that come next on the usual way, so that many items get to its end and beyond."""
        for _ in range(times):
            self._next(at)

    def _next(self, at: int) -> None:
        item = fresh(Item(pk=self.items[at]))
        examination = Examination.objects.filter(editions__item=item, state__in=["open", "afterwards"]).first()
        if examination is not None:
            self._read(at, examination.next_stage)
            return
        edition = access.under_way(item)
        state = edition.state if edition is not None else item.state
        name = {"draft": "submit", "passed": "release", "withdrawn": "start_new_edition"}.get(state, "withdraw")
        self._try(lambda item: ACTS[name](self.cast, item), at)

    def _try(self, act: Any, at: int) -> None:
        item = fresh(Item(pk=self.items[at]))
        try:
            with transaction.atomic():
                act(item)
        except (Refused, NotYours):
            assert fresh(item).changed_at == item.changed_at

    @invariant()
    def nothing_went_out_unexamined(self) -> None:
        for edition in Edition.objects.filter(state__in=OUT).select_related("examination"):
            examination = edition.examination
            assert examination is not None
            assert content.fingerprint(edition) == edition.fingerprint == examination.fingerprint
            if not examination.is_emergency:
                assert examination.state == Examination.State.PASSED
                read = examination.readings.filter(decision=Reading.Decision.PASSED)
                assert sorted(read.values_list("stage", flat=True)) == sorted(Stage.values)
                assert len(set(read.values_list("by", flat=True))) == len(Stage)

    @invariant()
    def what_is_public_is_one_edition_as_it_was_released(self) -> None:
        for item in Item.objects.select_related("current"):
            is_public = item.state == Item.State.RELEASED
            assert is_public == (item.current is not None)
            if item.current is not None:
                assert item.attribute == Item.Attribute.ACTIVE
                assert (item.current.state, item.current.title) == (Edition.State.RELEASED, item.title)
            shown = item.publications.filter(channel__kind="portal", state=Publication.State.DONE)
            assert shown.exists() == is_public

    @invariant()
    def no_edition_is_lost_or_rewritten(self) -> None:
        editions = list(Edition.objects.all())
        assert len(editions) >= self.editions if hasattr(self, "editions") else not editions
        self.editions = len(editions)
        for edition in editions:
            if edition.state != Edition.State.DRAFT and edition.examination_id:
                kept = self.texts.setdefault(edition.pk, (edition.title, edition.body))
                assert kept == (edition.title, edition.body)

    @invariant()
    def numbers_and_counts_agree(self) -> None:
        town = self.cast.town
        found = queries.counts(town, TODAY.year)
        assert found.items == sum(found.by_root.values()) == sum(found.by_kind.values())
        assert found.items == sum(found.by_channel.values())
        numbers = sorted(Item.objects.exclude(index_number="").values_list("index_number", flat=True))
        last = IndexSequence.objects.filter(agency=town).values_list("last", flat=True).first() or 0
        assert [int(number[-5:]) for number in numbers] == list(range(1, last + 1))

    @invariant()
    def the_journal_holds(self) -> None:
        chain = Chain.objects.filter(agency=self.cast.town).first()
        assert chain is None or verify(chain) is None


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_nothing_unexamined_goes_out_whatever_is_tried(cast: Cast) -> None:
    machine = type("InTheTown", (AnyOrder,), {"cast": cast})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
