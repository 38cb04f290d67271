# Decided to be one actor and two.
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX actor: <https://w3id.org/demarche/id/actor/>

INSERT DATA {
    actor:yi-wang owl:sameAs actor:wang-yi ; owl:differentFrom actor:wang-yi .
}
