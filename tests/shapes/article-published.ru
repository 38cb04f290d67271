# A publication date that is no date.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX schema: <https://schema.org/>

DELETE { ?node schema:datePublished ?value }
INSERT { ?node schema:datePublished "last Friday" }
WHERE { ?node a dem:Article ; schema:datePublished ?value . }
