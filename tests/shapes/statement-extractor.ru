# Found by nobody.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:extractor ?value }
WHERE { ?node a dem:Statement ; dem:extractor ?value . }
