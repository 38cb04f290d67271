# A joint position on one node.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>

INSERT { ?node dem:holder actor:russia }
WHERE { ?node a dem:Position }
