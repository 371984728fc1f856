"""内容: what an edition consists of, how it is told from any other, and how one edition follows another.

The first edition's facts stand on the item itself. Once an item has been public, a later draft's facts wait with the
edition (`pending`) until it is released, so that nothing of a draft shows in a list, a search or a page.
"""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gongkai.agency.models import Officer
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.models import Edition, Item
from gongkai.errors import Refused
from gongkai.journal.chain import canonical, digest

WRITABLE = (
    *("kind", "origin", "origin_agency", "lead_agency", "responsibility_reason", "source_department"),
    *("attribute", "attribute_ground", "attribute_reason", "classification"),
    *("document_number", "formed_on", "event_on", "late_reason", "summary", "keywords", "audience"),
    *("entry_code", "root", "elements_present"),
    *("validity", "effective_on", "expires_on", "validity_note"),
)
"""What a handler writes of an item beside title and body."""

LAST_YEAR = 2199
"""No date of a record is later: a year mistyped would be counted towards day by day."""

UNDER_WAY = (Edition.State.DRAFT, Edition.State.IN_SCREENING, Edition.State.PASSED)
PUBLIC_STATES = (Item.State.RELEASED, Item.State.WITHDRAWN)
"""States in which the public has a page of the item; a later edition under way does not change them."""


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the record keeps them. Refuses values that do not fit, naming each; an unknown name is a bug."""
    if unknown := fields.keys() - {*WRITABLE, "title"}:
        raise TypeError(f"not fields of an item: {', '.join(sorted(unknown))}")
    kept: dict[str, Any] = {}
    faults: list[str] = []
    for name, value in fields.items():
        field = Item._meta.get_field(name)
        assert isinstance(field, models.Field)
        try:
            kept[name] = field.clean(value.strip() if isinstance(value, str) else value, None)
        except ValidationError as error:
            faults += [f"{field.verbose_name}：{message}" for message in error.messages]
        else:
            if isinstance(kept[name], date) and kept[name].year > LAST_YEAR:
                faults.append(f"{field.verbose_name}：{kept[name].year}年不会有，请核对年份。")
    if faults:
        raise Refused("有几处填写不合要求，没有保存。请改正：", details=faults)
    return kept


def as_drafted(item: Item, edition: Edition | None) -> Item:
    """The item as the edition under way would have it: a copy for reading and for forms, never saved."""
    drafted = copy(item)
    if edition is not None:
        drafted.title = edition.title
        put(drafted, edition.pending)
    return drafted


def put(item: Item, pending: Mapping[str, Any]) -> None:
    """Lay the waiting facts of an edition over the item, unsaved."""
    for name, value in pending.items():
        is_day = isinstance(Item._meta.get_field(name), models.DateField)
        setattr(item, name, date.fromisoformat(value) if is_day and value else value)


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON keeps them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def fingerprint(edition: Edition) -> str:
    """SM3 of all that the public would get of an edition: title, text, metadata, attachments."""
    attachments = [
        [each.name, each.kind, each.original_hash, each.released_hash]
        for each in edition.attachments.order_by("order", "pk")
    ]
    return digest("sm3", canonical([edition.title, edition.body, edition.metadata, attachments]))


def follow(item: Item, before: Edition, *, made_by: Officer, **fields: Any) -> Edition:
    """A new draft with the text and the attachments of an edition."""
    last = item.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition.objects.create(
        item=item,
        number=last + 1,
        title=before.title,
        body=before.body,
        metadata=before.metadata,
        made_by=made_by,
        **fields,
    )
    for attachment in before.attachments.order_by("order", "pk"):
        attachment.pk, attachment.edition = None, edition
        attachment._state.adding = True
        attachment.save(force_insert=True)
    return edition


def authors(item: Item, edition: Edition) -> frozenset[int]:
    """Those who count as the writers of an edition: none of them reads it at a later stage."""
    return frozenset((item.handler_id, edition.made_by_id, *edition.writers))


def note_writer(edition: Edition, by: Officer) -> None:
    """Count an officer among the writers, the last of them, unsaved."""
    edition.writers = [*(writer for writer in edition.writers if writer != by.pk), by.pk]


def entry_of(item: Item) -> CatalogueEntry | None:
    """The entry of the agency's catalogue in force that the item is filed under."""
    if not item.entry_code:
        return None
    return CatalogueEntry.objects.filter(
        agency_id=item.agency_id, catalogue__state=Catalogue.State.IN_FORCE, code=item.entry_code
    ).first()
