# Nothing was said.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:content ?value }
WHERE { ?node a dem:Statement ; dem:content ?value . }
