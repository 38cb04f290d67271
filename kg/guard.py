"""Lets reading queries through and nothing else: no update, no SERVICE, no LOAD.

Oxigraph and rdflib both follow SERVICE to any host and have no switch against it, so the words of a query are looked
at before an engine sees them. A word counts only as a keyword: not inside an IRI, a string, a comment, a variable, a
prefixed name or a language tag (tokens as in SPARQL 1.1, section 19). Engines differ in when they decode ``\\u``
escapes; a query must pass both as written and decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import QueryError

#: what no reading query needs, and why it is refused
UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
REFUSED = {
    **dict.fromkeys(UPDATES, "changes data, and queries only read; change a store with kg build and kg forget"),
    "LOAD": "fetches data from elsewhere, and queries only read this store; add data with kg build",
    "SERVICE": "asks another server, and queries only read this store; ask that server yourself",
}
SERVICE = "SERVICE"
SERVICE = "SERVICE"
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*(?:\\[uU][0-9A-Fa-f]{4,8}[^\x00-\x20<>"{}|^`\\]*)*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"
             |'''(?:'{0,2}(?:[^'\\]|\\.))*'''
             |"(?:[^"\\\r\n]|\\.)*"
             |'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w][\w.\-·]*)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:
      (?:[\w:%](?:(?:[\w.\-:·%]|\\[^\w\s])*(?:[\w\-:·%]|\\[^\w\s]))?|\\[^\w\s])?)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d_][\w]*)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query without white space and comments; never fails, a stray character is a token too."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in ("space", "comment"):
            yield Token(match.lastgroup or "", match[0], match.start())


def check(text: str, where: str = "query") -> None:
    """Raises QueryError, naming line and column, for anything but a SELECT, ASK, CONSTRUCT or DESCRIBE over the store.

    >>> check("SELECT ?service { ?service a <urn:service> } # no SERVICE")
    >>> check("SELECT * { SERVICE <http://x/> {} }")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: query:1:12: SERVICE asks another server, and queries only read this store; ask that server ...
    """
    decoded = _ESCAPE.sub(_decode, text)
    for view in dict.fromkeys((text, decoded)):
        for keyword, token in _refused(list(tokens(view))):
            # a place in the decoded text is none in the user's file; without escapes the two are one
            place = f"{where}:{position(text, token.start)}" if view == text else where
            raise QueryError(f"{place}: {keyword} {REFUSED[keyword]}")


def _refused(found: list[Token]) -> Iterator[tuple[str, Token]]:
    """Keywords that are refused, and SERVICE written without a space before or after it.

    Oxigraph's grammar does not ask for one: it takes ``trueSERVICE <x> {}`` and ``SERVICEex:s {}`` for calls (0.5.13).
    So a bare word may not hold SERVICE at all, and a prefix that holds it may not stand before a brace, other than as
    the name of a graph.
    """
    for i, token in enumerate(found):
        upper = token.text.upper()
        if token.kind == "word":
            if upper in REFUSED:
                yield upper, token
            elif SERVICE in upper:
                yield SERVICE, token
        elif token.kind == "prefixed" and SERVICE in upper.partition(":")[0]:
            before = found[i - 1].text.upper() if i else ""
            after = found[i + 1].text if i + 1 < len(found) else ""
            if after == "{" and before not in ("GRAPH", "FROM", "NAMED"):
                yield SERVICE, token


def form(text: str) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such keyword; None where there is none."""
    return next((t.text.upper() for t in tokens(text) if t.kind == "word" and t.text.upper() in FORMS), None)


def has_from(text: str) -> bool:
    """True where the query chooses its graphs with FROM."""
    return any(t.kind == "word" and t.text.upper() == "FROM" for t in tokens(text))


def with_prefixes(text: str, known: Mapping[str, str]) -> str:
    """The query with those of the ``known`` prefixes declared that it uses and does not declare.

    They stand on its first line, so that line numbers stay those of the user's file.
    """
    found = list(tokens(text))
    declared, used = set(), set()
    for before, token in zip([None, *found], found, strict=False):
        if token.kind == "prefixed":
            prefix = token.text.partition(":")[0]
            if before and before.kind == "word" and before.text.upper() == "PREFIX":
                declared.add(prefix)
            else:
                used.add(prefix)
    missing = [p for p in known if p in used and p not in declared]
    return "".join(f"PREFIX {p}: <{known[p]}> " for p in missing) + text


def position(text: str, offset: int) -> str:
    """``line:column`` of an offset, both counted from 1.

    >>> position("ab\\ncd", 4)
    '2:2'
    """
    before = text[:offset]
    return f"{before.count(chr(10)) + 1}:{offset - (before.rfind(chr(10)) + 1) + 1}"


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
