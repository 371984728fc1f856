"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.screening import examination, queue, staffing

EXAMINATION = "screening/<int:examination_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("screening/", queue.queue, name="screening"),
    path("screening/exceptions/", staffing.exceptions, name="exceptions"),
    path("screening/exceptions/new/", staffing.grant, name="exception_new"),
    path("screening/exceptions/<int:exception_id>/end/", staffing.end, name="exception_end"),
    path(EXAMINATION, examination.examination, name="examination"),
    path(EXAMINATION + "return/", examination.give_back, name="examination_return"),
    path(EXAMINATION + "refer/", examination.refer, name="examination_refer"),
    path(EXAMINATION + "answer/", examination.answer, name="examination_answer"),
    path(EXAMINATION + "refuse/", examination.refuse, name="examination_refuse"),
]
