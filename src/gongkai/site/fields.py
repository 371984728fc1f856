"""Form fields as Django draws them, but a select without a template an option: lists of entries have hundreds."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import Jinja2
from django.http import HttpRequest
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Fields(Jinja2):
    """Draws the fields of forms by Django's Jinja2 templates, and selects by itself."""

    def render(self, template_name: str, context: Any, request: HttpRequest | None = None) -> SafeString:
        if template_name != SELECT:
            return mark_safe(super().render(template_name, context, request))
        widget = context["widget"]
        drawn = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
        for group, options, _ in widget["optgroups"]:
            if group:
                drawn.append(f'<optgroup label="{escape(group)}">')
            drawn += [
                f'<option value="{escape(each["value"])}"{_attributes(each["attrs"])}>{escape(each["label"])}</option>'
                for each in options
            ]
            if group:
                drawn.append("</optgroup>")
        drawn.append("</select>")
        return mark_safe("\n".join(drawn))


def _attributes(given: Mapping[str, Any]) -> str:
    """Attributes after a name; True stands for one without a value, False for none."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in given.items()
        if value is not False
    )
