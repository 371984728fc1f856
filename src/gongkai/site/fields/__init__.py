"""Form fields as Django draws them with Jinja2, but for the templates that lie here."""

from pathlib import Path

from django.forms import renderers
from django.template.backends.jinja2 import Jinja2
from django.utils.functional import cached_property

_DJANGO = Path(renderers.__file__).parent / "jinja2"


class Fields(renderers.Jinja2):
    """Draws the fields of forms; a template that is here goes before Django's of the same name."""

    @cached_property
    def engine(self) -> Jinja2:
        options = {"trim_blocks": True, "lstrip_blocks": True}
        folders = [Path(__file__).parent, _DJANGO]
        return Jinja2({"APP_DIRS": False, "DIRS": folders, "NAME": "fields", "OPTIONS": options})
