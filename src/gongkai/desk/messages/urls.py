"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.messages import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", views.messages, name="messages"),
    path("messages/read-all/", views.read_all, name="messages_read"),
    path("messages/<int:message_id>/open/", views.follow, name="message_open"),
    path("messages/preferences/", views.preferences, name="message_preferences"),
    path("messages/sending/", views.sending, name="messages_sending"),
    path("messages/<int:message_id>/again/", views.again, name="message_again"),
]
