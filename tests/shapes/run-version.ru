# A run of nobody's software.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:softwareVersion ?value }
WHERE { ?node a dem:ExtractionRun ; dem:softwareVersion ?value . }
