# A position the graph does not describe.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:expresses my:position }
WHERE { ?node a dem:Statement }
