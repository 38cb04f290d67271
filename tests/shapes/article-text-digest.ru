# A digest cut short.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:textDigest ?value }
INSERT { ?node dem:textDigest "9f86d081884c7d65" }
WHERE { ?node a dem:Article ; dem:textDigest ?value . }
