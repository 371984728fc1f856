"""Which act is allowed in which state of an item: the whole table; what it does not list is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.actions import consulting, deciding, drafting, examining, releasing, submitting, validity
from gongkai.disclosure.models import Item
from gongkai.errors import NotYourRole, NotYours, Refused
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TITLE, TODAY, fresh

NOW = datetime(2024, 5, 6, 2, tzinfo=UTC)
LATER = datetime(2024, 5, 7, 1, tzinfo=UTC)


def referred(cast: Cast) -> Item:
    item = passage.submitted(cast)
    examining.refer(item.pk, by=cast.zhou, today=TODAY, stage="second", to="县保密局", reason="是否涉及工作秘密")
    return fresh(item)


def returned(cast: Cast) -> Item:
    item = passage.submitted(cast)
    examining.return_to_handler(item.pk, by=cast.zhou, today=TODAY, stage="second", reason="缺标准")
    return fresh(item)


def scheduled(cast: Cast) -> Item:
    item = passage.passed(cast)
    releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=LATER)
    return fresh(item)


def withdrawn(cast: Cast) -> Item:
    item = passage.released(cast)
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="数据有误")
    return fresh(item)


def kept(cast: Cast) -> Item:
    return passage.passed(cast, attribute="withheld", attribute_ground="16-1", attribute_reason="内部管理")


def discarded(cast: Cast) -> Item:
    item = passage.draft(cast)
    drafting.discard(item.pk, by=cast.chen, today=TODAY, reason="重复")
    return fresh(item)


def with_a_new_draft(cast: Cast) -> Item:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    return fresh(item)


def with_a_new_edition_examined(cast: Cast) -> Item:
    return passage.submitted(cast, with_a_new_draft(cast))


def with_a_new_edition_passed(cast: Cast) -> Item:
    return passage.examined(cast, with_a_new_edition_examined(cast))


def out_in_an_emergency(cast: Cast) -> Item:
    item = passage.submitted(cast)
    releasing.release_in_emergency(item.pk, by=cast.zhao, today=TODAY, reason="暴雨红色预警")
    return fresh(item)


Act = Callable[[Cast, Item], object]

ACTS: dict[str, Act] = {
    "save": lambda cast, item: drafting.save(
        item.pk, by=cast.chen, today=TODAY, revision=item.revision, title=TITLE, body=BODY + "<p>改</p>", fields={}
    ),
    "discard": lambda cast, item: drafting.discard(item.pk, by=cast.chen, today=TODAY, reason="不用了"),
    "start_new_edition": lambda cast, item: drafting.start_new_edition(
        item.pk, by=cast.chen, today=TODAY, reason="更正"
    ),
    "decide_attribute": lambda cast, item: deciding.decide_attribute(
        item.pk, by=cast.chen, today=TODAY, attribute="on_request"
    ),
    "consult": lambda cast, item: consulting.consult(
        item.pk, by=cast.chen, today=TODAY, consulted="县民政局", question="名单是否一致"
    ),
    "submit": lambda cast, item: submitting.submit(item.pk, by=cast.chen, today=TODAY),
    "pass": lambda cast, item: examining.pass_stage(item.pk, by=cast.zhou, today=TODAY, stage="second"),
    "return": lambda cast, item: examining.return_to_handler(
        item.pk, by=cast.zhou, today=TODAY, stage="second", reason="缺标准"
    ),
    "signer returns": lambda cast, item: examining.return_to_handler(
        item.pk, by=cast.zhao, today=TODAY, stage="third", reason="缺标准"
    ),
    "refer": lambda cast, item: examining.refer(
        item.pk, by=cast.zhou, today=TODAY, stage="second", to="县保密局", reason="是否涉密"
    ),
    "answer_referral": lambda cast, item: examining.answer_referral(
        item.pk, by=cast.zhou, today=TODAY, decision="disclose", words="不涉密"
    ),
    "refuse": lambda cast, item: examining.refuse(
        item.pk, by=cast.zhou, today=TODAY, stage="second", ground="16-2a", reason="过程稿"
    ),
    "release": lambda cast, item: releasing.release(item.pk, by=cast.chen, today=TODAY),
    "schedule": lambda cast, item: releasing.schedule(item.pk, by=cast.chen, today=TODAY, now=NOW, at=LATER),
    "unschedule": lambda cast, item: releasing.unschedule(item.pk, by=cast.chen, today=TODAY),
    "emergency": lambda cast, item: releasing.release_in_emergency(
        item.pk, by=cast.zhao, today=TODAY, reason="暴雨红色预警"
    ),
    "withdraw": lambda cast, item: releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="有误"),
    "set_validity": lambda cast, item: validity.set_validity(item.pk, by=cast.chen, today=TODAY, validity="valid"),
    "reexamine": lambda cast, item: deciding.reexamine(
        item.pk, by=cast.chen, today=TODAY, outcome="kept", reason="情形未变"
    ),
}

WRITING = {"save", "discard", "submit", "emergency", "consult"}
EXAMINED = {"pass", "return", "refer", "refuse", "emergency", "consult"}
PUBLIC = {"withdraw", "set_validity", "consult"}

ALLOWED: list[tuple[Callable[[Cast], Item], str, set[str]]] = [
    (passage.draft, "draft", WRITING | {"decide_attribute"}),
    (returned, "returned", WRITING | {"decide_attribute"}),
    (passage.submitted, "in_screening", EXAMINED),
    (referred, "referred", {"answer_referral", "consult"}),
    (passage.passed, "passed", {"signer returns", "release", "schedule", "consult"}),
    (scheduled, "scheduled", {"signer returns", "release", "schedule", "unschedule", "consult"}),
    (passage.released, "released", PUBLIC | {"start_new_edition"}),
    (with_a_new_draft, "released", PUBLIC | WRITING),
    (with_a_new_edition_examined, "released", PUBLIC | EXAMINED),
    (with_a_new_edition_passed, "released", PUBLIC | {"signer returns", "release"}),
    (out_in_an_emergency, "released", PUBLIC | {"pass", "return"}),
    (withdrawn, "withdrawn", {"start_new_edition", "consult"}),
    (kept, "kept", {"reexamine"}),
    (discarded, "discarded", set()),
]


@pytest.mark.parametrize(("bring", "state", "allowed"), ALLOWED, ids=[row[0].__name__ for row in ALLOWED])
def test_only_the_acts_of_a_state_are_allowed(
    cast: Cast, bring: Callable[[Cast], Item], state: str, allowed: set[str]
) -> None:
    item = bring(cast)
    assert item.state == state
    assert {name for name, act in ACTS.items() if _goes(act, cast, item)} == allowed


def _goes(act: Act, cast: Cast, item: Item) -> bool:
    """Whether the act is not refused; what it did is taken back."""
    try:
        with transaction.atomic():
            act(cast, fresh(item))
            transaction.set_rollback(True)
    except Refused as refusal:
        assert refusal.message.endswith(("。", "：")), refusal.message
        return False
    return True


ROLES: list[tuple[str, Callable[[Cast], Item], str]] = [
    ("save", passage.draft, "chen"),
    ("discard", passage.draft, "chen"),
    ("submit", passage.draft, "chen"),
    ("decide_attribute", passage.draft, "chen"),
    ("consult", passage.draft, "chen"),
    ("pass", passage.submitted, "zhou"),
    ("return", passage.submitted, "zhou"),
    ("refer", passage.submitted, "zhou"),
    ("answer_referral", referred, "zhou"),
    ("refuse", passage.submitted, "zhou"),
    ("release", passage.passed, "chen zhao"),
    ("schedule", passage.passed, "chen zhao"),
    ("unschedule", scheduled, "chen zhao"),
    ("emergency", passage.submitted, "zhao"),
    ("withdraw", passage.released, "zhao"),
    ("set_validity", passage.released, "chen"),
    ("start_new_edition", passage.released, "chen"),
    ("reexamine", kept, "chen zhou zhao"),
]


@pytest.mark.parametrize(("name", "bring", "allowed"), ROLES, ids=[row[0] for row in ROLES])
def test_only_the_role_of_an_act_may_do_it(cast: Cast, name: str, bring: Callable[[Cast], Item], allowed: str) -> None:
    item = bring(cast)
    people = {person.username: person for person in (*cast.town_people, cast.he, cast.li, cast.wei)}
    found = {username: _outcome(name, cast, item, person) for username, person in people.items()}
    assert {username for username, outcome in found.items() if outcome is None} == set(allowed.split())
    for username in ("li", "wei"):
        assert found[username] is NotYours


def _outcome(name: str, cast: Cast, item: Item, person: Officer) -> type[Exception] | None:
    """None when this person may; else the kind of refusal."""
    everyone = dict.fromkeys(("chen", "zhou", "sun", "zhao"), person)
    as_person = Cast(**{**{field: getattr(cast, field) for field in Cast.__dataclass_fields__}, **everyone})
    try:
        with transaction.atomic():
            ACTS[name](as_person, fresh(item))
            transaction.set_rollback(True)
    except (NotYours, NotYourRole) as refusal:
        return type(refusal)
    return None


def test_the_day_before_a_document_was_formed_is_no_day_to_release_it(cast: Cast) -> None:
    item = passage.passed(cast, formed_on=TODAY)
    with pytest.raises(Refused, match="成文日期"):
        releasing.release(item.pk, by=cast.chen, today=date(2024, 5, 5))
    releasing.release(item.pk, by=cast.chen, today=TODAY)
    assert fresh(item).is_public
