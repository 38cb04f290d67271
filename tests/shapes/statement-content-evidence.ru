# The evidence of the content is cut loose.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX role: <https://w3id.org/demarche/ontology/role#>

DELETE { ?node dem:evidence ?value }
WHERE { ?node a dem:Statement ; dem:evidence ?value . ?value dem:evidenceRole role:content }
