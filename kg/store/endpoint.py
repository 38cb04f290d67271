"""A store behind a SPARQL 1.1 endpoint, given by its URL: any server that speaks the Protocol, query and update.

Only standard requests are sent. Each change of an article is one update request, which servers run as one
transaction. Where a server's default graph is not already the union of its named graphs (Oxigraph, Fuseki), we keep
the merge there as the embedded store does; where it is (Virtuoso, GraphDB, QLever), we leave that to the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox

from kg.errors import QueryError, StoreError, StoreMissing
from kg.store.contract import Answer, Store, bound
from ontology.vocabulary import DEM

if TYPE_CHECKING:
    from rdflib import Dataset

#: seconds until a server that says nothing is given up; a query may take its time, a connection may not
TIMEOUT = httpx.Timeout(300.0, connect=10.0)
#: one update request holds about this many bytes of new articles: 9,000 quads a second at 5,000 quads a request
#: (measured with Oxigraph over HTTP), while one request a quad reaches 130
REQUEST_BYTES = 1_000_000
_MARK = "a Demarche store, format 1"
_RESULTS = "application/sparql-results+json"


class EndpointStore(Store):
    """A store on a server; it may have other graphs beside ours, which are left alone."""

    batch_bytes = REQUEST_BYTES

    def __init__(self, url: str, client: httpx.Client, query_url: str, base: str | None, read_only: bool) -> None:
        super().__init__(_shown(url), base, read_only)
        self._client, self._query_url = client, query_url
        self._update_url: str | None = None
        self._candidates = _update_places(url, query_url)
        self.merges = False

    @classmethod
    def open(cls, url: str, *, create: bool, read_only: bool, base: str | None) -> EndpointStore:
        client = httpx.Client(timeout=TIMEOUT, follow_redirects=True)
        query_url = _answering(client, url)
        store = cls(url, client, query_url, base, read_only)
        g = store.graphs
        mark = f'GRAPH <{g.catalogue}> {{ <{g.catalogue}> <{DEM.settings}> "{_MARK}" }}'
        if not store.query(f"ASK {{ {mark} }}"):
            if not create:
                store.close()
                raise StoreMissing(
                    f"{store.location}: no store at this endpoint yet; make one with: kg build PATH --store URL"
                )
            store._update([f"INSERT DATA {{ {mark} }}"])
        # the mark stands in a named graph alone: a default graph that shows it is the server's own union
        store.merges = not store.query(f'ASK {{ <{g.catalogue}> <{DEM.settings}> "{_MARK}" }}')
        return store

    def query(self, query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> Answer:
        if bindings:
            query = bound(query, bindings)
        accept = f"{_RESULTS}, application/n-triples;q=0.9, text/turtle;q=0.5"
        response = self._post(self._query_url, {"query": query}, accept)
        if response.status_code == 400:
            raise QueryError(f"query: {_first_line(response)}; see https://www.w3.org/TR/sparql11-query/")
        _expect(response, self.location, "query")
        kind = response.headers.get("content-type", "").split(";")[0].strip()
        if "json" in kind:
            return ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
        syntax = ox.RdfFormat.from_media_type(kind)
        if syntax is None:
            raise StoreError(f"{self.location}: answered a query with {kind or 'no type'}, not with SPARQL results")
        held = ox.Store()  # by way of a store, so that callers get the same class as from an embedded one
        held.load(response.content, syntax)
        return held.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        names = [graph] if graph else self._named_graphs()
        for name in names:
            node = ox.NamedNode(name)
            rows = self.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
            for row in rows:
                yield ox.Quad(row["s"], row["p"], row["o"], node)

    def _named_graphs(self) -> list[str]:
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows if row["g"].value.startswith(self.base))

    @property
    def dataset(self) -> Dataset:
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        # asks without naming a graph, and the default graph of the server is the merge
        return Dataset(store=SPARQLStore(self._query_url), default_union=True)

    def close(self) -> None:
        self._client.close()

    def _update(self, operations: Sequence[str]) -> None:
        if self.read_only:
            raise StoreError(f"{self.location}: opened read-only; open it for writing")
        text = " ;\n".join(operations)
        places = [self._update_url] if self._update_url else self._candidates
        refusals = []
        for place in places:
            response = self._post(place, {"update": text}, "*/*")
            if response.is_success:
                self._update_url = place
                return
            if response.status_code in (401, 403):
                raise StoreError(
                    f"{self.location}: refuses to be written ({response.status_code}); "
                    "put user and password into the URL, https://user:password@host/…, or ask its keeper"
                )
            refusals.append(f"{_shown(place)} {response.status_code} {_first_line(response)}")
        raise StoreError(f"{self.location}: no SPARQL update is taken here ({'; '.join(refusals)}); check the URL")

    def _post(self, url: str, form: dict[str, str], accept: str) -> httpx.Response:
        return _send(self._client, url, form, accept)


def _send(client: httpx.Client, url: str, form: dict[str, str], accept: str) -> httpx.Response:
    try:
        return client.post(url, data=form, headers={"accept": accept})
    except httpx.TimeoutException:
        raise StoreError(f"{_shown(url)}: no answer in time; is the server busy? try again later") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StoreError(
            f"{_shown(url)}: does not answer ({error}); is the server running, is the URL right?"
        ) from None


def _answering(client: httpx.Client, url: str) -> str:
    """The URL at which queries are answered: the one given, or one of the usual names below it."""
    plain = url.rstrip("/")
    tried = []
    for place in dict.fromkeys((url, f"{plain}/query", f"{plain}/sparql")):
        response = _send(client, place, {"query": "ASK {}"}, _RESULTS)
        if response.status_code in (401, 403):
            raise StoreError(f"{_shown(place)}: asks for a login; give https://user:password@host/…")
        if response.is_success and "json" in response.headers.get("content-type", ""):
            try:
                if isinstance(
                    ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON), ox.QueryBoolean
                ):
                    return place
            except (SyntaxError, ValueError):
                pass
        tried.append(f"{_shown(place)} {response.status_code}")
    raise StoreError(f"{_shown(url)}: no SPARQL endpoint answers here ({', '.join(tried)}); check the URL")


def _update_places(url: str, query_url: str) -> list[str]:
    """Where servers take updates: beside queries (Oxigraph, Fuseki), below (RDF4J, GraphDB), or there (Virtuoso)."""
    head, _, last = query_url.rstrip("/").rpartition("/")
    beside = [f"{head}/update"] if last in ("query", "sparql") else []
    return list(dict.fromkeys([*beside, f"{query_url.rstrip('/')}/statements", query_url, f"{url.rstrip('/')}/update"]))


def _expect(response: httpx.Response, location: str, what: str) -> None:
    if not response.is_success:
        raise StoreError(f"{location}: refused a {what} ({response.status_code} {_first_line(response)})")


def _first_line(response: httpx.Response) -> str:
    return next((line.strip() for line in response.text.splitlines() if line.strip()), "")[:200]


def _shown(url: str) -> str:
    """The URL without user and password, for messages."""
    parsed = httpx.URL(url)
    return str(parsed.copy_with(username=None, password=None)) if parsed.userinfo else url
