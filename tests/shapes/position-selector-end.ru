# An end that is no number.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:end ?value }
WHERE { ?node a oa:TextPositionSelector ; oa:end ?value . }
