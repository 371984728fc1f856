"""申请渠道: the basic ways stay open; the others are the agency's to open and close."""

import pytest

from gongkai.errors import NotYourRole, Refused
from gongkai.request import channels
from gongkai.request.actions import arranging
from gongkai.request.models import Channel
from tests.cast import Cast
from tests.request.arrivals import TODAY


@pytest.mark.parametrize("channel", Channel)
def test_only_fax_and_internet_can_be_closed(cast: Cast, channel: Channel) -> None:
    def close() -> None:
        arranging.arrange_channel(cast.town.pk, channel, by=cast.qian, today=TODAY, is_open=False, note="")

    if channel in (Channel.FAX, Channel.INTERNET):
        close()
        assert not channels.is_open(cast.town, channel)
    else:
        with pytest.raises(Refused, match="不能关闭") as refusal:
            close()
        assert "2017〕19号" in "".join(refusal.value.cites)
        assert channels.is_open(cast.town, channel)


def test_what_the_office_says_of_itself_stands_until_the_agency_writes_it(cast: Cast) -> None:
    assert "0990-1234567" in channels.one_of(cast.town, Channel.IN_PERSON).note
    arranging.arrange_channel(
        cast.town.pk, "in_person", by=cast.qian, today=TODAY, is_open=True, note="政务服务大厅3号窗口"
    )
    assert channels.one_of(cast.town, Channel.IN_PERSON).note == "政务服务大厅3号窗口"
    assert [each.channel for each in channels.open_to_public(cast.town)] == [
        each for each in Channel if each != Channel.FAX
    ]


def test_a_handler_does_not_arrange_channels(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        arranging.arrange_channel(cast.town.pk, "fax", by=cast.chen, today=TODAY, is_open=True, note="0990-1234568")
