# A target that nobody describes.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>

INSERT { ?node dem:target actor:nobody-described-this-one }
WHERE { ?node a dem:Statement }
