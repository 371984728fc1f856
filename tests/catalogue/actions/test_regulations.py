"""The library of rules of procedure."""

from datetime import date

import pytest

from gongkai.catalogue import library
from gongkai.catalogue.actions import regulations
from gongkai.catalogue.actions.regulations import Text
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.law.statutes import STATUTES
from tests.cast import Cast

TODAY = date(2024, 3, 1)


def test_what_is_offered_is_in_the_register_of_statutes_and_in_force() -> None:
    for offer in library.OFFERS:
        assert offer.statute in STATUTES
        assert offer.statute.repealed_on is None
        assert offer.subject in library.SUBJECTS


def test_national_texts_are_taken_up_once_by_title_and_number(cast: Cast) -> None:
    [taken] = regulations.take_up(cast.town.pk, by=cast.chen, codes=["国务院令第711号"], today=TODAY)
    assert (taken.title, taken.source, taken.body) == ("中华人民共和国政府信息公开条例", "national", "")
    assert len(library.offered(cast.town)) == len(library.OFFERS) - 1
    with pytest.raises(Refused, match="没有选中"):
        regulations.take_up(cast.town.pk, by=cast.chen, codes=["国务院令第711号"], today=TODAY)


def test_the_text_is_kept_clean_and_what_was_left_out_is_said(cast: Cast) -> None:
    body = '<p>先审查<script>alert(1)</script></p><iframe src="x"></iframe>'
    made, dropped = regulations.add(cast.town.pk, by=cast.chen, text=Text(title="审查制度", body=body), today=TODAY)
    assert made.body == "<p>先审查</p>"
    assert dropped


def test_ones_own_rule_is_published_only_where_it_can_be_read(cast: Cast) -> None:
    made, _ = regulations.add(cast.town.pk, by=cast.chen, text=Text(title="审查制度"), today=TODAY)
    with pytest.raises(Refused, match="没有正文"):
        regulations.publish(made.pk, by=cast.zhao, today=TODAY)
    regulations.change(made.pk, by=cast.chen, text=Text(title="审查制度", body="<p>先审查</p>"), today=TODAY)
    assert regulations.publish(made.pk, by=cast.zhao, today=TODAY).published_on == TODAY


def test_a_repealed_rule_stays_and_is_changed_no_more(cast: Cast) -> None:
    made, _ = regulations.add(cast.town.pk, by=cast.chen, text=Text(title="审查制度"), today=TODAY)
    regulations.repeal(made.pk, by=cast.chen, today=TODAY)
    for act, person in ((regulations.publish, cast.zhao), (regulations.repeal, cast.chen)):
        with pytest.raises(Refused, match="废止"):
            act(made.pk, by=person, today=TODAY)


def test_a_change_to_what_is_published_is_public_only_when_the_signer_publishes_it_again(cast: Cast) -> None:
    text = Text(title="审查制度", body="<p>先审查</p>")
    made, _ = regulations.add(cast.town.pk, by=cast.chen, text=text, today=TODAY)
    with pytest.raises(NotYourRole):
        regulations.publish(made.pk, by=cast.chen, today=TODAY)
    regulations.publish(made.pk, by=cast.zhao, today=TODAY)
    changed, _ = regulations.change(made.pk, by=cast.chen, text=text, today=TODAY)
    assert changed.published_on is None
    assert regulations.publish(made.pk, by=cast.zhao, today=TODAY).published_on == TODAY


def test_only_who_may_changes_the_library(cast: Cast) -> None:
    made, _ = regulations.add(cast.town.pk, by=cast.chen, text=Text(title="审查制度"), today=TODAY)
    with pytest.raises(NotYourRole):
        regulations.repeal(made.pk, by=cast.zhou, today=TODAY)
    with pytest.raises(NotYours):
        regulations.repeal(made.pk, by=cast.li, today=TODAY)
