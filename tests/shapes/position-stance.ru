# A side outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX stance: <https://w3id.org/demarche/ontology/stance#>

DELETE { ?node dem:stance ?value }
INSERT { ?node dem:stance stance:perhaps }
WHERE { ?node a dem:Position ; dem:stance ?value . }
