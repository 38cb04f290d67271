# About something that is no topic, system or actor.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:about my:thing }
WHERE { ?node a dem:Statement }
