# No words that left it open.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { ?node rdfs:label ?value }
WHERE { ?node a dem:Unresolved ; rdfs:label ?value . }
