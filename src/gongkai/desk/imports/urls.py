"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.imports import batches, quick

BATCH = "imports/<int:batch_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", batches.batches, name="batches"),
    path("imports/template.xlsx", batches.batch_template, name="batch_template"),
    path(BATCH, batches.batch, name="batch"),
    path(BATCH + "begin/", batches.begin, name="batch_begin"),
    path(BATCH + "recheck/", batches.recheck, name="batch_recheck"),
    path(BATCH + "drop/", batches.drop, name="batch_drop"),
    path(BATCH + "undo/", batches.undo, name="batch_undo"),
    path("quick/", quick.quick, name="quick"),
]
