"""One page of the history: filtered, sorted, continued after the last row of the page before."""

import base64
import binascii
import json
import sqlite3
from dataclasses import dataclass, field
from enum import StrEnum

from lineupd.errors import BadRequest
from lineupd.jobs import Job, JobStatus
from lineupd.store import queries, rows
from lineupd.text import plain

MAX_PAGE = 500
"""The longest page; more would not fit into one message."""

MAX_PAGE_CHARACTERS = 1_000_000
"""A page ends early when its names and errors are longer than this together: they may be of any length."""

_STRANGE = "*[^\x01-\x7f]*"
"""GLOB's pattern of what has more than ASCII in it."""


class Order(StrEnum):
    """What the history can be sorted by; ties always newest first."""

    CREATED = "created"
    NAME = "name"
    STATUS = "status"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class _Key:
    """A sort key in SQL, and its direction."""

    expression: str
    descending: bool


_KEYS = {
    # In the order in which they came: the clock on the wall may have been moved back since.
    Order.CREATED: _Key("rowid", descending=True),
    Order.NAME: _Key("name COLLATE NOCASE", descending=False),
    Order.STATUS: _Key("status", descending=False),
    Order.DURATION: _Key(queries.DURATION_SO_FAR, descending=True),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Which jobs are asked for, in which order, after which place."""

    statuses: tuple[JobStatus, ...] = ()
    search: str = ""
    since: str = ""
    order: Order = Order.CREATED
    limit: int = 50
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some jobs, and the token of the next page; empty = the end."""

    jobs: tuple[Job, ...]
    next_page_token: str


@dataclass(slots=True)
class _Conditions:
    """Conditions of a query with their parameters."""

    texts: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def add(self, text: str, **values: object) -> None:
        self.texts.append(text)
        self.values.update(values)

    def where(self) -> str:
        return "WHERE " + " AND ".join(self.texts) if self.texts else ""


def add_functions(db: sqlite3.Connection) -> None:
    """SQLite's own LIKE ignores the case of ASCII letters only."""
    db.create_function("casefold", 1, lambda text: text.casefold() if isinstance(text, str) else text)


def read_page(db: sqlite3.Connection, question: Question) -> Page:
    """The jobs that the question asks for, in their order."""
    key = _KEYS[question.order]
    conditions = _conditions(question)
    if question.page_token:
        _continue_after(conditions, key, *_read_token(question.page_token, question.order))
    limit = min(question.limit if question.limit > 0 else 50, MAX_PAGE)
    direction = "DESC" if key.descending else "ASC"
    found = db.execute(
        f"SELECT {key.expression.removesuffix(' COLLATE NOCASE')}, rowid, {queries.JOB_COLUMNS} FROM jobs "  # noqa: S608
        f"{conditions.where()} ORDER BY {key.expression} {direction}, rowid DESC LIMIT :limit",
        {**conditions.values, "limit": limit + 1},
    ).fetchall()
    shown = _that_fit(found[:limit])
    more = len(found) > len(shown)
    token = _token(question.order, *found[len(shown) - 1][:2]) if more else ""
    return Page(tuple(rows.job(row[2:]) for row in shown), token)


def _conditions(question: Question) -> _Conditions:
    conditions = _Conditions()
    if question.statuses:
        wanted = {f"status{number}": status.value for number, status in enumerate(question.statuses)}
        conditions.add(f"status IN ({', '.join(f':{name}' for name in wanted)})", **wanted)
    if question.since:
        conditions.add("created_at >= :since", since=question.since)
    if question.search:
        _search(conditions, question.search)
    return conditions


def _search(conditions: _Conditions, text: str) -> None:
    """Names, ids and errors with this text in it, whatever its case.

    Python's function is only called for what has more than ASCII in it: each call holds up everybody else for a moment.
    """
    condition = "{column} LIKE :pattern ESCAPE '\\'"
    if not text.isascii():
        condition += " OR {column} GLOB :strange AND casefold({column}) LIKE :pattern ESCAPE '\\'"
        conditions.values["strange"] = _STRANGE
    matches = " OR ".join(condition.format(column=column) for column in ("name", "id", "error_message"))
    conditions.add(f"({matches})", pattern=_pattern(text.casefold()))


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain(escaped)}%"


def _continue_after(conditions: _Conditions, key: _Key, value: object, rowid: int) -> None:
    if key.expression == "rowid":
        conditions.add("rowid < :rowid", rowid=rowid)
        return
    beyond = "<" if key.descending else ">"
    after = f"({key.expression} {beyond} :value OR ({key.expression} = :value AND rowid < :rowid))"
    conditions.add(after, value=value, rowid=rowid)


def _that_fit(found: list[rows.Row]) -> list[rows.Row]:
    characters = 0
    for count, row in enumerate(found):
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if characters > MAX_PAGE_CHARACTERS and count:
            return found[:count]
    return found


def _token(order: Order, value: object, rowid: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([order.value, value, rowid]).encode()).decode()


def _read_token(token: str, order: Order) -> tuple[str | float | int, int]:
    try:
        written_for, value, rowid = json.loads(base64.urlsafe_b64decode(token))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise BadRequest("the page token is not one of ours", "begin again without it") from error
    is_row = type(rowid) is int and 0 <= rowid < 2**63
    if written_for != order.value or not _is_of(order, value) or not is_row:
        raise BadRequest("the page token belongs to another list", "begin again without it")
    return value, rowid


def _is_of(order: Order, value: object) -> bool:
    """Whether a list in this order can have this value; SQLite knows neither larger numbers nor halves of characters."""
    if order in (Order.NAME, Order.STATUS):
        return isinstance(value, str) and value == plain(value)
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**63
