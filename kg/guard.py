"""Lets reading queries through and nothing else: no update, no SERVICE, no LOAD.

Oxigraph and rdflib both follow SERVICE to any host and have no switch against it, so the words of a query are looked
at before an engine sees them. A word counts only as a keyword: not inside an IRI, a string, a comment, a variable, a
prefixed name or a language tag (tokens as in SPARQL 1.1, section 19).

Tokens alone do not settle what a query says. Oxigraph reads ``?a<?b)#>`` as a comparison and a comment where an IRI
makes no sense, and ``'''a'`` as two strings where the long one is malformed; so SERVICE is looked for in every reading.
Engines differ in when they decode ``\\u`` escapes; a query must pass as written and decoded.
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
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})

#: what a name may hold past its first character and Python's \w lacks (PN_CHARS)
_MORE = "·\u0300-\u036f\u203f\u2040"
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*(?:\\[uU][0-9A-Fa-f]{4}[^\x00-\x20<>"{}|^`\\]*)*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"
             |'''(?:'{0,2}(?:[^'\\]|\\.))*'''
             |"(?:[^"\\\r\n]|\\.)*"
             |'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$][\w<more>]+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w][\w.\-<more>]*)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.\-<more>]*[\w\-<more>])?)?:
      (?:[\w:%](?:(?:[\w.\-:%<more>]|\\[^\w\s])*(?:[\w\-:%<more>]|\\[^\w\s]))?|\\[^\w\s])?)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d_][\w]*)
  | (?P<mark>.)
    """.replace("<more>", _MORE),
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
#: the same for those who take two backslashes for one, and what follows them for no escape
_PAIRED = re.compile(r"\\\\|" + _ESCAPE.pattern)
#: a word that a call may begin with; then how its address begins, or a brace
_CALL = re.compile(r"SERVICE(?:SILENT)?$", re.IGNORECASE)
_GAP = r"(?:\s|\#[^\r\n]*)*"
_ADDRESS = re.compile(_GAP + r"[?$<:\w\\]")
_BRACE = re.compile(_GAP + r"\{")


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
    for view in dict.fromkeys((text, _ESCAPE.sub(_decode, text), _PAIRED.sub(_decode, text))):
        for keyword, start in _refused(view):
            # a place in the decoded text is none in the user's file; without escapes the two are one
            place = f"{where}:{position(text, start)}" if view == text else where
            raise QueryError(f"{place}: {keyword} {REFUSED[keyword]}")


def _refused(text: str) -> Iterator[tuple[str, int]]:
    """Keywords that are refused, with their places."""
    for token in tokens(text):
        if token.kind == "word" and (keyword := token.text.upper()) in REFUSED and keyword != SERVICE:
            yield keyword, token.start
    for start in _calls(text):
        yield SERVICE, start


def _calls(text: str) -> Iterator[int]:
    """Where SERVICE calls may stand, in all readings of the text, the usual one first.

    Oxigraph's grammar asks for no space around a keyword: it takes ``trueSERVICE <x> {}`` and ``SERVICEex:s {}`` for
    calls (0.5.13). So it counts within a word where the start of an address follows, and within a prefix where a brace
    does, other than as the name of a graph.
    """
    todo = [(0, "")]
    seen = set()
    while todo:
        start, before = todo.pop()
        match = _TOKEN.match(text, start)
        if match is None or (start, before) in seen:
            continue
        seen.add((start, before))
        kind, found, end = match.lastgroup, match[0], match.end()
        if kind in ("space", "comment"):
            todo.append((end, before))
            continue
        called = (kind == "word" and _CALL.search(text, start, end) and _ADDRESS.match(text, end)) or (
            kind == "prefixed"
            and SERVICE in found.partition(":")[0].upper()
            and before not in ("GRAPH", "FROM", "NAMED")
            and _BRACE.match(text, end)
        )
        if called:
            yield start
        if kind == "iri":
            todo.append((start + 1, ""))
        elif kind == "string" and found[:3] in ("'''", '"""') and "\\" in found:
            todo.append((start + 2, ""))  # an escape may be one that makes it no long string
        if found == before == "/":
            continue  # no query has two strokes in a row: what was read so was the inside of an IRI
        todo.append((end, found.upper() if kind == "word" or found == "/" else ""))


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
    if not match[1] and not match[2]:
        return match[0]
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
