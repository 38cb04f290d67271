"""The closed classes of English words that several rules ask for; a rule's own words stand beside it.

Three have a namesake in ``extract.attribute.english``, which asks where a phrase or a verb group ends; these ask what
the words around a topic or a stance word do to it, so they hold other words.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """A closed class of words, written as running text."""
    return frozenset(text.split())


#: marks and words at which a clause ends and another may begin
CLAUSE_ENDS = word_set(". ! ? ; : — – -- … ...")
#: those inside a sentence: a full stop there ends no clause but a title or an initial ("Mr. Roe")
CUTS = CLAUSE_ENDS - {"."}
#: after these something is so or is done to a thing: "get" makes a passive as well
BE = word_set("""be is are was were been being 's 're 'm isn't aren't wasn't weren't get gets got""")
#: what turns a side round, be it beside a verb or a noun: "without", "nobody"
NEGATIONS = word_set(
    """not never no nobody none cannot without neither nor hardly don't doesn't didn't won't wouldn't can't couldn't
    shouldn't mustn't isn't aren't wasn't weren't hasn't haven't hadn't n't"""
)
DEONTIC = word_set("should must shouldn't mustn't ought shall")
NEEDS = word_set("need needs needed have has had")
FIRST_PERSON = word_set("we i our us let my")
#: what may stand between a word and the thing it is about; none of time or concession
PREPOSITIONS = word_set(
    """of in on at for from with to about against between over under into near toward towards by via including"""
)
CONTRASTS = word_set("but while whereas although though because since if unless whether")
CLAIMS = word_set(
    """report reports claim claims allegation allegations accusation accusations speculation rumour rumours rumor
    rumors suggestion suggestions assertion assertions charge charges story stories notion idea media warning warnings
    criticism criticisms complaint complaints argument arguments"""
)
#: what one may deny to have: "disavowed any plan to join"
INTENTIONS = word_set("intention intentions plan plans wish desire interest ambition ambitions")
#: nouns for what is said or done against a thing, followed by a preposition and the thing
OPPOSITION = word_set(
    """opposition objection objections criticism criticisms condemnation protest protests resistance backlash complaint
    complaints outcry anger misgivings reservations doubts scepticism skepticism"""
)
AGENTS = word_set(
    """countries country nations nation sides side parties party community governments government powers allies
    they you everyone leaders"""
)
#: what one who opposes a thing asks of those who do it
RESTRAINT = word_set("caution restraint prudence refrain cautiously prudently")
#: heads that may stand for any course of action someone takes
COURSES = word_set(
    """move moves step steps plan plans decision action actions policy strategy project proposal measure scheme
    initiative idea course approach announcement timetable act"""
)
DEFINITE = word_set("the this that these those such its their his her our your")
INDEFINITE = word_set("a an any further")
#: pronouns that may stand for a thing as a subject or object
THINGS = word_set("it this that these they which")
