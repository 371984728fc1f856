"""不能办: the sentence for an act that the state of an item does not allow now, with what can be done instead."""

from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.law.statutes import ORDER_711

_State = Item.State

_INSTEAD: dict[str, str] = {
    _State.DRAFT: "请先填写完整并提交审查。",
    _State.IN_SCREENING: "正在审查；要改动，请当前环节的审查人退回。",
    _State.RETURNED: "请按退回的意见修改后重新提交审查。",
    _State.REFERRED: "正在报请确定，答复登记之前不能办别的。",
    _State.PASSED: "审查已通过；要改动，请签发人退回，改后重新审查。",
    _State.SCHEDULED: "已经定时；要改动，请先取消定时。",
    _State.RELEASED: "已经公开；要改内容，请“修改”出新的一版，审查后发布；要停止公开，请签发人撤回。",
    _State.WITHDRAWN: "已经撤回；要重新公开，请“修改”出新的一版，审查后发布。",
    _State.KEPT: "已登记为不主动公开；要公开，请通过“复核”转为主动公开。",
    _State.DISCARDED: "已经作废，不能再办。请另建一条。",
}


def not_now(item: Item, what: str) -> Refused:
    """The item's state does not allow this act."""
    return Refused(f"“{item.title}”现在是“{item.get_state_display()}”，不能{what}。{_INSTEAD[item.state]}")


def unexamined(item: Item, why: str) -> Refused:
    """Nothing goes out that was not examined (条例第十七条)."""
    return Refused(f"“{item.title}”不能发布：{why}。", cites=[ORDER_711.article(17)])


def written(words: str, what: str) -> str:
    """Words that an act needs, without blanks around them. Refuses their absence."""
    if not words.strip():
        raise Refused(f"请写明{what}。")
    return words.strip()
