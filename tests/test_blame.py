"""Against whom the rules find a saying to be, and to whom, on invented quarrels of states, parties and persons."""

from __future__ import annotations

import pytest

from extract import statements

AGAINST = [
    # the cue carries the blame
    ("India's trade minister accused China of dumping steel on its market.", {"china"}),
    ("Norway and Sweden condemned Denmark and Finland for the raid.", {"denmark", "finland"}),
    ("Norway criticised the decision by Denmark to close the strait.", {"denmark"}),
    ("Ethiopia rejected Egypt's claims over the weir.", {"egypt"}),
    ("Norway expressed outrage at the Danish raid.", {"denmark"}),
    ("China called the American accusations groundless.", {"united-states"}),
    ("France threatened Britain with a ban on its boats over the licences.", {"united-kingdom"}),
    ("Norway praised Denmark for the truce.", set()),
    # what is asked of somebody
    ("Pakistan demanded that India end its curfew.", {"india"}),
    ("Denmark demanded an apology from Norway.", {"norway"}),
    ("Denmark said that Norway should give back the islands.", {"norway"}),
    ("Denmark called for the arrest of nobody.", set()),
    ("Denmark vowed to sue Norway over the islands.", {"norway"}),
    # said to be at fault: subject, owner, agent, manner, cleft
    ("Russia said that Turkey was lying.", {"turkey"}),
    ("Brazil said the duties imposed by Chile were unfair.", {"chile"}),
    ("Sudan said Ethiopia's decision undermined the lives of millions.", {"ethiopia"}),
    ("Egypt said Ethiopia had begun filling the lake without consent.", {"ethiopia"}),
    ("China said the Philippines had illegally entered its waters.", {"philippines"}),
    ("Denmark said Norway's navy had rammed one of its trawlers.", {"norway"}),
    ("Norway said it was Denmark that had raised tension.", {"denmark"}),
    ("Peru said it was wrong of Chile to close the pass.", {"chile"}),
    ("Israel said it held Iran responsible.", {"iran"}),
    ("Spain said that Morocco had used migrants to put pressure on Spain.", {"morocco"}),
    ("Turkey said what Greece called a patrol was a raid.", {"greece"}),
    ("Norway said Denmark would pay the price.", {"denmark"}),
    # and not: the victim, what another says, nobody, a negated fault
    ("Norway said 12 Danish sailors killed in the storm would be flown home.", set()),
    ("Norway said that Denmark condemned Finland's raids.", set()),
    ("Norway said the duties broke the rules of the World Trade Organization.", set()),
    ("Norway said that nobody should use Denmark's raids as a pretext.", set()),
    ("Peru said no one can claim that Chile is corrupt.", set()),
    ("Peru said Chile was not lying.", set()),
    # groups, unlisted persons, pronouns and descriptions
    ("Unionists said Loyalists had blocked the bill. Loyalists have long denied it.", {"loyalists"}),
    ("Senator Ann Roe said Governor Bill Moe was playing games with the budget.", {"bill-moe"}),
    ("Senator Ann Roe blasted Mr. Moe on Monday. Mr. Moe did not answer.", {"moe"}),
    ("Ann Roe, a senator, met the press. Unionists accused her of treason. Unionists have the votes.", {"ann-roe"}),
    ("Unionists have the votes. Senator Ann Roe said the Unionist attacks were a disgrace.", {"unionists"}),
    ("The Unionist Party met. Senator Ann Roe said Unionists had lied.", {"unionist-party"}),
    ("The National Ferry Guild is old. Senator Ann Roe said the NFG was corrupt.", {"national-ferry-guild"}),
]


@pytest.mark.parametrize(("text", "expected"), AGAINST)
def test_against_whom(text: str, expected: set[str]) -> None:
    found = list(statements(text, sides="rules"))
    assert found
    assert {m.actor.public for s in found for m in s.targets} == expected, [s.reasons for s in found]


TO = [
    ("Denmark told Norway that its patience was at an end.", {"norway"}),
    ("Governor Bill Moe met nobody. Ann Roe, a senator, called for Bill Moe to resign.", set()),
    (
        "Foreign Minister Ann Roe met Senator Bill Moe on Monday. Roe said the toll would rise.",
        {"bill-moe"},
    ),
    (
        'Foreign Minister Ann Roe met Senator Bill Moe on Monday.\n\n"I ask what your side will do," Roe said.\n\n'
        "Moe answered that it would wait.",
        {"bill-moe", "ann-roe"},
    ),
    ("Norway's ambassador Ann Roe was summoned so that Denmark could express its opposition to the raid.", {"ann-roe"}),
    ("Mrs. Roe, a senator, wrote to Mrs. Moe, a mayor. Mrs. Moe told her that the toll would rise.", {"roe"}),
    ("Senator Ann Roe had met nobody. Roe said the toll would rise.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TO)
def test_to_whom(text: str, expected: set[str]) -> None:
    found = list(statements(text))
    assert found
    assert {m.actor.public for s in found for m in s.addressees} == expected, [s.reasons for s in found]


SPEAKERS = [
    ("Unionists have the votes. Many Unionists said the toll was wrong.", "unionists"),
    ("Unionists have the votes. Some Unionists said the toll was wrong.", "anonymous"),
    ("Unionists have the votes. Unionist lawmakers said the toll was wrong.", "unionists"),
    ("The NFG met. The NFG said the toll was wrong.", "nfg"),
    ("Senator Ann Roe of New Holm, the top Senate Unionist, said the toll was wrong.", "ann-roe"),
    ("Rep. Peter King said the toll was wrong.", "peter-king"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_unlisted_speakers(text: str, speaker: str) -> None:
    assert [m.actor.public for s in statements(text) for m in s.speakers] == [speaker]
