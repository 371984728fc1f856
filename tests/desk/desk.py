"""The township's desk as its officers use it in tests: pages looked at, forms filled in and sent."""

from typing import Any

from django.test import Client
from django.urls import reverse

from gongkai.agency.models import Agency, Officer
from tests.cast import Cast


class Desk:
    """Pages by name, as an officer gets them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._clients: dict[int, Client] = {}

    def client(self, officer: Officer) -> Client:
        if officer.pk not in self._clients:
            self._clients[officer.pk] = Client()
            self._clients[officer.pk].force_login(officer)
        return self._clients[officer.pk]

    def address(self, name: str, *numbers: int, agency: Agency | None = None) -> str:
        return reverse(f"desk:{name}", args=[(agency or self.cast.town).pk, *numbers])

    def look(self, officer: Officer, name: str, /, *numbers: int, status: int = 200, **query: Any) -> str:
        """The page as text."""
        answer = self.client(officer).get(self.address(name, *numbers), query)
        assert answer.status_code == status, answer.status_code
        return str(answer.content.decode())

    def send(self, officer: Officer, name: str, /, *numbers: int, status: int = 302, **fields: Any) -> Any:
        """A form sent; 302 is that it was done."""
        answer = self.client(officer).post(self.address(name, *numbers), {"form": "sent", **fields})
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[-6000:])
        return answer
