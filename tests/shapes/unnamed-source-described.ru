# An unnamed source nobody describes.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:describedAs ?value }
WHERE { ?node a dem:UnnamedSource ; dem:describedAs ?value . }
