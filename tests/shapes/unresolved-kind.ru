# A kind outside the scheme.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX unresolved: <https://w3id.org/demarche/ontology/unresolved#>

DELETE { ?node dem:unresolvedKind ?value }
INSERT { ?node dem:unresolvedKind unresolved:weather }
WHERE { ?node a dem:Unresolved ; dem:unresolvedKind ?value . }
