"""The English nouns by which news text describes who speaks, by what they say of whose position is reported.

These are words of the language, not knowledge of the world: no name of a person, state or organisation stands here.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: holders of a public office: they speak for the state or body that the words or the post name
OFFICIAL = _words(
    "minister president premier chancellor secretary undersecretary spokesman spokeswoman spokesperson spox "
    "official ambassador envoy diplomat consul negotiator representative delegate chief leader commander general "
    "admiral colonel brigadier marshal lieutenant captain major king queen prince emir sultan sheikh commissioner "
    "director chairman chairwoman chairperson head deputy aide adviser advisor emissary attache governor-general "
    "spymaster ruler monarch officer inspector monitor co-chair coordinator administrator vice-president vice- "
    "minister chair founder co-founder manager agent rapporteur counsellor counselor chargé ombudsman"
)
#: offices that are a government's by themselves: without a country they are those of the article's own country
GOVERNMENTAL = _words(
    "minister premier chancellor ambassador envoy diplomat king queen emir sultan vice-minister vice-president "
    "negotiator"
)
#: those whose work is foreign affairs ("the diplomat")
DIPLOMATIC = _words("ambassador envoy diplomat consul negotiator emissary attache")
#: people who speak for themselves even when a country or a body stands beside the word
PRIVATE = _words(
    "analyst expert professor scholar academic researcher scientist economist historian pollster strategist "
    "consultant author writer columnist commentator journalist reporter correspondent editor blogger critic "
    "activist campaigner protester protestor demonstrator resident villager farmer fisherman student teacher "
    "doctor physician lawyer attorney barrister lawmaker legislator senator congressman congresswoman "
    "congressmember mp parliamentarian councillor councilman councilwoman mayor governor candidate nominee "
    "politician voter supporter opponent conservative liberal democrat republican donor businessman businesswoman "
    "executive investor trader entrepreneur owner worker employee witness survivor victim refugee migrant "
    "relative father mother brother sister son daughter wife husband widow friend neighbor neighbour colleague "
    "veteran defector dissident whistleblower hacker priest bishop pastor rabbi imam cleric monk pope archbishop "
    "cardinal actor actress singer artist fellow specialist observer watcher insider person man woman people "
    "citizen member source anchor pundit surrogate operative organizer organiser judge justice prosecutor sheriff "
    "detective superdelegate frontrunner billionaire mogul celebrity developer engineer contestant attendee "
    "participant volunteer elector rival contender challenger hopeful incumbent host presenter tycoon comedian "
    "speaker front-runner pontiff counsel solicitor surgeon auditor comptroller treasurer driver grower rancher "
    "ecologist maker producer breeder fisher dealer dean vendor successor smallholder pilot skipper hotelier chemist "
    "physicist geologist biologist midwife nurse pharmacist notary architect carpenter baker butcher tailor trucker "
    "publisher curator collector herder shepherd gardener chef waiter conductor composer novelist poet pensioner "
    "trustee registrar superintendent headmaster headmistress lecturer sociologist anthropologist psychologist "
    "demographer hydrologist seismologist meteorologist climatologist oceanographer paramedic"
)
#: heads of a description that are plural only by meaning, or have an irregular plural
IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "spokespeople": "spokesperson",
    "businessmen": "businessman",
    "congressmen": "congressman",
    "fishermen": "fisherman",
    "chairmen": "chairman",
    "attaches": "attache",
    "wives": "wife",
    "media": "media",
    "chiefs": "chief",
    "secretaries": "secretary",
    "allies": "ally",
    "ministries": "ministry",
    "countries": "country",
    "parties": "party",
    "agencies": "agency",
    "dailies": "daily",
    "embassies": "embassy",
    "armies": "army",
    "deputies": "deputy",
    "authorities": "authorities",
    "forces": "forces",
    "witnesses": "witness",
    "sources": "source",
    "gentlemen": "man",
    "communiqués": "communiqué",
}
#: with a country before them these words are the state itself speaking
STATE_ITSELF = _words(
    "government administration authorities leadership regime side delegation cabinet leaders officials diplomats"
)
#: bodies of a state: an organisation of their own, speaking for that state
STATE_BODY = _words(
    "ministry department military army navy airforce parliament embassy consulate command presidency police court "
    "prosecutors bureau mission headquarters marines forces defence-ministry mod mfa office"
)
#: bodies that are nobody's organ: they speak for themselves
OTHER_BODY = _words(
    "campaign company corporation firm party committee commission council union association federation institute "
    "institution university college center centre foundation group organization organisation bank church network "
    "alliance league coalition movement board panel fund agency team caucus convention project society lobby "
    "conference assembly senate house tribunal club guild school bloc think-tank watchdog utility"
)
#: what is said in writing, and stands for who wrote it
DOCUMENT = _words(
    "statement communique communiqué declaration letter memo memorandum document readout message tweet post email "
    "transcript release commentary editorial note text speech remarks petition complaint lawsuit filing"
)
#: the press: relays, holds no position
MEDIA = _words(
    "media outlet newspaper daily broadcaster report website magazine press paper weekly channel tabloid network "
    "station account story article coverage poll survey study analysis investigation rumor rumour rumors wire"
)
AGENCY = _words("agency newswire wire service")
#: those two (or more) who are spoken of as a pair
PAIR = _words(
    "country side nation government party neighbor neighbour ally state power capital minister leader president "
    "official diplomat envoy negotiator chief military camp candidate man woman ministry"
)
PAIR_OF_STATES = _words(
    "country side nation government neighbor neighbour ally state power capital party military ministry"
)

#: adjectives and nouns that may stand inside a title, before its head
TITLE_WORD = OFFICIAL | _words(
    "prime foreign defense defence interior finance trade economic economy security unification national state "
    "deputy vice acting assistant principal permanent executive joint military armed intelligence nuclear special "
    "presidential top senior former ex then incoming outgoing current chief affairs press general staff naval air "
    "force forces attorney ruling opposition supreme paramount honorary resident political diplomatic public "
    "ministry department government cabinet office agency commission council committee party campaign parliament "
    "health education environment energy justice labor labour agriculture transport commerce treasury homeland "
    "district county city junior veteran longtime local provincial federal regional communications policy exiled "
    "powerful influential republican democratic conservative liberal lead main official under high representative "
    "of and the for"
)
#: abbreviated titles before a name, with the role they stand for (empty: a form of address only)
ABBREVIATED = {
    "mr": "", "mrs": "", "ms": "", "miss": "", "dr": "", "prof": "professor", "gen": "general", "lt": "lieutenant",
    "col": "colonel",
    "maj": "major", "adm": "admiral", "sen": "senator", "sens": "senator", "rep": "congressman", "reps": "congressman",
    "gov": "governor", "capt": "captain", "sgt": "officer", "pres": "president", "amb": "ambassador", "rev": "priest",
    "cmdr": "commander", "brig": "general", "sir": "", "lord": "", "lady": "", "sec": "secretary",
    "cpt": "captain", "hon": "",
}  # fmt: skip
FEMALE = _words(
    "mrs ms miss lady queen spokeswoman chairwoman congresswoman councilwoman businesswoman actress mother sister "
    "daughter wife widow woman"
)
MALE = _words(
    "mr sir lord king prince spokesman chairman congressman councilman businessman fisherman actor father brother "
    "son husband man priest bishop imam rabbi monk pope emir sultan"
)
#: "former foreign minister": the office no longer speaks through them
PAST = _words(
    "former ex late retired ousted exiled past ex-president ex-minister onetime one-time erstwhile then-candidate"
)
#: not of the government that is named beside them
APART = _words("opposition minority majority candidate nominee dissident rebel exiled shadow hopeful would-be elect")
#: assemblies and parties: their members speak for themselves, their spokesmen for them
ASSEMBLY = _words("senate house congress parliament assembly party committee caucus legislature")
#: words of one meaning in titles, the second the one compared
SAME = {
    "defence": "defense", "defenses": "defense", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "spox": "spokesman",
    "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "advisor": "adviser", "labour": "labor",
    "premier": "prime", "congresswoman": "congressman", "protestor": "protester", "neighbour": "neighbor",
}  # fmt: skip
#: words of a title that do not tell one office from another
LIGHT = _words("of the for and a an affairs national s his her its their state's new current senior top incumbent")

#: words with a capital only because a sentence, a headline or a list starts with them, and calendar words
NOT_NAME = _words(
    "the a an this that these those he she it they we i you his her its their our my your who which what when "
    "where why how in on at to from by with without of for as if but and or nor so yet not no yes also however "
    "meanwhile while although though because since after before during until despite about above across against "
    "along amid among around behind below beneath beside besides between beyond down inside into like near off "
    "onto out outside over past per through throughout toward towards under unlike up upon via within than then "
    "there here now today tonight yesterday tomorrow soon later earlier recently still even just only both each "
    "every either neither some any many most more much few several all other another such same one two three four "
    "five six seven eight nine ten first second third last next according asked adding added speaking citing "
    "regarding following referring given is are was were be been being has have had do does did will would can "
    "could may might must shall should let please click related stories read monday tuesday wednesday thursday "
    "friday saturday sunday mon tue tues wed thu thurs fri sat sun january february march april june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec photo posted published "
    "updated modified get got says said say told asks calls urges warns video image news breaking exclusive "
    "perhaps maybe indeed thus therefore hence instead rather moreover furthermore nevertheless nonetheless "
    "finally well oh ok asian african european western eastern northern southern god internet "
    "nuclear sanctions talks watch listen see republican republicans democrat democrats democratic gop "
    "conservative conservatives liberal liberals muslim muslims christian christians jewish jews islamic catholic "
    "latino latinos hispanic hispanics black blacks white whites cold war summit peninsula election"
)  # fmt: skip
#: capitals that name nobody
NO_ACTOR = _words(
    "tv dna rna ceo cfo coo gdp gnp hiv aids usa am pm est edt pst gmt utc id vip pr ok dvd cd pdf faq ad bc ii iii iv "
    "suv atm url www diy lol fyi asap covid sars mph kph"
)
PARTICLES = _words("al bin ibn bint de da di du del della van von der den ter la le el dos das do e y abu ben")
#: prepositions after which a seat of government is a place
PLACE_BEFORE = _words(
    "in at to from near around outside inside across through toward towards leave leaves leaving left visit "
    "visits visited visiting reach reached into over above via headed traveled travelled flew arrive arrived "
    "returned return downtown central"
)
SINGULAR_DETERMINERS = _words("a an one another")
DEFINITE = _words("the this that his her its their these those both said")
QUANTIFIERS = _words(
    "two three four five several some many few most other various numerous certain multiple dozens hundreds "
    "thousands all both none any more"
)


def singular(noun: str) -> tuple[str, bool]:
    """The singular of a noun of these lists, and whether it was plural; the noun itself where it is in none.

    >>> singular("officials"), singular("spokesmen"), singular("boss"), singular("ministries")
    (('official', True), ('spokesman', True), ('boss', False), ('ministry', True))
    """
    if noun in IRREGULAR:
        return IRREGULAR[noun], noun not in {"chief"}
    if noun.endswith("s") and not noun.endswith("ss") and noun[:-1] in ALL_HEADS:
        return noun[:-1], True
    return noun, False


PERSON_HEADS = OFFICIAL | PRIVATE
ALL_HEADS = PERSON_HEADS | STATE_BODY | OTHER_BODY | DOCUMENT | MEDIA | AGENCY | PAIR
