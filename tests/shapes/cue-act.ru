# An act outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX act: <https://w3id.org/demarche/ontology/act#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:cue a dem:Cue, dem:CueVerb ; skos:prefLabel "grumble"@en ; dem:speechAct act:grumble .
}
