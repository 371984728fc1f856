"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.catalogue import coverage, editions, entries, files, guide, hand_down, regulations

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", coverage.coverage, name="catalogue"),
    path("catalogue/editions/", editions.editions, name="catalogue_editions"),
    path("catalogue/editions/start/", editions.edition_start, name="catalogue_start"),
    path("catalogue/editions/revise/", editions.edition_revise, name="catalogue_revise"),
    path("catalogue/editions/<int:catalogue_id>/", editions.edition, name="catalogue_edition"),
    path("catalogue/editions/<int:catalogue_id>/describe/", editions.edition_describe, name="catalogue_describe"),
    path("catalogue/editions/<int:catalogue_id>/domains/", editions.edition_domains, name="catalogue_domains"),
    path("catalogue/editions/<int:catalogue_id>/compare/", editions.edition_compare, name="catalogue_compare"),
    path("catalogue/editions/<int:catalogue_id>/export/", editions.edition_export, name="catalogue_export"),
    path("catalogue/editions/<int:catalogue_id>/adopt/", editions.edition_adopt, name="catalogue_adopt"),
    path("catalogue/editions/<int:catalogue_id>/give-up/", editions.edition_give_up, name="catalogue_give_up"),
    path("catalogue/editions/<int:catalogue_id>/hand-down/", hand_down.hand_down, name="catalogue_hand_down"),
    path("catalogue/editions/<int:catalogue_id>/new/", entries.entry_new, name="catalogue_entry_new"),
    path("catalogue/entries/time-limit/", entries.time_limit, name="catalogue_entry_time_limit"),
    path("catalogue/entries/<int:entry_id>/", entries.entry, name="catalogue_entry"),
    path("catalogue/entries/<int:entry_id>/change/", entries.entry_change, name="catalogue_entry_change"),
    path("catalogue/entries/<int:entry_id>/remove/", entries.entry_remove, name="catalogue_entry_remove"),
    path("catalogue/entries/<int:entry_id>/move/", entries.entry_move, name="catalogue_entry_move"),
    path("catalogue/files/new/", files.file_new, name="catalogue_file_new"),
    path("catalogue/files/<int:file_id>/", files.file, name="catalogue_file"),
    path("guide/", guide.overview, name="guide"),
    path("guide/change/", guide.change, name="guide_change"),
    path("guide/publish/", guide.publish, name="guide_publish"),
    path("guide/editions/<int:guide_edition_id>/", guide.edition, name="guide_edition"),
    path("regulations/", regulations.regulations, name="regulations"),
    path("regulations/new/", regulations.new, name="regulation_new"),
    path("regulations/take-up/", regulations.take_up, name="regulations_take_up"),
    path("regulations/<int:regulation_id>/", regulations.regulation, name="regulation"),
    path("regulations/<int:regulation_id>/change/", regulations.change, name="regulation_change"),
    path("regulations/<int:regulation_id>/publish/", regulations.publish, name="regulation_publish"),
    path("regulations/<int:regulation_id>/repeal/", regulations.repeal, name="regulation_repeal"),
]
