"""公布答复: a question and its answer for everybody to read, without who asked; by the agency's own choice.

It is made as an item and examined as every item is: nothing is published otherwise.
"""

from datetime import date
from html import escape

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import personal_data
from gongkai.disclosure.actions import drafting
from gongkai.disclosure.models import Item
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711
from gongkai.request import access
from gongkai.request.models import InfoRequest
from gongkai.vetting.redaction import Cover, words_in

REPLIED = (InfoRequest.State.REPLIED, InfoRequest.State.DELIVERED, InfoRequest.State.ARCHIVED)
_IDENTIFYING = (
    "name",
    "id_number",
    "credit_code",
    "representative",
    "contact",
    "mobile",
    "email",
    "address",
    "employer",
)
_SHORTEST = 2


@transaction.atomic
def draft(
    info_request_id: int, *, by: Officer, today: date, question: str, answer: str, token: str = "", revision: int | None
) -> Item:
    """公布答复: refuses words in which the applicant, or any number of a person, is still to be seen."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    if info_request.state not in REPLIED:
        raise Refused(f"{info_request}现在是“{info_request.get_state_display()}”，答复以后才能公布。")
    made = info_request.reply_item
    if made is not None and token and made.token == token:
        return made
    if made is not None and made.state != Item.State.DISCARDED:
        raise Refused(f"{info_request}的答复已经拟公布，见“{made.title}”。要改的，在那条信息里改。")
    question, answer = written(question, "问的是什么"), written(answer, "怎样答复的")
    _refuse_identity(info_request, f"{question}\n{answer}", today=today)
    item = drafting.start(
        info_request.agency,
        by=by,
        today=today,
        kind=Item.Kind.OTHER,
        title=question,
        body="".join(f"<p>{escape(line.strip())}</p>" for line in answer.splitlines() if line.strip()),
        token=token,
        formed_on=info_request.replied_on,
        event_on=today,
    )
    info_request.reply_item = item
    info_request.revision += 1
    info_request.save(update_fields=["reply_item", "revision"])
    journal.record("request.reply_published", info_request, by=by, on=today, item=item.title)
    return item


def identity_in(info_request: InfoRequest, words: str) -> list[str]:
    """Which details of the applicant stand in the words, by what they are called."""
    who = info_request.applicant.words
    names = [name for name in _IDENTIFYING if len(who.get(name, "")) >= _SHORTEST]
    found = words_in(words, [Cover("", words=who[name]) for name in names])
    return [info_request.applicant.FIELDS[names[at]] for at in found]


def _refuse_identity(info_request: InfoRequest, words: str, *, today: date) -> None:
    told = [f"里面有申请人的{what}，请删去或者改写。" for what in identity_in(info_request, words)]
    told += dict.fromkeys(finding.message for finding in personal_data.found("", words, today=today))
    if told:
        raise Refused("要公布的文字里还能看出是谁，没有生成。", details=told, cites=[ORDER_711.article(15)])
