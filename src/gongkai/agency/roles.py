"""角色与权限: which role may do which act; pages, acts and tests all read this one table."""

from django.db import models


class Role(models.TextChoices):
    """What an officer is for an agency."""

    HANDLER = "handler", "经办"
    REVIEWER = "reviewer", "审核（科室）"
    SIGNER = "signer", "签发（分管领导）"
    SECRECY = "secrecy", "保密审查"
    SUPERVISOR = "supervisor", "主管部门"
    ADMINISTRATOR = "administrator", "管理员"
    READER = "reader", "只读"


WITH_SUBTREE = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Roles that reach the agencies below the one they are held in."""

EXAMINING = frozenset({Role.HANDLER, Role.REVIEWER, Role.SECRECY, Role.SIGNER})
"""Roles that examine an item one after another: different people should hold them."""

_OWN = frozenset(Role)
_HANDLER = frozenset({Role.HANDLER})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})

MAY: dict[str, frozenset[Role]] = {
    # agency and people
    "agency.see": _OWN,
    "agency.change": _ADMINISTRATOR,
    "agency.supervise": _SUPERVISOR,
    "officer.manage": _ADMINISTRATOR,
    "officer.hand_over": _ADMINISTRATOR,
    "journal.see": frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.SIGNER}),
    "calendar.load": _ADMINISTRATOR,
    # catalogue
    "catalogue.see": _OWN,
    "catalogue.change": frozenset({Role.HANDLER, Role.ADMINISTRATOR}),
    "catalogue.adopt": frozenset({Role.SIGNER, Role.ADMINISTRATOR}),
    "catalogue.hand_down": _SUPERVISOR,
    "guide.change": frozenset({Role.HANDLER, Role.ADMINISTRATOR}),
    "guide.publish": frozenset({Role.SIGNER}),
    "regulation.change": frozenset({Role.HANDLER, Role.ADMINISTRATOR}),
    "regulation.publish": frozenset({Role.SIGNER}),
    # items
    "item.see": _OWN,
    "item.draft": _HANDLER,
    "item.submit": _HANDLER,
    "item.review": frozenset({Role.REVIEWER}),
    "item.examine_secrecy": frozenset({Role.SECRECY}),
    "item.sign": frozenset({Role.SIGNER}),
    "item.release": frozenset({Role.HANDLER, Role.SIGNER}),
    "item.release_in_emergency": frozenset({Role.SIGNER}),
    "item.withdraw": frozenset({Role.SIGNER}),
    "item.reexamine": frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER}),
    "item.import": _HANDLER,
    "item.consult": _HANDLER,
    "draft_consultation.run": _HANDLER,
    "screening.except": frozenset({Role.SUPERVISOR, Role.SIGNER}),
    # channels
    "channel.see": _OWN,
    "channel.change": frozenset({Role.HANDLER, Role.ADMINISTRATOR}),
    "publication.record": _HANDLER,
    # requests
    "request.see": _OWN,
    "request.register": _HANDLER,
    "request.handle": _HANDLER,
    "request.assign": frozenset({Role.HANDLER, Role.REVIEWER}),
    "request.review": frozenset({Role.REVIEWER, Role.SIGNER}),
    "request.consent": frozenset({Role.REVIEWER, Role.SIGNER}),
    "request.sign": frozenset({Role.SIGNER}),
    "request.void": frozenset({Role.REVIEWER, Role.SIGNER}),
    "request.archive": _HANDLER,
    "request.exchange": _HANDLER,
    "request.arrange": frozenset({Role.ADMINISTRATOR, Role.REVIEWER}),
    "dispute.see": _OWN,
    "dispute.handle": _HANDLER,
    "correction.see": frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER}),
    "correction.handle": _HANDLER,
    "complaint.see": frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.SUPERVISOR}),
    "complaint.handle": frozenset({Role.HANDLER, Role.SUPERVISOR}),
    # the year's report and the registers it is drawn from
    "register.see": _OWN,
    "register.change": _HANDLER,
    "filing.see": _OWN,
    "filing.draft": _HANDLER,
    "filing.confirm": frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER}),
    "filing.review": frozenset({Role.REVIEWER}),
    "filing.examine_secrecy": frozenset({Role.SECRECY}),
    "filing.sign": frozenset({Role.SIGNER}),
    "filing.submit": frozenset({Role.HANDLER, Role.SIGNER}),
    "filing.receive": _SUPERVISOR,
    "filing.publish": frozenset({Role.HANDLER, Role.SIGNER}),
    "filing.restate": frozenset({Role.SIGNER}),
    "filing.set_dates": _SUPERVISOR,
    # running
    "task.see": _OWN,
    "message.see": _OWN,
    "message.send_again": _ADMINISTRATOR,
}
"""Act → roles. An act that is not here is allowed to nobody."""
