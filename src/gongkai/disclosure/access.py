"""The only ways to reach an item, a channel, a publication or an import: by whom, for what."""

from django.db.models import QuerySet

from gongkai.agency import access
from gongkai.agency.models import Officer
from gongkai.disclosure.models import Batch, Channel, Edition, Item, Publication
from gongkai.errors import NotYours


def visible_to(officer: Officer) -> QuerySet[Item]:
    """The items of the agencies that the officer may see."""
    return Item.objects.filter(access.scope(officer, prefix="agency__"))


def channels_visible_to(officer: Officer) -> QuerySet[Channel]:
    """The channels of the agencies that the officer may see."""
    return Channel.objects.filter(access.scope(officer, prefix="agency__"))


def publications_visible_to(officer: Officer) -> QuerySet[Publication]:
    """The publications of the agencies that the officer may see."""
    return Publication.objects.filter(access.scope(officer, prefix="agency__"))


def batches_visible_to(officer: Officer) -> QuerySet[Batch]:
    """The imports of the agencies that the officer may see."""
    return Batch.objects.filter(access.scope(officer, prefix="agency__"))


def for_reading(item_id: int, *, by: Officer) -> Item:
    """An item that the officer may see. Raises NotYours."""
    item = visible_to(by).select_related("agency", "handler").filter(pk=item_id).first()
    if item is None:
        raise NotYours("没有这条信息，或者您不能查看它。")
    return item


def for_act(item_id: int, act: str, *, by: Officer) -> Item:
    """An item locked for an act that the officer's role allows; other acts on it wait. Raises NotYours, NotYourRole."""
    item = for_reading(item_id, by=by)
    access.require(act, by, item.agency)
    Item.objects.select_for_update(no_key=True).only("pk").get(pk=item.pk)
    # Read only now: what is joined to a row that one waited for is as it was before the wait (PostgreSQL).
    return Item.objects.select_related("agency", "handler").get(pk=item.pk)


def under_way(item: Item) -> Edition | None:
    """The edition being written or examined, if any."""
    return item.editions.filter(
        state__in=[Edition.State.DRAFT, Edition.State.IN_SCREENING, Edition.State.PASSED]
    ).first()


def publication_for_act(publication_id: int, act: str, *, by: Officer) -> Publication:
    """A publication and its item, locked for an act that the officer's role allows. Raises NotYours, NotYourRole."""
    found = publications_visible_to(by).filter(pk=publication_id).values_list("item_id", flat=True).first()
    if found is None:
        raise NotYours("没有这条发布记录，或者您不能查看它。")
    item = for_act(found, act, by=by)
    Publication.objects.select_for_update(no_key=True).only("pk").get(pk=publication_id)
    publication = Publication.objects.select_related("channel").get(pk=publication_id)
    publication.item = item
    return publication


def channel_for_act(channel_id: int, act: str, *, by: Officer) -> Channel:
    """A channel locked for an act that the officer's role allows. Raises NotYours, NotYourRole."""
    channel = channels_visible_to(by).select_related("agency").filter(pk=channel_id).first()
    if channel is None:
        raise NotYours("没有这个渠道，或者您不能查看它。")
    access.require(act, by, channel.agency)
    return Channel.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=channel.pk)


def batch_for_act(batch_id: int, act: str, *, by: Officer) -> Batch:
    """An import locked for an act that the officer's role allows. Raises NotYours, NotYourRole."""
    batch = batches_visible_to(by).select_related("agency").filter(pk=batch_id).first()
    if batch is None:
        raise NotYours("没有这次导入，或者您不能查看它。")
    access.require(act, by, batch.agency)
    Batch.objects.select_for_update(no_key=True).only("pk").get(pk=batch.pk)
    return Batch.objects.select_related("agency", "by").get(pk=batch.pk)
