# A position on nothing.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:topic ?value }
WHERE { ?node a dem:Position ; dem:topic ?value . }
