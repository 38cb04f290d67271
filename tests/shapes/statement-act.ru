# An act outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX act: <https://w3id.org/demarche/ontology/act#>

DELETE { ?node dem:speechAct ?value }
INSERT { ?node dem:speechAct act:shout }
WHERE { ?node a dem:Statement ; dem:speechAct ?value . ?node dem:order 1 }
