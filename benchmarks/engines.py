"""模板引擎: the table of fifty items by Jinja2 and by Django's templates, from the same rows to the same words.

    python -m benchmarks engines

Twice: written out in one template, and from components, which are macros in Jinja2 and included templates in Django's.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

ROUNDS = 200
ROWS = 50

_TABLE = """<table class="table"><caption>政府信息</caption><tbody>
{% for item in items %}
<tr>
<th scope="row">LINK</th>
<td>{{ item.kind }}</td>
<td>BADGE</td>
<td>{{ item.due_on|iso }}</td>
<td>{% if item.released_on %}{{ item.released_on|iso }}{% else %}—{% endif %}</td>
<td>{{ item.index_number }}</td>
<td>{{ item.handler }}</td>
</tr>
{% endfor %}
</tbody></table>"""
_LINK = '<a class="clamp" href="{{ address }}" title="{{ words }}">{{ words }}</a>'
_BADGE = '<span class="badge {{ tone }}">{{ word }}</span>'
_OF_ITEM = {"words": "item.title", "address": "item.address", "word": "item.state", "tone": "item.tone"}


def _with(link: str, badge: str) -> str:
    return _TABLE.replace("LINK", link).replace("BADGE", badge)


def _written_out(piece: str) -> str:
    for name, value in _OF_ITEM.items():
        piece = piece.replace(f"{{{{ {name} }}}}", f"{{{{ {value} }}}}")
    return piece


def _for_django(template: str) -> str:
    return template.replace("|iso", "|date:'Y-m-d'")


JINJA = {
    "plain": _with(_written_out(_LINK), _written_out(_BADGE)),
    "components": (
        f"{{% macro link(words, address) %}}{_LINK}{{% endmacro %}}"
        f"{{% macro badge(word, tone) %}}{_BADGE}{{% endmacro %}}"
        + _with("{{ link(item.title, item.address) }}", "{{ badge(item.state, item.tone) }}")
    ),
}
DJANGO = {
    "plain": _for_django(JINJA["plain"]),
    "components": _for_django(
        _with(
            '{% include "link" with words=item.title address=item.address %}',
            '{% include "badge" with word=item.state tone=item.tone %}',
        )
    ),
    "link": _LINK,
    "badge": _BADGE,
}


def main(arguments: list[str]) -> None:
    for line in table():
        sys.stdout.write(f"{line}\n")


def table() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("GONGKAI_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
        import django

        django.setup()
        yield from _rows()


def _rows() -> Iterator[str]:
    from django.template import Context, Engine
    from jinja2 import DictLoader

    from gongkai.site.environment import environment

    jinja = environment(loader=DictLoader(JINJA))
    loaders = [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", DJANGO)])]
    django = Engine(loaders=loaders)
    rows = [_row(number) for number in range(ROWS)]
    yield f"| table of {ROWS} items | Jinja2 ms | Django ms | times |"
    yield "|---|--:|--:|--:|"
    for name, words in (("plain", "in one template"), ("components", "from two components a row")):
        theirs, ours = django.get_template(name), jinja.get_template(name)
        slow = _milliseconds(lambda template=theirs: template.render(Context({"items": rows})))
        fast = _milliseconds(lambda template=ours: template.render(items=rows))
        yield f"| {words} | {fast:.2f} | {slow:.2f} | {slow / fast:.1f} |"


def _row(number: int) -> dict[str, Any]:
    day = date(2026, 3, 8) + timedelta(number)
    return {
        "title": f"2026年第{number}批城乡居民最低生活保障对象名单公示",
        "address": f"/desk/7/items/{number}/",
        "kind": "公示公告",
        "state": "已公开",
        "tone": "ok",
        "due_on": day,
        "released_on": day if number % 3 else None,
        "index_number": f"11990121MB00000017/202603-{number:05d}",
        "handler": "陈静",
    }


def _milliseconds(render: Callable[[], str]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        render()
        taken.append(time.perf_counter() - started)
    return 1000 * median(taken)
