# One evidence with two quotations.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX role: <https://w3id.org/demarche/ontology/role#>
PREFIX oa: <http://www.w3.org/ns/oa#>

INSERT { ?node oa:hasSelector ?other }
WHERE {
    ?statement dem:order 1 ; dem:evidence ?node, ?second .
    ?node dem:evidenceRole role:cue .
    ?second dem:evidenceRole role:source ; oa:hasSelector ?other .
    ?other oa:exact ?exact .
}
