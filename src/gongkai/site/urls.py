"""Root addresses."""

from django.urls import include, path

from gongkai.site import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("desk/", include("gongkai.desk.urls")),
    path("", include("gongkai.portal.urls")),
]

handler400 = "gongkai.site.errors.bad_request"
handler403 = "gongkai.site.errors.forbidden"
handler404 = "gongkai.site.errors.not_found"
handler500 = "gongkai.site.errors.broken"
