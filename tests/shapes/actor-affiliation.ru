# Belongs to a body nobody describes.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX my: <https://example.org/mine/>

INSERT { ?node dem:affiliation my:body }
WHERE { ?node a dem:Person }
