"""Which English sentences stand alone: rules that pass over many good ones so as to take hardly a bad one.

A sentence is taken when it claims something in the general present, is whole, and points to nothing outside itself: no
"this", no "he", no scene, no view that is only reported.
"""

import re

from bot.core.text.sentences import sentences

SHORTEST, LONGEST = 40, 240
"""Characters of a sentence that is quoted."""
_FEWEST_WORDS, _MOST_WORDS = 7, 40
_LINE_MARK = re.compile(r"\s{0,3}(?:>|#|[-*+–—•]\s|\d{1,9}[.)]\s|\|)")
_SIGNS = re.compile(r"[\d@#<>\[\]{}|\\`~=…?/_]|\*\*|\.\.")
"""What tells a particular, a reference, a question or code."""
_END = re.compile(r"[\w’'*)][.!][”\"’*)]*+$")


def _any_of(alternatives: str) -> re.Pattern[str]:
    """A pattern of whole words, in which an apostrophe is of either kind."""
    either = alternatives.replace("'", "[’']")
    return re.compile(rf"(?<![\w’'-])(?:{either})(?![\w-])", re.IGNORECASE)


_POINTS_BACK = _any_of(
    r"this|these|those(?! who\b)|such(?! as\b)|he|him|his|himself|she|her|hers|herself|its|itself|here|now|then|today"
    r"|tonight|tomorrow|yesterday|ago|thus|hence|thereby|therefore|however|moreover|furthermore|nevertheless|meanwhile"
    r"|nonetheless|instead|likewise|similarly|otherwise|accordingly|consequently|too(?=[.,;!])|as well(?! as\b)"
    r"|either(?=[.,;!])|if so|if not|do(?:es)? so|like that|the (?:former|latter|first|second|third|others?|rest|ones?)"
    r"|the two|(?<!one and )the same|so far|at first|at last|in that|(?:each|one|both) of them|that one|another one"
    r"|above|below|earlier|later|afterwards|again|indeed|already|else(?=[.,;!])|next|in one(?=[.,;!])|the following"
    r"|there(?! (?:is|are|can|will|must|has|have)\b)"
)
_THAT = re.compile(
    r"(?:^|[;:—–(]\s*+|,\s*+(?!that of\b)|\b(?:and|or|but|than|of|in|on|at|by|for|from|to|with|about|after|before|like"
    r"|as|if|when|because|do|does|is|was)\s)that\b(?! which\b| who\b)|\bthat[.,;!]|\bthat[’']s\b",
    re.IGNORECASE,
)
"""The word where it means something said before; elsewhere it only joins."""
_IT = re.compile(
    r"\bit\b(?! (?:is|takes) )|\bit takes (?![^.;]{0,200}\bto\b)"
    r"|\bit is (?!(?:\w{1,20}ly |not |never |more |as |far |no )?\w{1,20} (?:to \w{1,20} [^.,;]|that |for ))",
    re.IGNORECASE,
)
"""The word where it stands for something; in "it is hard to …" it stands for what follows."""
_THEY = _any_of("they|them|their|theirs|themselves")
_WHOM_THEY_MEAN = re.compile(
    r"(?:nobody|no one|everyone|everybody|anyone|anybody|somebody|someone|whoever|people|those who|(?:none|each) of us"
    r"|(?:every|no) \w{1,20}|[a-z]{1,20}s)\b",
    re.IGNORECASE,
)
"""What a sentence with "they" begins with when it says itself who they are."""
_OPENERS = re.compile(
    r"(?:and|but|so|or|nor|yet|then|still|also|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|last(?:ly)?|for|because"
    r"|which|whose|though|although|since|while|as|whether|that|it(?! is\b)|they|them|their|theirs|both|neither|either"
    r"|others?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|many|most|few"
    r"|certain|all the|at|on|in|by|from|with|without|during|until|throughout|upon|beyond|once|only|even|not|rather"
    r"|suppose|imagine|consider|think|watch|take|look|let|note|notice|see|recall|remember|go|try|ask|say|of course"
    r"|perhaps|maybe|yes|no,|well|after all|besides|hardly|especially|unfortunately|fortunately|clearly|obviously"
    r"|simply|actually|basically|generally|usually|sometimes|often|briefly|according|thanks|due|given|based|how|why)\b",
    re.IGNORECASE,
)
"""Beginnings that go on from what was said before, or lead into a scene."""
_THE_UNKNOWN = re.compile(
    r"\bthe (?!(?:[\w’'-]{1,30}[, ]{1,2}){1,4}?(?:of|who|whom|that|which|whose|where|by which|between|we|you|one)\b)"
    r"(?!\w{1,20}est\b|(?:best|worst|least|most|only|more|less|better|whole|same|world|heart|mind|soul|body|truth|future"
    r"|past|present|poor|rich|dead|living|weak|strong|wise|good|bad|evil|true|universe|sun|sky|sea|earth|self|ego|will"
    r"|creator|way|kind|difference|moment|day|night|human|other person)\b)",
    re.IGNORECASE,
)
"""A thing that is spoken of as known, and that the sentence itself does not make known."""
_A_SOMEBODY = re.compile(
    r"an? (?!(?:[\w’'-]{1,30} ){1,4}(?:is|does|cannot|can|must|should|needs|means|becomes|makes|never|always)\b)",
    re.IGNORECASE,
)
"""A beginning that may lead into a scene: "A man drives to a mountain", and not "A friend is somebody you picked"."""
_NARRATES = _any_of(
    r"i|me|my|mine|myself|i'\w+|was|were|wasn't|weren't|had|hadn't|did|didn't|said|told|asked|went|came|saw|took|gave"
    r"|got|knew|thought|felt|found|made|left|kept|began|became|stood|sat|wrote|spoke|held|brought|bought|heard|met|ran"
    r"|lost|won|grew|fell|led|died|lived|turned|looked|wanted|tried|seemed|happened|started|preached|used to|could"
    r"|would|might|[a-z]+'d|we've|we have (?!no\b)|let us|let's|we (?:shall|will)|recently|once upon"
    r"|(?:has|have) (?:been|[a-z]+ed)|(?<!you )(?:is|are|am) (?!noth|someth|anyth|everyth|be|k)(?:not )?[a-z]{2,}ing"
)
"""Somebody's own story, the past, or a scene that is going on."""
_REPORTS = _any_of(
    r"says?|claims?|argues?|writes?|holds? that|believes?|thinks? (?:that|of|it)|maintains?|insists?|suggests?|asserts?"
    r"|contends?|notes?|noting|describes?|describing|states?|supposedly|so-called|allegedly|according to|critics?"
    r"|objections?|opponents?|s[ck]eptics?|repl(?:y|ies)|complains?|explains?|for (?:example|instance)|e\.g\.?|i\.e\.?"
    r"|(?:is|are) (?:often |sometimes |commonly |widely )?(?:said|thought|held|believed|supposed|considered|called)"
    r"|common (?:answer|view|belief|idea|opinion)|chapters?|sections?|essays?|passages?|articles?|authors?|readers?"
    r"|paragraphs?|footnotes?|figures?|as follows"
)
"""A view of somebody else's, or words about the text itself."""
_PRESENT = _any_of(
    r"is|are|isn't|aren't|has|does|do|don't|doesn't|can|cannot|can't|must|should|will|needs?|means|makes?|gives?"
    r"|becomes?|takes?|comes?|brings?|lies|begins?|remains?|knows?|loves?|teach(?:es)?|leads?|lives?|grows?|shows?|keeps?"
    r"|learns?|requires?|depends?|consists?|belongs?|seeks?|finds?|turns?|starts?|stops?|costs?|matters?|helps?|changes?"
    r"|creates?|draws?|opens?|asks?|wants?|tells?|sees?|looks?|owes?|feels?"
)


def lines_that_stand_alone(text: str) -> list[str]:
    """The sentences of a passage in English that stand alone, in order.

    Verse, lists and quotations are passed over: what stands in their lines is seldom the essay's own sentence.
    """
    return [
        sentence
        for paragraph in text.split("\n\n")
        if "\n" not in paragraph and not _LINE_MARK.match(paragraph)
        for sentence in sentences(paragraph, "en")
        if _stands_alone(sentence)
    ]


def is_balanced(line: str) -> bool:
    """Whether every mark that opens in a line closes there: emphasis, code, quotation marks and brackets.

    >>> is_balanced("The word *mine* is “rough”."), is_balanced("*Mine is a rough word.")
    (True, False)
    """
    even = all(line.count(sign) % 2 == 0 for sign in ("*", "_", "~~", "`", '"'))
    return even and all(line.count(opening) == line.count(closing) for opening, closing in ("()", "[]", "“”", "«»"))


def _stands_alone(sentence: str) -> bool:
    words = sentence.lstrip("*“\"'‘(")
    return (
        SHORTEST <= len(sentence) <= LONGEST
        and _FEWEST_WORDS <= sentence.count(" ") + 1 <= _MOST_WORDS
        and is_balanced(sentence)
        and _END.search(sentence) is not None
        and words[:1].isupper()
        and _PRESENT.search(words) is not None
        and not any(pattern.search(words) for pattern in (_SIGNS, _NARRATES, _REPORTS, _POINTS_BACK, _THAT, _IT))
        and not _OPENERS.match(words)
        and not _A_SOMEBODY.match(words)
        and not _THE_UNKNOWN.search(words)
        and not (_THEY.search(words) and not _WHOM_THEY_MEAN.match(words))
    )
