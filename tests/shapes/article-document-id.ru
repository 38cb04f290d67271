# An article read under two ids.
PREFIX dem: <https://w3id.org/demarche/ontology#>

INSERT { ?node dem:documentId "another" }
WHERE { ?node a dem:Article }
