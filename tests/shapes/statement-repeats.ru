# Repeats something that is no statement.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:repeats my:rumour }
WHERE { ?node a dem:Statement }
