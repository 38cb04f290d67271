# No word on what stands before.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:prefix ?value }
WHERE { ?node a oa:TextQuoteSelector ; oa:prefix ?value . }
