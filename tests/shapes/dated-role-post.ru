# A role in no post.
PREFIX dem: <https://w3id.org/demarche/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>
PREFIX my: <https://example.org/mine/>

INSERT DATA {
    my:role a dem:DatedRole ; org:member actor:wang-yi .
}
