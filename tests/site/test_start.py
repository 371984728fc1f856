"""How the site starts."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from gongkai.cli import site as commands
from gongkai.site import demonstration


@pytest.mark.parametrize("is_made_now", [True, False])
def test_a_demonstration_filled_just_now_starts_anew_before_it_serves(
    monkeypatch: pytest.MonkeyPatch, is_made_now: bool
) -> None:
    """Web processes are forked: threads that drew the reports of the demonstration would be missing in them."""
    done: list[Any] = []

    def note(what: str, *, ends: bool = False) -> Callable[..., None]:
        def noted(*args: Any) -> None:
            done.append(what)
            if ends:
                raise SystemExit

        return noted

    monkeypatch.setattr("os.execv", note("anew", ends=True))
    monkeypatch.setattr(commands.start, "django", lambda: None)
    monkeypatch.setattr(commands.start, "refuse_taken", lambda loaded: None)
    monkeypatch.setattr(commands.start, "upgrade", note("upgraded"))
    monkeypatch.setattr(commands.start, "serve", note("served"))
    monkeypatch.setattr(demonstration, "fill", lambda say: is_made_now)
    monkeypatch.setattr(demonstration, "accounts", lambda loaded: ["陈静"])
    CliRunner().invoke(commands.demo, standalone_mode=False)
    assert done == (["upgraded", "anew"] if is_made_now else ["upgraded", "served"])
