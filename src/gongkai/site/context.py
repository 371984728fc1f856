"""What every template knows of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The configuration, and whether this is a demonstration."""
    return {"configuration": settings.GONGKAI, "demonstration": settings.GONGKAI.demonstration}
