"""Settings changed for one test."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Change settings for one test: rules(session_minutes=5)."""
    monkeypatch.setattr(settings, "GONGKAI", SimpleNamespace(**settings.GONGKAI.values))

    def change(**given: Any) -> None:
        for name, value in given.items():
            setattr(settings.GONGKAI, name, value)

    return change
