# A stretch that ends before it starts.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:start ?value }
INSERT { ?node oa:start 1000000 }
WHERE { ?node a oa:TextPositionSelector ; oa:start ?value . }
