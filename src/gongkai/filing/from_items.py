"""由公开信息登记: what the released items say of documents and decisions, offered to the registers.

An item is what was published, a document or a decision what was made: an offer is only that, and a person takes it.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.agency.models import Agency
from gongkai.disclosure.models import Item
from gongkai.filing.models import Decided, NormativeDocument

ROOTS = {Decided.Kind.LICENSING: "20.5", Decided.Kind.PENALTIES: "20.6", Decided.Kind.COERCION: "20.6"}
"""Where decisions of a kind are published. Charges are not counted: items say what may be charged, not what was."""
COERCION = "强制"
"""The word in a title by which decisions on coercion are told from penalties: both stand under one item of the law."""

_ENDED = (Item.Validity.REPEALED, Item.Validity.EXPIRED)
_OWN = (Item.Origin.MADE, Item.Origin.MADE_JOINTLY)


def documents(agency: Agency) -> QuerySet[Item]:
    """The released normative documents of the agency's own that are on no register."""
    valid = NormativeDocument.objects.filter(NormativeDocument.VALID)
    registered = valid.filter(item=OuterRef("pk"))
    of_its_number = valid.exclude(document_number="").filter(
        agency=OuterRef("agency"), document_number=OuterRef("document_number")
    )
    own = Item.objects.filter(agency=agency, kind=Item.Kind.NORMATIVE_DOCUMENT, state=Item.State.RELEASED)
    return own.filter(~Exists(registered), ~Exists(of_its_number), origin__in=_OWN).order_by("formed_on", "pk")


def ended(agency: Agency) -> QuerySet[NormativeDocument]:
    """The documents in force on the register whose published item says that they no longer are."""
    in_force = NormativeDocument.objects.filter(NormativeDocument.VALID, agency=agency, ended_on=None)
    return in_force.filter(item__validity__in=_ENDED).select_related("item")


def decisions(agency: Agency, kind: str, from_on: date, on: date) -> QuerySet[Item]:
    """The released decisions of a kind that were made in a period: by their own date, else by that of release."""
    found = Item.objects.filter(agency=agency, kind=Item.Kind.DECISION, root=ROOTS[Decided.Kind(kind)])
    found = found.filter(state=Item.State.RELEASED, origin__in=_OWN)
    found = found.annotate(made_on=Coalesce("formed_on", "released_on"))
    is_coercion = Q(title__contains=COERCION)
    if kind == Decided.Kind.COERCION:
        found = found.filter(is_coercion)
    elif kind == Decided.Kind.PENALTIES:
        found = found.exclude(is_coercion)
    return found.filter(made_on__gte=from_on, made_on__lte=on).order_by("made_on", "pk")
