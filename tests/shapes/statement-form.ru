# No form.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:quotationForm ?value }
WHERE { ?node a dem:Statement ; dem:quotationForm ?value . }
