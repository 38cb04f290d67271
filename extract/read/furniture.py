"""What page furniture looks like: tables of line shapes, each with the reason it is there, and tests on single lines.

A rule here describes a kind of line that many sites print, never one article's line. Every test looks at one line by
itself; where a line stands is judged in `text`. In doubt a line is left alone and stays a paragraph: a lost sentence
loses a statement, a kept button only costs time.
"""

# ruff: noqa: E501 - word lists read best as text; patterns are kept on one line each: a broken pattern is harder to read than a long one

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.read.dates import LONGEST_DATE, MONTH, WEEKDAY, find_dates, without_dates

#: the longest line a furniture shape is tried on, in code points: the longest cookie notices and copyright lines
#: seen have about 280, and a paragraph beyond it need not be tested at all
LONGEST_FURNITURE = 300

#: photo libraries and credits that are no news agency's tag
_PHOTO_LIBRARIES = r"Getty(?: Images)?|Pool|Shutterstock|iStock|Alamy|Zuma(?: Press)?|Corbis|Flickr|Wikimedia(?: Commons)?|Handout|Courtesy|Twitter|Facebook|YouTube|Screenshot|VCG|CFP|IC|US (?:Army|Navy|Air Force|DoD)|U\.S\. (?:Army|Navy|Air Force)"
#: words that end the names of newspapers, broadcasters and sites
_MEDIA_WORD = r"(?:Herald|Times|Post|News|Daily|Journal|Tribune|Standard|Observer|Guardian|Press|Agency|Broadcasting|TV|Radio|Weekly|Review|Globe|Mail|Telegraph|Chronicle|Gazette|Sun|Star|Independent|Dispatch|Examiner|Inquirer|Monitor|Insider|Online|Digest|Magazine|Ilbo|Shimbun|Hankyoreh|World|Today|Network|Wire|Report|Politico|Axios|Vox|BBC|CNN|NPR|CNBC|CBS|NBC|ABC|NHK|KBS|MBC|SBS|YTN|JTBC|RT|DW|CGTN|CCTV|VOA|RFA|RFE/RL|Al Jazeera|Dawn|Le Monde|Die Welt|El País)"

_MEDIUM = re.compile(rf"(?:\b|(?<=[a-zA-Z])){_MEDIA_WORD}$")

Where = Literal["line", "start"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of furniture line. ``line``: the whole line; ``start``: it begins so and is no sentence (no full stop after 9 words)."""

    pattern: str
    where: Where
    reason: str


FURNITURE: tuple[Rule, ...] = (
    Rule(
        r"(?:share|tweet|pin|print|save|e-?mail|copy (?:url|link)|bookmark|like|follow|recommend|react|clip|scrap)(?: (?:this|it))?(?: (?:article|story|page|post|item))?"
        r"(?: (?:on|via|by|to|with|of))?(?: (?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|kakao(?:talk|story)?|line|wechat|weibo|tumblr|friends?|clipboard))?",
        "line", "share buttons",
    ),
    Rule(r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|kakao(?:talk|story)?|line|wechat|weibo|tumblr|instagram|youtube|messenger|google ?\+|flipboard|rss)(?:[\s,|/·•]+(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|print|line|wechat|weibo|tumblr|instagram|youtube|messenger))*", "line", "names of networks on buttons"),
    Rule(r"(?:share(?:s|d)?|tweets?|comments?|likes?|views?|shares? count|retweets?)\s*[:(]?\s*[\d,.]*k?\)?|[\d,.]+k?\s*(?:shares?|tweets?|comments?|likes?|views?|retweets?|replies)", "line", "counters beside buttons"),
    Rule(r"(?:from|to|send to|send|cc|subject|message|your name|your e-?mail(?: address)?|recipient(?:'s)? (?:name|e-?mail)|enter (?:your )?e-?mail(?: address)?)", "line", "fields of a send-to-a-friend form"),
    Rule(r"(?:font size|text size|font|a\+|a-|a\s*[+-]\s*a\s*[+-]?|zoom (?:in|out)|increase font size|decrease font size|larger|smaller|resize text|listen(?: to (?:this )?(?:article|story))?|play(?: audio)?|audio|translate|language|english|korean|chinese|한국어|中文|日本語)", "line", "reading tools"),
    Rule(r"(?:advertisement|advertising|ad|ads|sponsored(?: content| links?)?|promoted(?: content)?|paid (?:content|post)|story continues below(?: advertisement)?|article continues (?:below|after).*|continue reading(?: (?:below|the main story))?|continued below|scroll (?:down )?(?:to|for) .{0,40}|skip (?:to|past) .{0,40}|jump to .{0,20})", "line", "advertising and the jumps around it"),
    Rule(r"(?:menu|search|close|open|home|homepage|sections?|site ?map|skip|loading\.*|please wait\.*|back|top|up|go to top|to top|scroll to top|back to .{1,40}|return to .{1,40}|go (?:back|to) .{1,30}|expand|collapse|show (?:more|less|all|comments)|view (?:more|all|comments|gallery)|load more(?: \w+)?|see (?:more|all)|more|next|prev(?:ious)?|next (?:article|story|page)|prev(?:ious)? (?:article|story|page)|page \d+(?: of \d+)?|\d+ of \d+|list|all)", "line", "navigation"),
    Rule(r"(?:photos?|videos?|gallery|image \d+ of \d+|\d+ photos?|slideshow|(?:click|tap) to .{1,40}|hide caption|toggle caption|show caption|image caption|media caption|image source|image copyright|enlarge(?: this image)?|full ?screen|view full ?screen|watch (?:now|live|video|the video)|live|play video|photo:?|credit:?|caption:?)", "line", "labels of pictures and players"),
    Rule(r"(?:sign in|log ?in|log ?out|sign ?up|register(?: now)?|subscribe(?: now| today| here)?|my account|already (?:a )?(?:subscriber|member|registered)\b.{0,40}|not (?:a )?(?:subscriber|member)\b.{0,40}|free trial|start your .{0,30}trial.{0,30}|become a (?:member|subscriber)\b.{0,60}|unlock .{0,40}article.{0,40})", "line", "accounts and subscriptions"),
    Rule(r"(?:subscribe (?:to|for|and) |sign up (?:to|for|here|now|and) |get (?:our|the|your) (?:free |daily |morning |weekly )*(?:newsletter|briefing|app\b)|download (?:our|the) .{0,30}app|join (?:us|our)\b|support (?:our|independent|quality) (?:journalism|reporting|work)|to continue reading|this (?:article|story|content) is (?:for|available|only|free|reserved)|you have (?:reached|read|\d+) .{0,40}(?:article|limit|free)|create (?:a|your) (?:free )?account|enjoy unlimited)", "start", "subscription prompts"),
    Rule(r"(?:(?:we|this (?:web)?site|our (?:web)?sites?) (?:and our partners )?uses? (?:\w+ )?cookies|by (?:continuing to|using|browsing) .{0,40}(?:cookies|agree|site)|cookies? (?:policy|settings|notice|preferences|consent)|accept (?:all )?cookies|manage (?:cookies|preferences|consent)|we (?:care about|value) your privacy|your privacy\b)", "start", "cookie notices"),
    Rule(r"(?:accept(?: all)?|reject(?: all)?|i agree|agree|got it!?|ok|okay|dismiss|cancel|submit|send|reply|report|report (?:this )?(?:ad|comment|abuse|an error|a typo|error|typo)|privacy(?: policy| notice)?|terms(?: (?:of (?:use|service)|and conditions|& conditions))?|contact(?: us)?|about(?: us)?|help|faq|feedback|advertise(?: with us)?|careers|corrections?|careers at .{1,30}|do not sell my .{0,30})", "line", "consent buttons and footers"),
    Rule(r"(?:copyright\b|©|\(c\)\s|ⓒ|<?저작권|all rights reserved|no part of this|this material may not be|this (?:article|content|report|material) (?:may not|cannot) be (?:published|reproduced|copied|redistributed)|unauthori[sz]ed (?:reproduction|redistribution|use)|reproduction .{0,30}(?:prohibited|permission)|republish(?:ing)? this|.{0,80}\ball rights reserved)", "start", "copyright notices"),
    Rule(r"(?:please (?:direct|send|address|e-?mail) .{0,40}(?:questions|comments|tips|feedback|inquiries|corrections)|(?:questions|comments|tips|suggestions)\b.{0,40}\?? (?:e-?mail|contact|write)|contact (?:the )?(?:author|writer|reporter|editor|newsroom|us)\b|send (?:your |us )?(?:tips|letters|comments|feedback)|have (?:a|any) (?:tip|story|question|correction)|write to (?:us|the)|e-?mail (?:us|the (?:author|writer|reporter))|got a (?:news )?tip)", "start", "how to reach the newsroom"),
    Rule(r"(?:button (?:that|to) |link (?:that|to) |icon (?:that|of) |opens? in (?:a )?new (?:window|tab)|external link|this (?:video|browser|page|content) (?:is (?:not|no longer|restricted)|does not|cannot|requires)|your browser does not|javascript (?:is|must)|please enable|we are sorry,? ?this video)", "start", "alternative texts of buttons and players"),
    Rule(r"(?:follow (?:us|me|the author|[\w.'-]+(?: [\w.'-]+){0,3}) (?:on|at|via) (?:twitter|facebook|instagram|x\b|youtube|linkedin|telegram|google|weibo)|like us on|find us on|join us on|connect with|(?:on )?twitter\s*:|facebook\s*:|instagram\s*:|via @|h/t\b|\(h/t\b|hat tip\b)", "start", "accounts to follow"),
    Rule(r"@\w{2,30}", "line", "an account's name alone"),
    Rule(r"(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|labels?|in this (?:story|article)|mentioned in this)\s*:.{0,200}|#\w+(?:[\s,]+#\w+)*|(?:tags|keywords|topics|filed under|in this story|story topics|topics in this article|what you need to know)", "line", "tags"),
    Rule(r"(?:\d+ |an? |one )?(?:min(?:ute)?s?|hours?|days?|weeks?|months?) (?:read|ago)|\d+-min(?:ute)? read|reading time:? .{0,20}|time to read:? .{0,20}|estimated read.{0,30}|just now|yesterday", "line", "reading time and relative clocks"),
    Rule(r"(?:end|ends|-30-|#+|fin|\(end\)|\(more\)|more to come|to be continued|story ends|enditem|xxx|abstract|full text|correction appended|letters?|editor's note|note)", "line", "marks of the wire and of databases"),
    Rule(r"(?:breaking(?: news)?|developing(?: story)?|exclusive|updated?|live updates?|just in|opinion|analysis|commentary|editorial|op-ed|feature|features|interview|explainer|news analysis|in depth|special report|news|world|politics|national|nation|international|asia|asia[- ]pacific|east asia|northeast asia|korea|koreas|china|europe|americas|us|u\.s\.|uk|u\.k\.|middle east|africa|business|economy|defen[cs]e|diplomacy|foreign affairs|security|military|society|local|metro|north korea|south korea|world news|top news|inter-korean)", "line", "a section's or a genre's name alone"),
    Rule(r"[^\s>»›→|]{1,25}(?:\s[^\s>»›→|]{1,25}){0,3}(?:\s*[>»›→]\s*[^\s>»›→|]{1,25}(?:\s[^\s>»›→|]{1,25}){0,3})+", "line", "bread crumbs"),
    Rule(r"(?:<\/?\w[^>]*>[\s.]*)+|[.#]?[\w-]+(?:[\s,.#>][\w.#-]+(?:[\s,>][\w.#-]+)*)?\s*\{|\}|[\w-]+\s*:\s*[^\s;]{1,30}(?:\s[^\s;]{1,20}){0,3};|(?:https?://|www\.)\S+", "line", "left-over markup and bare addresses"),
    Rule(r"(?:\d{1,2}(?:[:.]\s?\d\d)?\s*[ap]\.?m\.?\s*:?|\d{1,2}:\d\d(?: (?:gmt|kst|utc|est|edt|et))?)", "line", "a clock alone"),
    Rule(r"(?:do you (?:support|agree|like|think) .{0,60}\? ?like the page|read (?:the (?:full|rest|whole)|it all|full|more)\b|read (?:also|next)\b|also read\b|see also\b|click here\b|for more\b.{0,60}\b(?:click|visit|see|go to|read|news)\b|watch (?:the|it|more|below|:)|listen (?:below|here)\b|(?:the )?(?:story|article|post|piece) (?:was )?(?:originally|first) (?:appeared|published|ran)|(?:this|a version of this) (?:article|story|post|piece|report) (?:was |has been |originally |first )*(?:appeared|published|updated|corrected|produced|appears)|as published in|view original|view (?:this|the) (?:article|story))", "start", "pointers to other pages and versions"),
)  # fmt: skip

#: a heading after which a page lists other articles
LIST_HEADINGS: tuple[Rule, ...] = (
    Rule(
        r"(?:read (?:also|more|next)|also read|see also|related (?:stor(?:y|ies)|articles?|news|content|links?|topics?|coverage|posts?|reading|videos?)|related|most (?:viewed|popular|read|shared|commented|e-?mailed|watched|recent|discussed)(?: (?:articles?|stories|news|posts?|now|today|in .{1,30}|this week))?|popular(?: (?:now|stories|articles|posts|news|today))?|trending(?: (?:now|stories|today|topics))?|top (?:stories|news|headlines|articles|videos?)|latest(?: (?:news|stories|headlines|articles|updates|videos?))?|all news|breaking news|headlines|today'?s (?:headlines|top news|news|stories)|what'?s (?:brewing|working|hot|trending)|before you go|recommended(?: (?:for you|stories|articles|reading|by .{1,20}))?|you (?:may|might) (?:also )?(?:like|be interested in)(?: these)?|people also read|readers also (?:liked|read)|editor'?s? (?:picks?|choice)|don'?t miss|must[- ]reads?|more (?:articles?|stories|news|coverage|videos?|headlines)(?: (?:by|from|on|about|in|of) .{1,60})?|more (?:from|on|about|in|by) .{1,60}|more like this|other (?:news|stories|articles)|in other news|around the web|from (?:the|around the) web|from our partners|sponsored stories|promoted stories|in pictures|multimedia|hot (?:issues?|news|topics)|best of .{1,30}|special (?:reports?|features?|coverage)|comments?|leave a (?:comment|reply)|post a comment|reader comments|join the (?:conversation|discussion))\s*(?:back to (?:the )?(?:list|top))?",
        "line", "a list of other articles begins",
    ),
)  # fmt: skip

_LINE_END = r"\s*[.:!»>›→]*"


def _alternatives(rules: tuple[Rule, ...], where: Where) -> str:
    return "|".join(f"(?:{rule.pattern})" for rule in rules if rule.where == where)


_WHOLE = re.compile(
    rf"(?:[•·*\-–—|▶►▲■□◇◆#\[(]+\s*)?(?:{_alternatives(FURNITURE, 'line')})[\])]?{_LINE_END}", re.IGNORECASE
)
_BEGIN = re.compile(rf"(?:[•·*\-–—|▶►▲■□◇◆\[(]+\s*)?(?:{_alternatives(FURNITURE, 'start')})", re.IGNORECASE)
_LIST = re.compile(
    rf"(?:[•·*\-–—|▶►▲■#\[]+\s*)?(?:{_alternatives(LIST_HEADINGS, 'line')})\]?{_LINE_END}", re.IGNORECASE
)

_TAG_CLOSE = re.compile(r"[)\]/]\W*$|(?:—|–|--)\s?[\w .-]+$")

#: who stands where in a picture
_POSITION = re.compile(
    r"\((?:(?:top|bottom|upper|lower|far|second|third|2nd|3rd|front|back|seated|standing)?[ -]?(?:L|R|C|left|right|cent(?:er|re)|front|back)(?: (?:from|to) (?:the )?(?:L|R|left|right))?|(?:second|third|fourth|2nd|3rd) from (?:the )?(?:L|R|left|right)|from (?:left|right|L|R))\)",
    re.IGNORECASE,
)
#: letters that also mark a party or a rank: "Sen. Marco Rubio (R)"
_PARTY = frozenset(("(R)", "(C)", "(r)", "(c)"))
_LEFT_COMMA = re.compile(r",\s*(?:(?:far|second from|third from)\s+)?(?:left|right|cent(?:er|re))\s*,")
_PICTURED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:seen|pictured|shown|photographed)\b|in this (?:\w+ )?(?:\w+ )?(?:photo|photograph|image|picture|still|handout|file|combination|screengrab|video grab|frame grab)\b|(?:file|still|handout|undated) (?:photo|image|picture|photograph)\b|screen ?grab\b|(?:photo|image|picture) (?:released|provided|taken|shows)\b|pictured (?:here|above|below|left|right)\b)",
    re.IGNORECASE,
)
#: verbs of what one sees in a picture, in the present tense captions use
_PICTURE_VERB = re.compile(
    r"\b(?:shakes? hands?|pos(?:e|es|ing) (?:for|with|before|during|prior)|wav(?:e|es) (?:to|as|at|during)|look(?:s)? on|walk(?:s)? (?:past|with|to|by|in|through|during|along)|speak(?:s)? (?:to|at|during|with|in)|talk(?:s)? (?:to|with|during|at)|meet(?:s)? (?:with|at|in|before|prior|during)|attend(?:s)?\b|arriv(?:e|es) (?:at|in|for|to)|leav(?:e|es) (?:after|the|a)\b|listen(?:s)? (?:to|during|as)|deliver(?:s)? (?:a|his|her|the|an|remarks)|greet(?:s)?\b|salut(?:e|es)\b|hold(?:s)? (?:a (?:sign|placard|banner|rally|press|news)|signs|placards|banners|hands|up)|chant(?:s)?\b|march(?:es)?\b|protest(?:s)? (?:at|in|outside|against|near)|gestur(?:e|es)\b|address(?:es)? (?:a|the|reporters|journalists|lawmakers)|answer(?:s)? (?:questions?|reporters)|sit(?:s)? (?:at|in|during|next)|stand(?:s)? (?:at|in|next|before|near|by)|being (?:launched|fired|tested|unloaded|installed|deployed|test-fired)|is (?:launched|fired|tested|unloaded|installed|test-fired)|are (?:launched|fired|unloaded|installed))",
)
#: a past-tense report or a quotation: the line says what somebody said, so it is no mere picture description
_REPORT = re.compile(
    r"[\"“”«»„]|\b(?:said|says|told|tells|added|adds|stated|states|warned|warns|urged|urges|announced|denied|denies|claimed|claims|argued|argues|insisted|insists|criticised|criticized|condemned|according to|stressed|rejected|rejects|reported|noted|opposes?|opposed|demand(?:s|ed)|accus(?:es|ed)|dismiss(?:es|ed)|vow(?:s|ed)|agree(?:s|d)?|call(?:s|ed) (?:for|on)|expressed)\b"
)

_ROLE_WORD = r"(?:correspondents?|reporters?|writers?|staff|editors?|bureau|columnists?|contributors?|journalists?|intern|freelance)"
_NAME_TOKEN = re.compile(r"[A-Z][\w.'’`-]*,?|[A-Z]\.,?|\(?[\w.+-]+@[\w.-]+\)?,?|\(?@\w+\)?,?|[|/&,;·•–—-]+", re.UNICODE)
_SMALL_TOKEN = frozenset(
    "by and with in of the for from at to de van von der bin al el la le du da dos via & special contributing additional reporting edited editing written"
    " correspondent correspondents reporter reporters writer writers staff editor editors bureau columnist contributor contributors journalist journalists agencies"
    " news agency senior chief foreign political diplomatic defense defence video photo photos text story words".split()
)
_BYLINE_START = re.compile(
    r"(?:by|by:|byline:|written by|reported by|reporting by|author:?|words by|text by|story by|edited by|from our)\s+(?=\S)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"(?i:\(?(?:additional )?(?:reporting|writing|editing|edited|compiled|translated|contributing|contributed)\b(?: by\b|:| \w+ by\b)).{2,220}"
    r"|(?i:\(?with (?:additional )?(?:inputs?|reporting|files|reports?)? ?(?:from|by)? ?(?:the )?(?:wires?|wire services|(?:news )?agencies|agency reports?).{0,40})"
    r"|\(?(?:[A-Z][\w.'’-]+(?:,? (?:and )?|[^\S ])){1,12}(?:(?:also )?contributed(?: (?:to this (?:report|story|article)|reporting))?.{0,60}|reported from [A-Z].{2,80}|contributed from .{2,60})"
    r"|.{2,90} (?:is|are) (?:a|an|the) (?:\w+ ){0,3}(?:correspondent|reporter|columnist|staff writer|freelance \w+|contributor)\b.{0,80}"
)
#: a line that only says who wrote, in the form "Kim Oi-hyun, Seoul correspondent" or "Asia correspondent"
_ROLE_LINE = re.compile(
    rf"(?:[A-Z][\w.'’-]*,? (?:and )?){{0,7}}(?:(?:staff|senior|chief|political|diplomatic|foreign|defen[cs]e|special|contributing) )?{_ROLE_WORD}(?:,? (?:in|at|for) [A-Z].{{1,50}})?\.?"
)
_NAMES_ONLY = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}(?:(?:,| and| &) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}){0,3}"
)

_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]\s]*$")
_LETTER = re.compile(r"[^\W\d_]")

_DAY_APART = re.compile(r"[,|/–—-]\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: substrings, lower case, without which a line can be no caption or end in no credit: looked for before the slow patterns
_CAPTION_HINTS = (
    "(",
    ", left",
    ", right",
    ", cent",
    "photo",
    "picture",
    "image",
    "still",
    "handout",
    "screen",
    "grab",
    "seen",
    "shown",
    "file",
    "©",
    "ⓒ",
    "/",
    "credit",
)
_PICTURED_HINTS = ("photo", "picture", "image", "still", "handout", "screen", "grab", "seen", "shown", "file", "frame")
_CREDIT_HINTS = ("photo", "picture", "image", "©", "ⓒ", "/", "[", "(file", "(pool", "(handout", "(pic", "credit")

Kind = Literal["furniture", "list", "byline", "date", "credit", "caption", "agency", "outlet"]


def is_sentence_end(line: str) -> bool:
    """Whether the line ends as a sentence does: full stop, question or exclamation mark, then only closing marks."""
    return _TERMINAL.search(line, max(0, len(line) - 8)) is not None


_WRITER_HINTS = (
    "report",
    "contribut",
    "edit",
    "writ",
    "compiled",
    "translated",
    "correspondent",
    "columnist",
    "staff",
    "bureau",
    "journalist",
    "intern",
    "freelance",
    "agenc",
    "wire",
)
_PICTURE_HINTS = (
    "photo",
    "pi",
    "image",
    "video",
    "graphic",
    "illustration",
    "credit",
    "screen",
    "handout",
    "undated",
    "archive",
    "represent",
    "©",
    "(c)",
    "ⓒ",
    "copyright",
    "/",
    "via",
    "getty",
)


def _any(hints: tuple[str, ...], lower: str) -> bool:
    for hint in hints:  # noqa: SIM110 - a generator costs three times as much, and this runs for every line
        if hint in lower:
            return True
    return False


def reports(line: str) -> bool:
    """Whether the line holds a quotation mark or a common verb of saying: then it is never dropped as a picture's description."""
    return _REPORT.search(line) is not None


def is_byline(line: str) -> bool:
    """Whether the whole line only names who wrote, edited or contributed; sentences that begin with "By" are none.

    >>> is_byline("By Ann Roe and Lee Do-yun, Oslo and Seoul correspondents")
    True
    >>> is_byline("By Friday, Beijing had answered twice.")
    False
    """
    if len(line) > 250:
        return False
    start = _BYLINE_START.match(line)
    if start:
        rest = line[start.end() :]
        dates = find_dates(rest)
        if dates:
            rest = without_dates(rest, dates)
        rest = re.sub(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>", " ", rest)
        tokens = rest.split()
        if len(tokens) <= 24 and all(
            _NAME_TOKEN.fullmatch(t) or t.lower().strip(",.;:") in _SMALL_TOKEN for t in tokens
        ):
            ordinary = [t for t in tokens if t.lower().strip(",.;:") in _SMALL_TOKEN]
            return len(ordinary) < max(1, len(tokens)) and not re.match(rf"(?:{WEEKDAY}|{MONTH})\b", rest)
        return False
    if not _any(_WRITER_HINTS, line.lower()):
        return False
    return (_REPORTING.fullmatch(line) is not None and '"' not in line and "“" not in line) or (
        len(line) <= 90 and _ROLE_LINE.fullmatch(line) is not None
    )


def is_names(line: str) -> bool:
    """Whether the line is nothing but one to four personal names, each two to four capitalised words."""
    return len(line) <= 90 and _NAMES_ONLY.fullmatch(line) is not None


_CITY = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}"
_ANY_AGENCY = r"\([A-Z][\w.&’' -]{1,30}\)?"


def describes_picture(line: str) -> bool:
    """Whether the line could be a caption if a credit stands beside it: short, a verb of the seen in the present tense or no sentence."""
    if len(line) > 420 or reports(line):
        return False
    return _PICTURE_VERB.search(line) is not None or _PICTURED.search(line) is not None or not is_sentence_end(line)


def looks_seen(line: str) -> bool:
    """Whether the line has a verb of what is seen in pictures and reports nothing said."""
    return len(line) <= 420 and _PICTURE_VERB.search(line) is not None and not reports(line)


def _folded(name: str) -> str:
    """An agency's name for looking it up: without case, "the" and the marks around it."""
    return re.sub(r"^the ", "", name.strip(" .,()[]/-–—").casefold())


class Press:
    """The news agencies of a run by the names their texts are signed with, and the tests on lines that know them.

    Made by `press`. ``pattern`` matches any of the names as it is printed.
    """

    def __init__(self, names: Sequence[str]) -> None:
        longest_first = sorted(set(names), key=lambda name: (-len(name), name))
        self.pattern = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._by_fold = {_folded(name): name for name in reversed(names)}
        photo_source = rf"(?:{self.pattern}|{_PHOTO_LIBRARIES})"
        self._credit = re.compile(
            rf"(?:[(\[]?(?:file )?(?:photos?|pictures?|pix|images?|photographs?|picture credit|image credit|photo credit|video|graphic|illustration|credit|screen ?(?:shot|grab))\s*"
            rf"(?::|by\b|/|\||courtesy|credit|©|from\b|via\b|provided by).{{0,90}}"
            rf"|(?:file|handout|undated|archive|representational|representative) (?:photo|image|picture|photograph)s?(?:\s*[:/(].{{0,60}})?"
            rf"|(?:©|\(c\)|ⓒ|copyright)\s*{photo_source}\b.{{0,60}}|©.{{0,60}}"
            rf"|[(\[]?{photo_source}(?: (?:photo|images?|file photo|photo/.{{1,40}}|via .{{1,40}}))?(?:\s*/\s*.{{1,50}})?[)\]]?"
            rf"|[(\[]?(?:via|by|courtesy(?: of)?|credit) {photo_source}[)\]]?"
            rf"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}\s*(?:/|for|via|\|)\s*(?:The )?{photo_source}(?:\s*(?:/|via).{{1,40}})?[)\]]?"
            rf"|.{{0,60}}\bvia (?:Getty Images|AP|AFP|Reuters|Shutterstock|Facebook|Twitter))[.\s]*",
            re.IGNORECASE,
        )
        #: a credit stuck to the end of a caption
        self._credit_end = re.compile(
            rf"(?:\s*(?:(?:AP|AFP|EPA|UPI|PTI|Reuters|Xinhua|Yonhap|File|Pool|Handout|Getty)\s(?:Photo|File Photo|Images?|Picture)(?:\s*/\s*.{{1,50}})?"
            rf"|[\[(](?:Photo|Picture|Image|Pic|File photo|Photos)\s*[:/by]*\s*.{{1,50}}[\])]"
            rf"|(?:Photo|Picture|Image|Photograph|Credit)\s*(?::|by\b|©)\s*.{{1,50}}|(?:©|ⓒ)\s*.{{1,50}}"
            rf"|{photo_source}\s*/\s*[A-Z][\w.'’ -]{{1,40}}|[\[(]{photo_source}\s*/\s*[^)\]]{{1,40}}[\])]|/\s*{photo_source}|[\[(](?:file|file photo|pool|handout)[\])]))[\s.]*$",
            re.IGNORECASE,
        )
        self._tag_end = re.compile(
            rf"\s*(?:[(\[](?:with )?(?P<a>{self.pattern})[)\]]|/(?P<b>{self.pattern})/|(?:—|–|--)\s?(?P<c>{self.pattern}))\s*\.?\s*$"
        )
        self._tag_line = re.compile(rf"[-–—]*\s*(?:[(\[/]\s*)?(?P<a>{self.pattern})\s*(?:[)\]/]\s*)?\.?")
        #: "Source: Huanyu   Editor: Lin": labelled names and nothing else
        self._fields = re.compile(
            r"(?i:(?:source|editor|web editor|author|reporter|writer|agency|from|section)\s*[:：]\s*[\w.’'-]+(?: [\w.’'-]+){0,2}[\s|,;·]*)+"
            # "Norhavn (AFP)": a place and an agency beside the date
            rf"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,2}}[\s,|/-]+\(?(?:{self.pattern})\)?"
            # "NORHAVN/PORT ROE (Coast Wire)": two or three places, or one with whatever agency
            rf"|{_CITY}(?:(?: ?/ ?| and |, ){_CITY}){{1,2}}(?:[\s,|–—-]*{_ANY_AGENCY})?|{_CITY}[\s,|–—-]*{_ANY_AGENCY}"
        )

    def agency_of(self, name: str) -> str | None:
        """The agency's name as its tag is printed, or None where the name is no agency's."""
        return self._by_fold.get(_folded(name))

    def is_medium(self, name: str) -> bool:
        """Whether a name ends as those of newspapers, broadcasters and agencies do.

        >>> press().is_medium("Korea Herald"), press().is_medium("Kim Oi-hyun"), press().is_medium("TRTWorld")
        (True, False, True)
        """
        name = name.strip()
        return (
            self.agency_of(name) is not None
            or _MEDIUM.search(name) is not None
            or (name.isupper() and _MEDIUM.search(name.title()) is not None)
        )

    def is_date_line(self, line: str) -> bool:
        """Whether the line is a header's date: full date with label, clock, zone, and beside it at most a byline, a place or an outlet.

        >>> press().is_date_line("Posted on : 2017-05-02 09:41 KST Modified on : 2018-03-07 11:12 KST")
        True
        >>> press().is_date_line("On Feb. 4, 2015, the ministers met.")
        False
        """
        if len(line) > LONGEST_DATE:
            return False
        dates = find_dates(line)
        if not dates:
            return False
        rest = without_dates(line, dates)
        if not rest:
            return True
        if (
            is_byline(rest)
            or self.is_medium(rest)
            or self._fields.fullmatch(rest)
            or (re.fullmatch(r"[^.!?]{1,60}", rest) and is_byline("By " + rest) and len(rest.split()) <= 5)
        ):
            return True
        return any(d.labelled for d in dates) and len(rest.split()) <= 6 and not reports(rest)

    def is_day_line(self, line: str) -> bool:
        """Whether the line is a header's date that prints no year, beside it at most a byline, a place or an outlet.

        >>> press().is_day_line("By Kim Do-won / Saturday, July 9"), press().is_day_line("Seoul, July 9")
        (True, True)
        >>> press().is_day_line("Summit on July 9"), press().is_day_line("Strike of May 1")
        (False, False)
        """
        if len(line) > LONGEST_DATE or len(days := find_dates(line, year=False)) != 1:
            return False
        rest = without_dates(line, days)
        if not rest or is_byline(rest) or self.is_medium(rest):
            return True
        # a place or a name: apart from the day, or a headline's words would do
        return _DAY_APART.search(line[: days[0].start]) is not None and is_byline("By " + rest)

    def is_credit(self, line: str) -> bool:
        """Whether the line is only a picture's credit."""
        return len(line) <= 140 and self._credit.fullmatch(line) is not None

    def credit_at_end(self, line: str) -> int | None:
        """Where the credit begins that closes a caption line, or None."""
        if len(line) > 500 or not _any(_CREDIT_HINTS, line[-90:].lower()):
            return None
        found = self._credit_end.search(line, max(0, len(line) - 90))
        return found.start() if found and found.start() > 0 else None

    def is_caption(self, line: str) -> bool:
        """Whether the line describes a picture, told from itself alone: who stands left and right, "in this file photo", a credit at its end.

        A line with a quotation or a verb of saying is none.
        """
        if len(line) > 420:
            return False
        lower = line.lower()
        if not _any(_CAPTION_HINTS, lower):
            return False
        position = _POSITION.search(line) if "(" in line else None
        shows = (
            (position and (position.group() not in _PARTY or _PICTURE_VERB.search(line) or not is_sentence_end(line)))
            or self.credit_at_end(line) is not None
            or (_LEFT_COMMA.search(line) and _PICTURE_VERB.search(line))
            or (
                _any(_PICTURED_HINTS, lower)
                and _PICTURED.search(line)
                and (not is_sentence_end(line) or _PICTURE_VERB.search(line))
            )
        )
        return bool(shows) and not reports(line)

    def agency_line(self, line: str) -> str | None:
        """The agency whose tag is the whole line: "(Yonhap)", "/TASS/", "- Reuters"."""
        if len(line) > 45:
            return None
        found = self._tag_line.fullmatch(line)
        return found["a"] if found else None

    def agency_at_end(self, line: str) -> tuple[int, str] | None:
        """Where the agency's tag begins that closes a paragraph, and the agency; only after a sentence's end."""
        if not _TAG_CLOSE.search(line, max(0, len(line) - 30)):
            return None
        found = self._tag_end.search(line, max(0, len(line) - 60))
        if not found or not is_sentence_end(line[: found.start()]):
            return None
        return found.start(), found["a"] or found["b"] or found["c"]

    def outlet_line(self, line: str) -> tuple[str | None, str | None] | None:
        """(outlet, agency) of a line that only names media: "TRTWorld, Reuters", "Source: The Korea Times and agencies"."""
        if len(line) > 90:
            return None
        label = re.match(r"(?:source|sources|via|agencies|provided by)\s*:\s*", line, re.IGNORECASE)
        rest = line[label.end() :] if label else line
        parts = [p for p in re.split(r"\s*(?:,|/|;|\||&|\band\b|\bwith\b|\+)\s*", rest.strip(" .()[]")) if p]
        parts = [p for p in parts if p.lower() not in ("agencies", "wires", "news agencies", "wire services")]
        if not parts or len(parts) > 5 or not all(p[0].isupper() or self.agency_of(p) for p in parts):
            return None
        if any(len(p.split()) > 4 for p in parts):
            return None
        agency = next((a for p in parts if (a := self.agency_of(p))), None)
        media = [p for p in parts if self.agency_of(p) is None]
        if not label and not (all(self.is_medium(p) for p in media) and (agency or media)):
            return None
        return (media[0] if media else None), agency

    def line_kind(self, line: str) -> Kind | None:
        """What a stripped line is, told from itself alone, or None where only its place can tell (title, deck, paragraph).

        >>> press().line_kind("Most viewed articles"), press().line_kind("© AP Photo/Lockheed Martin"), press().line_kind("Published : Feb. 4, 2015 - 20:14")
        ('list', 'credit', 'date')
        """
        if len(line) > 420:
            return None
        if not _LETTER.search(line):
            return "date" if find_dates(line) and self.is_date_line(line) else "furniture"
        if len(line) <= LONGEST_FURNITURE:
            words = line.count(" ") + 1
            sentence = is_sentence_end(line)
            if words <= 14:
                if self.agency_line(line):
                    return "agency"
                if _LIST.fullmatch(line):
                    return "list"
                if _WHOLE.fullmatch(line):
                    return "furniture"
            if words <= 24 and (words <= 8 or _any(_PICTURE_HINTS, line.lower())) and self.is_credit(line):
                return "credit"
            begin = _BEGIN.match(line)
            if begin and (not sentence or words <= 25) and not ("“" in line or '"' in line):
                return "furniture"
            if _YEAR.search(line) and self.is_date_line(line):
                return "date"
            if is_byline(line):
                return "byline"
            if words <= 10 and not sentence and self.outlet_line(line):
                return "outlet"
        return "caption" if self.is_caption(line) else None


@lru_cache(maxsize=8)
def press(names: tuple[str, ...] | None = None) -> Press:
    """The press that knows these names of news agencies, or those of the shipped ontology."""
    if names is None:
        from ontology.knowledge import load  # takes a second: only who names no agencies waits for it

        names = load().agencies
    return Press(names)
