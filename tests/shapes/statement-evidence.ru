# Evidence the graph does not describe.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:evidence my:evidence }
WHERE { ?node a dem:Statement }
