"""The addresses of the registers: their lists by ?of=, each entry under the name of its kind."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.registers import entering, from_items, importing, listing, overview, record
from gongkai.filing.registers import REGISTERS
from gongkai.supervision.registers import Register


def _entry(register: Register) -> list[URLPattern | URLResolver]:
    """The pages of one entry of a register."""
    here, which, name = f"registers/{register.one}/<int:{register.one}_id>/", {"register": register.code}, register.one
    return [
        path(here, record.entry, which, name=f"register_{name}"),
        path(f"{here}change/", entering.change, which, name=f"register_{name}_change"),
        path(f"{here}void/", entering.void, which, name=f"register_{name}_void"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("registers/", overview.registers, name="registers"),
    path("registers/list/", listing.register, name="register"),
    path("registers/new/", entering.new, name="register_new"),
    path("registers/import/", importing.take_in, name="register_import"),
    path("registers/documents/take/", from_items.take_documents, name="register_documents_take"),
    path("registers/decisions/count/", from_items.count_decisions, name="register_decisions_count"),
    *(address for register in REGISTERS for address in _entry(register)),
    path("registers/problem/<int:problem_id>/mend/", entering.mend, name="register_problem_mend"),
    path("registers/document/<int:document_id>/end/", entering.end, name="register_document_end"),
    path("registers/decided/<int:decided_id>/again/", entering.again, name="register_decided_again"),
]
