# Position and quotation in one selector.
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?node oa:hasSelector ?position . ?position ?p ?o }
INSERT { ?quote oa:start ?start ; oa:end ?end }
WHERE {
    ?node oa:hasSelector ?position, ?quote .
    ?position oa:start ?start ; oa:end ?end ; ?p ?o .
    ?quote oa:exact ?exact .
}
