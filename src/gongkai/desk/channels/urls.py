"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.channels import channel, counts, deliveries, outputs, publication, queue, register

CHANNEL = "channels/<int:channel_id>/"
PUBLICATION = "publications/<int:publication_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("channels/", register.channels, name="channels"),
    path("channels/new/", register.new, name="channel_new"),
    path(CHANNEL, channel.channel, name="channel"),
    path(CHANNEL + "edit/", register.edit, name="channel_edit"),
    path(CHANNEL + "close/", register.close, name="channel_close"),
    path(CHANNEL + "photo/", register.channel_photo, name="channel_photo"),
    path(CHANNEL + "list/", channel.posted, name="channel_list"),
    path(CHANNEL + "deliver/", deliveries.deliver, name="channel_deliver"),
    path("publications/", queue.publications, name="publications"),
    path("publications/take-downs/", queue.take_downs, name="take_downs"),
    path(PUBLICATION, publication.publication, name="publication"),
    path(PUBLICATION + "record/", publication.record, name="publication_record"),
    path(PUBLICATION + "change-over/", publication.change_over, name="publication_change_over"),
    path(PUBLICATION + "take-down/", publication.take_down, name="publication_take_down"),
    path(PUBLICATION + "cancel/", publication.cancel, name="publication_cancel"),
    path(PUBLICATION + "photo/", publication.publication_photo, name="publication_photo"),
    path(PUBLICATION + "notice.pdf", outputs.notice_pdf, name="publication_notice"),
    path(PUBLICATION + "notice/", outputs.notice_page, name="publication_print"),
    path(PUBLICATION + "screens.txt", outputs.screens, name="publication_screens"),
    path(PUBLICATION + "article/", outputs.article, name="publication_article"),
    path("items/<int:item_id>/channels/", queue.more_channels, name="item_channels"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("counts/", counts.counts, name="counts"),
    path("counts/list/", counts.counted, name="counted"),
]
