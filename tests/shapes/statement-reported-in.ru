# Reported in something that is no statement.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:reportedIn my:rumour }
WHERE { ?node a dem:Statement }
