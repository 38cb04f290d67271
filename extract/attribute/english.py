"""Closed word classes of English that the rules need in place of a parser. Open classes (cues) live in the lexicon."""

DETERMINERS = frozenset(
    """the a an this that these those some any no every each both all another many several most""".split()
)
POSSESSIVES = frozenset("his her its their our my your whose".split())
SUBJECT_PRONOUNS = frozenset("he she they we i you it who".split())
OBJECT_PRONOUNS = frozenset("him her them us me you it himself herself themselves itself".split())
REFLEXIVES = frozenset("itself himself herself themselves myself ourselves".split())
#: what a passive or a progressive is made with
BE = frozenset("be is are was were been being am 're 'm isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't 've".split())
DO = frozenset("do does did don't doesn't didn't".split())
MODALS = frozenset(
    """will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't 'll
    'd""".split()
)
AUXILIARIES = BE | HAVE | DO | MODALS
#: what negates a verb from inside its group
NEGATIONS = frozenset("not never n't no neither nor hardly".split()) | frozenset(
    w for w in AUXILIARIES if w.endswith("n't")
)
ADVERBS = frozenset(
    """also later then again still now once already even just only often always never repeatedly previously
    recently meanwhile however earlier further instead thus therefore too so far long yet ever quickly
    soon either first reportedly officially publicly separately subsequently consistently""".split()
)
#: what may open a prepositional phrase
PREPOSITIONS = frozenset(
    """of in on at by for from with to about against between among into through over under during after
    before since until within without toward towards upon amid despite via near outside inside across
    behind beyond along around above below like unlike per including""".split()
)
#: prepositions that often enough attach to the noun before to stay in a source ("spokesman for the ministry")
NOUN_PREPOSITIONS = frozenset("of for at from with in to on between among".split())
SUBORDINATORS = frozenset(
    """that because while although though whereas if when whether unless since as after before until once
    where why how what which who whom so than""".split()
)
COORDINATORS = frozenset("and or but nor yet plus".split())
CONTRAST = frozenset("but while although though whereas yet however".split())
CLAUSE_OPENERS = frozenset("that whether if how why what when where who which".split())
WEEKDAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun mon.
    tue. tues. wed. thu. thurs. fri. sat. sun.""".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar
    apr jun jul aug sept sep oct nov dec jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.""".split()
)
#: that count what follows
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds thousands dozens scores""".split()
)
TIME_WORDS = (
    WEEKDAYS
    | (MONTHS - {"may", "march"})
    | frozenset(
        """today yesterday tomorrow tonight week month year morning afternoon evening night weekend weeks
        months years days day time moment hours ago""".split()
    )
)
#: finite forms of common verbs, cues of the lexicon among them: a noun phrase read from the right ends at each, be it
#: a cue or not
COMMON_VERBS = frozenset(
    """came comes come went goes go made makes make took takes take gave gives give got gets get kept keeps
    keep held holds hold brought brings bring began begins begin became becomes become led leads lead
    left leaves met meets meet ran runs run sent sends send spent spends stood stands stand won wins win
    lost loses lose paid pays put puts set sets hit hits cut cuts grew grows grow drew draws draw fell
    falls fall rose rises rise sat sits sought seeks seek built builds turned turns used uses tried
    tries called happened happens followed follows included includes remained remains appeared appears
    seemed seems continued continues visited visits arrived arrives attended attends launched launches
    conducted conducts carried carries helped helps served serves worked works joined joins signed signs
    passed passes killed kills faced faces fired fires focused focuses emerged emerges occurred occurs
    marked marks prompted prompts caused causes raised received receives agreed planned plans lies lie
    let lets shook shakes""".split()
)
#: plural nouns that look like third-person verbs, some of them common ones: which it is, the words around tell
NOUN_VERBS = frozenset(
    """reports claims calls demands views hopes fears plans needs moves charges complaints threats
    sanctions talks attacks remarks comments questions answers promises warnings offers protests debates
    rules votes tests launches visits pledges concerns doubts worries notes posts states judges officers
    results bids aims urges stresses rates estimates requests responses supports backs orders accounts
    counts stands turns leads uses cuts hits works""".split()
)
#: heads of things that act but do not speak: with an attitude or an effect they are no source
INANIMATE = frozenset(
    """system systems battery batteries radar missile missiles weapon weapons deployment move moves plan
    plans decision deal agreement test tests launch launches rocket rockets sanctions talks dialogue
    programme program attack attacks crisis war situation issue issues measure measures step steps
    action actions victory outcome loss
    pictures picture footage photos images video videos""".split()
)

_ADJECTIVES = frozenset("new fresh more further direct joint early high secret".split())
_PERSONS = frozenset(
    """official general rival criminal admiral marshal cardinal principal liberal radical individual professional
    intellectual national multinational""".split()
)


def is_adjective(word: str) -> bool:
    """Whether a lower-case word is an adjective by its form, and no noun for a person.

    >>> [is_adjective(w) for w in ("formal", "official", "new", "dangerous", "minister")]
    [True, False, True, True, False]
    """
    return word in _ADJECTIVES or (word.endswith(("al", "ous", "ful", "less")) and word not in _PERSONS)
