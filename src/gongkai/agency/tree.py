"""The tree of agencies: each one's path kept right while several people add and move at once.

A path is the parent's followed by a number of fixed width. Whatever changes
the tree first holds its roots, so that one change follows another.
"""

from django.db import connection
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr

from gongkai.agency.models import DIGITS, STEP, Agency, segment
from gongkai.errors import Refused

DEEPEST = 20


def hold() -> None:
    """Wait for other changes of the tree, until the transaction ends. On SQLite every writer waits as it is."""
    if not connection.in_atomic_block:
        raise RuntimeError("the tree is held within a transaction")
    list(Agency.objects.select_for_update(no_key=True).filter(parent=None).order_by("path").values_list("pk"))


def number_of(path: str) -> int:
    """Which child of its parent a path is."""
    number = 0
    for character in path[-STEP:]:
        number = number * len(DIGITS) + DIGITS.index(character)
    return number


def next_number(parent: Agency | None) -> int:
    """The number after the last child's."""
    last = Agency.objects.filter(parent=parent).aggregate(last=Max("path"))["last"]
    return number_of(last) + 1 if last else 1


def next_path(parent: Agency | None) -> str:
    """The path of a new child; the tree must be held."""
    above = Agency.objects.values_list("path", flat=True).get(pk=parent.pk) if parent else ""
    if len(above) // STEP >= DEEPEST:
        raise Refused(f"机关的层级最多 {DEEPEST} 层，不能再往下设。")
    return above + segment(next_number(parent))


def move(agency: Agency, parent: Agency | None) -> int:
    """Put an agency and all below it under another; the tree must be held. How many agencies moved."""
    old = Agency.objects.values_list("path", flat=True).get(pk=agency.pk)
    above = Agency.objects.values_list("path", flat=True).get(pk=parent.pk) if parent else ""
    if above.startswith(old):
        raise Refused(f"{parent}就在{agency}之下，不能移到它下面。")
    new = next_path(parent)
    subtree = Agency.objects.filter(path__gte=old, path__lt=old + "~")
    deepest = max(len(path) for path in subtree.values_list("path", flat=True))
    if (deepest - len(old) + len(new)) // STEP > DEEPEST:
        raise Refused(f"移过去以后层级超过 {DEEPEST} 层，没有移。")
    moved = subtree.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    Agency.objects.filter(pk=agency.pk).update(parent=parent)
    agency.path, agency.parent = new, parent
    return moved
