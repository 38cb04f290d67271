# No date, though the basis says how it is known.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:saidOn ?value }
WHERE { ?node a dem:Statement ; dem:saidOn ?value . }
