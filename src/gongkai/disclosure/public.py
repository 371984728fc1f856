"""What the public sees of an item: made from one edition and the released copies of its attachments, nothing else.

The desk's preview and the portal's page are both this. No name of an officer, no original file, no draft gets here
except through `page`, whose caller has asked whether the edition may be seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.catalogue.roots import ROOTS
from gongkai.disclosure.models import Attachment, Edition, Interpretation, Item, Publication

SHOWN = Q(state__in=[Edition.State.RELEASED, Edition.State.SUPERSEDED], released_on__isnull=False)
"""Editions the public may read while their item is public: in force, or replaced by a later one."""

VALIDITY_TONES = {
    Item.Validity.VALID: "ok",
    Item.Validity.AMENDED: "due",
    Item.Validity.EXPIRED: "waiting",
    Item.Validity.REPEALED: "late",
}


@dataclass(frozen=True, slots=True)
class File:
    """A released attachment."""

    pk: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another edition of the item, or an item linked with it."""

    pk: int
    title: str
    on: date | None
    says: str = ""
    number: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One public page of an item: `state` is released, superseded, withdrawn or preview."""

    item_id: int
    agency_id: int
    edition_number: int
    state: str
    title: str
    body: str
    agency: str
    kind: str
    rows: tuple[tuple[str, str, bool], ...]
    """Word and value of the metadata table, and whether the row takes the whole width."""
    validity: str
    validity_tone: str
    released_on: date | None
    keywords: str
    summary: str
    files: tuple[File, ...] = ()
    editions: tuple[Other, ...] = ()
    interpretations: tuple[Other, ...] = ()
    documents: tuple[Other, ...] = ()
    link: str = ""
    """Where the text itself stands, for a release entered after the fact without a body."""
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Tags of the national website guideline: ArticleTitle, PubDate …"""


def facts(item: Item) -> dict[str, Any]:
    """The public metadata of an item as it is now; an edition keeps them as they were when it was submitted."""
    return {
        "kind": item.kind,
        "root": item.root,
        "document_number": item.document_number,
        "formed_on": _iso(item.formed_on),
        "summary": item.summary,
        "keywords": item.keywords,
        "audience": item.audience,
        "attribute": item.attribute,
        "origin": item.origin,
        "origin_agency": item.origin_agency,
        "lead_agency": item.lead_agency,
        "effective_on": _iso(item.effective_on),
        "expires_on": _iso(item.expires_on),
    }


def page(edition: Edition, *, preview: bool = False) -> Page:
    """The public page of an edition; three queries beside the edition's own item and agency."""
    item = edition.item
    kept = facts(item) if preview and edition.state == Edition.State.DRAFT else {**facts(item), **edition.metadata}
    is_withdrawn = item.state == Item.State.WITHDRAWN and not preview
    is_current = item.current_id == edition.pk
    if is_current:  # set on a public item without a new edition
        kept |= {"effective_on": _iso(item.effective_on), "expires_on": _iso(item.expires_on)}
    state = "preview" if preview else "withdrawn" if is_withdrawn else "released" if is_current else "superseded"
    released_on = edition.released_on or item.released_on
    validity = Item.Validity(item.validity)
    title = item.title if is_withdrawn else edition.title
    return Page(
        item_id=item.pk,
        agency_id=item.agency_id,
        edition_number=edition.number,
        state=state,
        title=title,
        body="" if is_withdrawn else edition.body,
        agency=item.agency.name,
        kind=Item.Kind(kept["kind"]).label,
        rows=() if is_withdrawn else tuple(_rows(item, kept, released_on, validity)),
        validity=validity.label if item.validity else "",
        validity_tone=VALIDITY_TONES.get(validity, "waiting"),
        released_on=released_on,
        keywords="" if is_withdrawn else kept["keywords"] or "",
        summary="" if is_withdrawn else kept["summary"] or "",
        files=() if is_withdrawn else _files(edition),
        editions=() if is_withdrawn else _editions(item, edition),
        **({} if is_withdrawn else _linked(item)),
        link="" if edition.body or is_withdrawn else _link(item),
        withdrawn_on=item.withdrawn_on if is_withdrawn else None,
        withdrawal_reason=item.withdrawal_reason if is_withdrawn else "",
        meta={
            "ArticleTitle": title,
            "PubDate": _iso(released_on) or "",
            "ContentSource": item.agency.name,
            "Keywords": "" if is_withdrawn else kept["keywords"] or "",
            "Description": "" if is_withdrawn else (kept["summary"] or "")[:120],
        },
    )


def _rows(
    item: Item, kept: Mapping[str, Any], released_on: date | None, validity: Item.Validity
) -> list[tuple[str, str, bool]]:
    """索引号 and the rest, as people know them from government pages (platform.md §3)."""
    root = ROOTS.get(kept["root"])
    rows: Sequence[tuple[str, str | None, bool]] = (
        ("索引号", item.index_number, False),
        ("主题分类", root.title if root else "", False),
        ("发布机构", item.agency.name, False),
        ("成文日期", kept["formed_on"], False),
        ("发文字号", kept["document_number"], False),
        ("发布日期", _iso(released_on), False),
        ("制作机关", kept["origin_agency"], False),
        ("牵头机关", kept["lead_agency"], False),
        ("公开方式", Item.Attribute(kept["attribute"]).label, False),
        ("有效性", validity.label if item.validity else "", False),
        ("施行日期", kept["effective_on"], False),
        ("有效期至", kept["expires_on"], False),
        ("主题词", kept["keywords"], False),
        ("公开对象", kept["audience"], False),
        ("公开依据", root.cites if root else "", True),
        ("内容概述", kept["summary"], True),
    )
    return [(word, value, whole) for word, value, whole in rows if value]


def _files(edition: Edition) -> tuple[File, ...]:
    """The released copies; an attachment without one has none to show."""
    released = edition.attachments.exclude(released_hash="").only("pk", "name", "kind", "released_size", "edition")
    return tuple(File(each.pk, each.name, each.kind.upper(), each.released_size) for each in released)


def _editions(item: Item, shown: Edition) -> tuple[Other, ...]:
    """Every edition that was once public, newest first."""
    public = item.editions.filter(SHOWN)
    found = tuple(
        Other(each.pk, each.title, each.released_on, each.change_reason, each.number, each.pk == item.current_id)
        for each in public.defer("body", "metadata").order_by("-number")[:50]
    )
    return found if len(found) > 1 or (found and found[0].pk != shown.pk) else ()


def _linked(item: Item) -> dict[str, tuple[Other, ...]]:
    """Documents and interpretations that are public themselves, each leading to the other."""
    links = Interpretation.objects.filter(document=item) | Interpretation.objects.filter(interpretation=item)
    interpretations: list[Other] = []
    documents: list[Other] = []
    for link in links.select_related("document", "interpretation").order_by("pk")[:40]:
        other = link.interpretation if link.document_id == item.pk else link.document
        if other.state == Item.State.RELEASED:
            kept = interpretations if link.document_id == item.pk else documents
            kept.append(Other(other.pk, other.title, other.released_on, number=other.agency_id))
    return {"interpretations": tuple(interpretations), "documents": tuple(documents)}


def _link(item: Item) -> str:
    done = Publication.objects.filter(item=item, state=Publication.State.DONE).exclude(proof_link="")
    return done.values_list("proof_link", flat=True).first() or ""


def released_file(attachment_id: int) -> Attachment | None:
    """An attachment whose released copy the public may have: of an edition that is or was shown, of an item that is."""
    return (
        Attachment.objects.select_related("edition__item")
        .filter(
            pk=attachment_id,
            edition__in=Edition.objects.filter(SHOWN),
            edition__item__state=Item.State.RELEASED,
            edition__item__agency__is_on_desk=True,
        )
        .exclude(released_hash="")
        .first()
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
