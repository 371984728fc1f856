"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.tasks import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:work_id>/", views.task, name="task"),
    path("tasks/<int:work_id>/cancel/", views.cancel, name="task_cancel"),
    path("tasks/<int:work_id>/again/", views.again, name="task_again"),
]
