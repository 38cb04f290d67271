# A statement that stands in no article.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:inArticle ?value }
WHERE { ?node a dem:Statement ; dem:inArticle ?value . }
