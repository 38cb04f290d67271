# No word on what stands after.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:suffix ?value }
WHERE { ?node a oa:TextQuoteSelector ; oa:suffix ?value . }
