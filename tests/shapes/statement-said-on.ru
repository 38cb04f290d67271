# A month is no day.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?node dem:saidOn ?value }
INSERT { ?node dem:saidOn "2016-02"^^xsd:gYearMonth }
WHERE { ?node a dem:Statement ; dem:saidOn ?value . ?node dem:order 1 }
