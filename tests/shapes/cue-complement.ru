# A complement nobody knows.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:cue a dem:Cue, dem:CueVerb ; skos:prefLabel "grumble"@en ; dem:complement dem:Sentence .
}
