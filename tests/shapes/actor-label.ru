# An actor without a name.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>

DELETE { ?node skos:prefLabel ?value }
WHERE { ?node a dem:Actor ; skos:prefLabel ?value . FILTER(?node = actor:ann-lee) }
