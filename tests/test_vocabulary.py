"""The Python names and the Turtle say the same, and every term is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from ontology import vocabulary
from ontology.knowledge import shipped_files
from ontology.vocabulary import ACT, BASIS, DEM, FORM, KIND, ONTOLOGY, ROLE, SCHEMA, STANCE

HERE = Path(vocabulary.__file__).parent
TERMS = Graph().parse(HERE / "terms.ttl")
NAMESPACE = ONTOLOGY + "#"
SCHEMES = {"act": ACT, "stance": STANCE, "basis": BASIS, "form": FORM, "role": ROLE, "unresolved": KIND}


def in_turtle(namespace: str) -> set[str]:
    return {str(s)[len(namespace) :] for s in set(TERMS.subjects()) if str(s).startswith(namespace)}


def annotated() -> list[URIRef]:
    classes = {s for s in set(TERMS.subjects()) if str(s).startswith(NAMESPACE)}
    members = {s for s in TERMS.subjects(SKOS.inScheme) if str(s).startswith(ONTOLOGY)}
    return sorted(URIRef(str(s)) for s in classes | members)


def test_python_and_turtle_name_the_same_terms():
    assert set(DEM.__annotations__) - {"_fail", "_NS"} == in_turtle(NAMESPACE)


@pytest.mark.parametrize("name", SCHEMES)
def test_python_and_turtle_name_the_same_members(name: str):
    namespace = SCHEMES[name]
    assert set(dir(namespace)) == in_turtle(str(namespace))
    scheme = URIRef(f"{ONTOLOGY}/{name}")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in TERMS
    assert {str(s) for s in TERMS.subjects(SKOS.inScheme, scheme)} == {
        str(namespace) + m for m in in_turtle(str(namespace))
    }


def test_a_name_outside_the_vocabulary_is_refused():
    with pytest.raises(AttributeError):
        _ = DEM.speeker
    with pytest.raises((AttributeError, KeyError)):
        ACT.term("shout")


@pytest.mark.parametrize("term", annotated(), ids=lambda t: str(t).removeprefix(ONTOLOGY))
def test_every_term_is_explained(term: URIRef):
    for name, given in {
        "label": [*TERMS.objects(term, RDFS.label), *TERMS.objects(term, SKOS.prefLabel)],
        "definition": [*TERMS.objects(term, SKOS.definition)],
        "example": [*TERMS.objects(term, SKOS.example)],
        "sinceVersion": [*TERMS.objects(term, DEM.sinceVersion)],
    }.items():
        assert len(given) == 1 and str(given[0]).strip(), f"{term}: {name} {given}"


def properties() -> list[str]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({str(s) for kind in kinds for s in TERMS.subjects(RDF.type, kind)})


@pytest.mark.parametrize("term", properties(), ids=lambda t: t.removeprefix(NAMESPACE))
def test_a_property_describes_its_ends_and_infers_nothing(term: str):
    assert list(TERMS.objects(URIRef(term), SCHEMA.domainIncludes)), "schema:domainIncludes"
    assert list(TERMS.objects(URIRef(term), SCHEMA.rangeIncludes)), "schema:rangeIncludes"
    assert not list(TERMS.objects(URIRef(term), RDFS.domain)) and not list(TERMS.objects(URIRef(term), RDFS.range))


def test_what_it_says_of_itself():
    ontology = URIRef(ONTOLOGY)
    about = (OWL.versionIRI, OWL.versionInfo, *(DCTERMS[t] for t in ("license", "creator", "title", "description")))
    for predicate in about:
        assert TERMS.value(ontology, predicate), predicate
    vann = Namespace("http://purl.org/vocab/vann/")
    assert str(TERMS.value(ontology, vann.preferredNamespacePrefix)) == "dem"
    assert not list(TERMS.objects(None, OWL.imports)), "importing PROV and others would load the web"


def test_no_act_of_the_spine_is_missing_and_codes_are_cameo_s():
    codes = {str(s): str(o) for s, o in TERMS.subject_objects(DEM.cameoCode)}
    assert set(codes) == {str(ACT.term(name)) for name in dir(ACT)}
    assert all(code.isdigit() and 1 <= int(code[:2]) <= 20 for code in codes.values())


FILES = [*shipped_files(), HERE / "shapes.ttl"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_both_parsers_read_the_same_turtle(path: Path):
    ours = {str(t) for t in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE) if not _blank(t)}
    text = Graph().parse(path).serialize(format="nt")
    theirs = {str(t) for t in ox.parse(text, ox.RdfFormat.N_TRIPLES) if not _blank(t)}
    assert ours == theirs


def _blank(triple: ox.Quad) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


@pytest.mark.parametrize("path", shipped_files(), ids=lambda p: p.name)
def test_the_lexicon_and_names_use_only_terms_that_exist(path: Path):
    defined = in_turtle(NAMESPACE)
    schemes = {str(n): in_turtle(str(n)) for n in SCHEMES.values()}
    for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE):
        for term in (quad.predicate, quad.object):
            if not isinstance(term, ox.NamedNode):
                continue
            if term.value.startswith(NAMESPACE):
                assert term.value[len(NAMESPACE) :] in defined, quad
            for namespace, members in schemes.items():
                if term.value.startswith(namespace):
                    assert term.value[len(namespace) :] in members, quad


def python_files() -> list[Path]:
    root = HERE.parent
    found = [p for folder in ("ontology", "extract", "kg", "queries") for p in (root / folder).rglob("*.py")]
    # the base of identifiers is no vocabulary: users choose another with --base
    return sorted(p for p in found if p.name not in ("vocabulary.py", "identifiers.py"))


#: of a namespace or a term, ours or others'; what a message tells people to see is none
IRI = re.compile(r"(?<!see )https?://(?!user:)[\w-]+\.[\w.-]+/")


def test_no_other_module_types_an_iri():
    # a Turtle template has prefix lines, which the linter and the service's own test read
    found = []
    for path in python_files():
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                for line in node.value.splitlines():
                    if IRI.search(line) and not line.startswith("@prefix "):
                        found.append(f"{path.relative_to(HERE.parent)}:{node.lineno}: {line.strip()[:80]}")
    assert not found, "\n".join(found)
