"""对外的网址: where the public reads an item; printed on notices and kept as the proof of a release on the portal."""

from django.conf import settings
from django.urls import reverse

from gongkai.disclosure.models import Item


def public(item: Item) -> str:
    """The whole address of an item's public page."""
    return f"{settings.GONGKAI.public_address}{reverse('portal:item', kwargs={'item_id': item.pk})}"
