# Evidence taken from nowhere.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:hasSource ?value }
WHERE { ?node a dem:Evidence ; oa:hasSource ?value . }
