# Concerns a system nobody declares.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:topic a dem:Topic ; skos:prefLabel "dam"@en ; dem:concernsSystem my:gate .
}
