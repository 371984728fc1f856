"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk import today
from gongkai.desk.items import (
    attachments,
    consulting,
    editing,
    editions,
    listing,
    preview,
    public_consulting,
    record,
    reexamining,
    releasing,
    submitting,
    validity,
)

ITEM = "items/<int:item_id>/"
FILE = ITEM + "files/<int:attachment_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("items/", listing.items, name="items"),
    path("items/new/", editing.new, name="item_new"),
    path("items/check/", editing.check_new, name="item_check_new"),
    path("items/release/", releasing.several, name="items_release"),
    path(ITEM, record.item, name="item"),
    path(ITEM + "edit/", editing.edit, name="item_edit"),
    path(ITEM + "check/", editing.check, name="item_check"),
    path(ITEM + "preview/", preview.preview, name="item_preview"),
    path(ITEM + "editions/<int:edition_id>/", record.edition, name="item_edition"),
    path(ITEM + "new-edition/", editions.start, name="item_new_edition"),
    path(ITEM + "discard/", editions.discard, name="item_discard"),
    path(ITEM + "submit/", submitting.submit, name="item_submit"),
    path(ITEM + "confirm/", submitting.confirm, name="item_confirm"),
    path(ITEM + "release/", releasing.release, name="item_release"),
    path(ITEM + "unschedule/", releasing.unschedule, name="item_unschedule"),
    path(ITEM + "emergency/", releasing.emergency, name="item_emergency"),
    path(ITEM + "withdraw/", releasing.withdraw, name="item_withdraw"),
    path(ITEM + "annulled/", releasing.annul, name="item_annul"),
    path(ITEM + "reexamine/", reexamining.reexamine, name="item_reexamine"),
    path(ITEM + "validity/", validity.set_validity, name="item_validity"),
    path(ITEM + "link/", validity.link, name="item_link"),
    path(ITEM + "links/<int:interpretation_id>/unlink/", validity.unlink, name="item_unlink"),
    path(ITEM + "consult/", consulting.consult, name="item_consult"),
    path(
        ITEM + "consultations/<int:agency_consultation_id>/answer/", consulting.answer, name="item_consultation_answer"
    ),
    path(ITEM + "opinions/", public_consulting.opinions, name="item_opinions"),
    path(ITEM + "opinions/open/", public_consulting.start, name="item_open_consultation"),
    path(ITEM + "opinions/new/", public_consulting.record, name="item_opinion_new"),
    path(ITEM + "opinions/<int:opinion_id>/answer/", public_consulting.answer, name="item_opinion_answer"),
    path(ITEM + "opinions/outcome/", public_consulting.publish_outcome, name="item_outcome"),
    path(ITEM + "opinions/decision/", public_consulting.decide, name="item_decision"),
    path(FILE + "original/", attachments.original, name="attachment_original"),
    path(FILE + "released/", attachments.released, name="attachment_released"),
    path(FILE + "accept/", attachments.accept, name="attachment_accept"),
    path(FILE + "detach/", attachments.detach, name="attachment_detach"),
]
