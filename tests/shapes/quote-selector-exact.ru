# An empty quotation.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:exact ?value }
INSERT { ?node oa:exact "" }
WHERE { ?node a oa:TextQuoteSelector ; oa:exact ?value . }
