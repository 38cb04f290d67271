# Nobody spoke, and nothing says that the speaker is open.
PREFIX dem: <https://w3id.org/demarche/ontology#>

DELETE { ?node dem:speaker ?value }
WHERE { ?node a dem:Statement ; dem:speaker ?value }
