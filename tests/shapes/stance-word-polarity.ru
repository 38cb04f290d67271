# A stance word that shows no side.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:word a dem:StanceWord ; skos:prefLabel "spoil"@en .
}
