# A run with an ontology nobody can find again.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:ontologyDigest ?value }
INSERT { ?node dem:ontologyDigest "latest" }
WHERE { ?node a dem:ExtractionRun ; dem:ontologyDigest ?value . }
