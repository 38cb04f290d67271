# A stance word without its word.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX stance: <https://w3id.org/demarche/ontology/stance#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:word a dem:StanceWord ; dem:polarity stance:oppose .
}
