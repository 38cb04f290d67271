# Counted from nought.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:order ?value }
INSERT { ?node dem:order 0 }
WHERE { ?node a dem:Statement ; dem:order ?value . FILTER(?value = 1) }
