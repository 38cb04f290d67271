# Left before taking office.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:post a org:Post .
    my:role a dem:DatedRole ; org:member actor:wang-yi ; dem:post my:post ;
        dem:since "2016-01-01"^^xsd:date ; dem:until "2015-01-01"^^xsd:date .
}
