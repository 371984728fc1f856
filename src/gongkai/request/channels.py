"""申请渠道: by what ways an agency takes requests, and what the public must know of each.

of_agency(agency) -> every channel as it stands    open_to_public(agency) -> those to be published
"""

from dataclasses import dataclass

from gongkai.agency.models import Agency, Office
from gongkai.request.models import Channel, RequestChannel

CLOSABLE = (Channel.FAX, Channel.INTERNET)
"""The others are the basic ways (基本渠道), open always: 条例第二十九条、国办公开办函〔2017〕19号."""

_OPEN_BY_ITSELF = frozenset(Channel) - {Channel.FAX}
"""Without an agency's word: a fax needs a machine, which not every agency has."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A channel of an agency."""

    channel: Channel
    is_open: bool
    note: str

    @property
    def may_be_closed(self) -> bool:
        return self.channel in CLOSABLE

    @property
    def word(self) -> str:
        return self.channel.label


def of_agency(agency: Agency) -> list[Offered]:
    """Every channel, in the order of the law, as the agency arranged it."""
    arranged = {each.channel: each for each in RequestChannel.objects.filter(agency=agency)}
    office = Office.objects.filter(agency=agency).first() if len(arranged) < len(Channel) else None
    return [_offered(channel, arranged.get(channel), office) for channel in Channel]


def one_of(agency: Agency, channel: Channel) -> Offered:
    """One channel as it stands."""
    return next(each for each in of_agency(agency) if each.channel == channel)


def open_to_public(agency: Agency) -> list[Offered]:
    """The channels to be published."""
    return [each for each in of_agency(agency) if each.is_open]


def is_open(agency: Agency, channel: Channel) -> bool:
    return one_of(agency, channel).is_open


def _offered(channel: Channel, arranged: RequestChannel | None, office: Office | None) -> Offered:
    if arranged is not None:
        return Offered(channel, arranged.is_open, arranged.note)
    return Offered(channel, channel in _OPEN_BY_ITSELF, _note(channel, office) if office else "")


def _note(channel: Channel, office: Office) -> str:
    """What the office's own particulars say of a channel, until the agency writes it."""
    match channel:
        case Channel.IN_PERSON | Channel.ORAL:
            words = [office.name, office.address, office.hours, office.telephone]
        case Channel.REGISTERED_POST | Channel.ORDINARY_POST:
            where = office.postal_address or office.address
            words = [where, f"邮编 {office.postcode}" if office.postcode else "", f"{office.name}收" if where else ""]
        case Channel.FAX:
            words = [office.fax]
        case Channel.INTERNET:
            words = [office.internet_contact]
    return "，".join(word for word in words if word)
