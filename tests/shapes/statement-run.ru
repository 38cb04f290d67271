# Made by no run.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE { ?node prov:wasGeneratedBy ?value }
WHERE { ?node a dem:Statement ; prov:wasGeneratedBy ?value . }
