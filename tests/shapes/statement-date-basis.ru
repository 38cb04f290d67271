# A basis outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX basis: <https://w3id.org/demarche/ontology/basis#>

DELETE { ?node dem:dateBasis ?value }
INSERT { ?node dem:dateBasis basis:guess }
WHERE { ?node a dem:Statement ; dem:dateBasis ?value . ?node dem:saidOn ?day }
