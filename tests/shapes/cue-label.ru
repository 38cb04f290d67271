# A cue without its word.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:cue a dem:Cue, dem:CueVerb ; dem:complement dem:Clause .
}
