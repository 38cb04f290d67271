# An address kept as text.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX schema: <https://schema.org/>

DELETE { ?node schema:url ?value }
INSERT { ?node schema:url "example.org/news" }
WHERE { ?node a dem:Article ; schema:url ?value . }
