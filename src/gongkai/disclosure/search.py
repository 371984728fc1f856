"""检索: what is public, found by any two characters of its title, document number or index number.

Chinese is kept as pairs of neighbouring characters, so that a word is found wherever it stands and no dictionary
decides what a word is; a query must meet its pairs side by side. SQLite keeps them in FTS5, PostgreSQL in a tsvector;
both are given the same pairs. Only public items are in the index: what is not in it cannot be found.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import normalize

from django.db import connection, transaction

from gongkai.disclosure.models import Item

TABLE = "disclosure_search"
MOST_TERMS = 8
LONGEST_QUERY = 60
BATCH = 2000

_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")


def tokens(text: str) -> list[str]:
    """What is indexed of a text: words of letters and digits as they are, Chinese as its pairs and last character."""
    found: list[str] = []
    for run in _RUN.findall(normalize("NFKC", text).lower()):
        if run.isascii():
            found.append(run)
        else:
            found += [run[at : at + 2] for at in range(len(run))]
    return found


def _phrases(query: str) -> Iterator[tuple[list[str], bool]]:
    """Each term of a query as tokens that must stand side by side, and whether the last is only a beginning."""
    for term in normalize("NFKC", query).lower()[:LONGEST_QUERY].split()[:MOST_TERMS]:
        phrase = tokens(term)
        if not phrase:
            continue
        if len(phrase) > 1 and len(phrase[-1]) == 1 and not phrase[-1].isascii() and len(phrase[-2]) == 2:
            phrase.pop()  # the last character stands in the pair before it already
            yield phrase, False
        else:
            yield phrase, len(phrase[-1]) == 1 or phrase[-1].isascii()


def note(items: Iterable[Item]) -> None:
    """Put public items into the index, or bring them up to date there."""
    rows = [(item.pk, tokens(f"{item.title} {item.document_number} {item.index_number}")) for item in items]
    if not rows:
        return
    forget(pk for pk, _ in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {TABLE} (item_id, tokens) VALUES (%s, %s::tsvector)",
                [(pk, " ".join(f"'{token}':{at}" for at, token in enumerate(words, 1))) for pk, words in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", [(pk, " ".join(words)) for pk, words in rows]
            )


def forget(item_ids: Iterable[int]) -> None:
    """Take items out of the index."""
    key = "item_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {key} = %s", [(pk,) for pk in item_ids])


def newest(query: str, *, limit: int, before: int | None = None, agency_ids: Iterable[int] = ()) -> list[int]:
    """The newest public items that match every term of a query, by number; `before` continues a list.

    A query with nothing to look for in it finds nothing.
    """
    phrases = list(_phrases(query))
    if not phrases:
        return []
    agencies = list(agency_ids)
    conditions, values = [], []
    if before is not None:
        conditions.append("AND found.{key} < %s")
        values.append(before)
    if agencies:
        conditions.append(f"AND item.agency_id IN ({', '.join(['%s'] * len(agencies))})")
        values += agencies
    if connection.vendor == "postgresql":
        key, join = "item_id", "JOIN"
        match = " & ".join("(" + " <-> ".join(_lexemes(phrase, open_ended)) + ")" for phrase, open_ended in phrases)
        matches = "found.tokens @@ %s::tsquery"
    else:
        key, join = "rowid", "CROSS JOIN"  # from the newest match on, and no further than the list is long
        match = " AND ".join(f'"{" ".join(phrase)}"{"*" if open_ended else ""}' for phrase, open_ended in phrases)
        matches = "found.tokens MATCH %s"
    sql = (
        f"SELECT item.id FROM {TABLE} found {join} disclosure_item item ON item.id = found.{key} "
        f"WHERE {matches} AND item.state = %s {' '.join(conditions).format(key=key)} "
        f"ORDER BY found.{key} DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, Item.State.RELEASED.value, *values, limit])
        return [row[0] for row in cursor.fetchall()]


def _lexemes(phrase: list[str], open_ended: bool) -> list[str]:
    return [f"'{token}'" for token in phrase[:-1]] + [f"'{phrase[-1]}'" + (":*" if open_ended else "")]


@transaction.atomic
def rebuild(progress: Callable[[int, int | None], None] | None = None) -> int:
    """Make the index anew from the public items. How many are in it."""
    public = Item.objects.filter(state=Item.State.RELEASED)
    total, done, last = public.count(), 0, 0
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    while batch := list(public.filter(pk__gt=last).order_by("pk")[:BATCH]):
        note(batch)
        last, done = batch[-1].pk, done + len(batch)
        if progress:
            progress(done, total)
    return done
