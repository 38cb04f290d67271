"""The terms of the Demarche ontology as Python names, held equal to ``terms.ttl`` by a test.

No other module types an IRI of the ontology as a string. Each namespace is an rdflib ``DefinedNamespace`` that
refuses a name the Turtle does not define.
"""

from rdflib import Namespace, URIRef
from rdflib.namespace import ClosedNamespace, DefinedNamespace

ONTOLOGY = "https://w3id.org/demarche/ontology"
#: what a relative IRI in a user's file is relative to
EXTENSION = "https://w3id.org/demarche/extension/"
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
ORG = Namespace("http://www.w3.org/ns/org#")


class DEM(DefinedNamespace):
    """``dem:`` - classes and properties of the ontology."""

    _fail = True
    _NS = Namespace(ONTOLOGY + "#")

    # what a graph of positions is made of
    Article: URIRef
    Statement: URIRef
    Saying: URIRef
    Position: URIRef
    Actor: URIRef
    Person: URIRef
    Organization: URIRef
    State: URIRef
    UnnamedSource: URIRef
    DatedRole: URIRef
    NewsAgency: URIRef
    Outlet: URIRef
    Topic: URIRef
    System: URIRef
    SpeechAct: URIRef
    Stance: URIRef
    DateBasis: URIRef
    QuotationForm: URIRef
    Evidence: URIRef
    EvidenceRole: URIRef
    Unresolved: URIRef
    UnresolvedKind: URIRef
    ExtractionRun: URIRef

    # article
    textDigest: URIRef
    documentId: URIRef
    outlet: URIRef
    byline: URIRef
    datelinePlace: URIRef

    # statement
    inArticle: URIRef
    order: URIRef
    speaker: URIRef
    onBehalfOf: URIRef
    addressee: URIRef
    target: URIRef
    about: URIRef
    expresses: URIRef
    speechAct: URIRef
    saidOn: URIRef
    dateBasis: URIRef
    quotationForm: URIRef
    repeats: URIRef
    reportedIn: URIRef
    relayedBy: URIRef
    confidence: URIRef
    reason: URIRef
    extractor: URIRef
    evidence: URIRef
    evidenceRole: URIRef
    content: URIRef
    sourceText: URIRef
    cueText: URIRef
    unresolved: URIRef
    unresolvedKind: URIRef

    # position
    holder: URIRef
    stance: URIRef
    topic: URIRef

    # actors
    actsFor: URIRef
    demonym: URIRef
    metonym: URIRef
    acronym: URIRef
    capital: URIRef
    shortName: URIRef
    tag: URIRef
    familyName: URIRef
    gender: URIRef
    describedAs: URIRef
    roleText: URIRef
    affiliation: URIRef
    post: URIRef
    since: URIRef
    until: URIRef

    # topics and systems
    concernsSystem: URIRef
    keywords: URIRef
    contraryKeywords: URIRef
    reference: URIRef

    # lexicon
    Cue: URIRef
    CueVerb: URIRef
    CueNoun: URIRef
    CuePhrase: URIRef
    LightVerb: URIRef
    Complement: URIRef
    Clause: URIRef
    Phrase: URIRef
    Infinitive: URIRef
    ObjectInfinitive: URIRef
    ObjectClause: URIRef
    PrepositionalPhrase: URIRef
    ObjectPrepositionalPhrase: URIRef
    Predicative: URIRef
    PrecedesSource: URIRef
    form: URIRef
    complement: URIRef
    preposition: URIRef
    impliesStance: URIRef
    reliability: URIRef
    StanceWord: URIRef
    polarity: URIRef
    stanceRole: URIRef
    StanceRole: URIRef
    Harm: URIRef
    Benefit: URIRef
    Excess: URIRef
    Shortfall: URIRef
    Fault: URIRef
    Futility: URIRef
    Aim: URIRef
    Necessity: URIRef
    Halting: URIRef
    Promoting: URIRef
    Approval: URIRef
    Wish: URIRef
    Rejection: URIRef
    Blame: URIRef
    Pressure: URIRef
    Threat: URIRef
    Consequence: URIRef
    Noncommitment: URIRef
    Denial: URIRef

    # run
    softwareVersion: URIRef
    ontologyDigest: URIRef
    settings: URIRef

    # catalogue of a store
    graphDigest: URIRef
    articleGraph: URIRef

    # derived groups and shortcuts
    saying: URIRef
    holdsPositionOn: URIRef
    speaksAgainst: URIRef

    # about the terms themselves, and where other coding schemes say nearly the same
    sinceVersion: URIRef
    cameoCode: URIRef
    ploverType: URIRef


# The closed schemes; a user's Turtle may add members, which the loaded Ontology then holds beside these.
ACTS = ("assert", "announce", "urge", "warn", "criticise", "deny", "support")
ACT = ClosedNamespace(ONTOLOGY + "/act#", list(ACTS))
STANCE = ClosedNamespace(ONTOLOGY + "/stance#", ["support", "oppose", "neutral"])
BASIS = ClosedNamespace(
    ONTOLOGY + "/basis#", ["explicit", "weekday", "relative", "dateline", "publication", "inferred", "unknown"]
)
FORM = ClosedNamespace(ONTOLOGY + "/form#", ["direct", "mixed", "indirect"])
ROLE = ClosedNamespace(ONTOLOGY + "/role#", ["source", "cue", "content", "time", "target", "addressee", "stance"])
KIND = ClosedNamespace(ONTOLOGY + "/unresolved#", ["speaker", "holder", "date", "target", "addressee", "topic"])
