"""The Django app."""

from django.apps import AppConfig


class SiteApp(AppConfig):
    name = "gongkai.site"
    label = "gongkai_site"
    verbose_name = "站点"

    def ready(self) -> None:
        from django.forms import Field

        Field.default_error_messages["required"] = "请填写这一项。"
