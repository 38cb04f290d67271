# More than sure.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:confidence ?value }
INSERT { ?node dem:confidence 1.5 }
WHERE { ?node a dem:Statement ; dem:confidence ?value . ?node dem:order 1 }
