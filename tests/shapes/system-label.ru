# A system without a name.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:gate a dem:System ; skos:altLabel "the gate"@en .
}
