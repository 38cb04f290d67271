# A role outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX role: <https://w3id.org/demarche/ontology/role#>

DELETE { ?node dem:evidenceRole ?value }
INSERT { ?node dem:evidenceRole role:hunch }
WHERE { ?node a dem:Evidence ; dem:evidenceRole ?value . FILTER(?value = role:cue) }
