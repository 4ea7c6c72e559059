"""Small words that say nothing about what a passage is about."""

from functools import lru_cache

from bot.core.text.normalization import fold

ENGLISH = frozenset(
    """
    able about above across actually after again against almost alone along already also
    although always among another anybody anyone anything around away back because become
    becomes been before begin behind being below beneath beside besides between beyond both
    bring brings came can't cannot certain certainly clear come comes could couldn't didn't
    different does doesn't doing don't done down during each either else enough entire even
    ever every everybody everyone everything example fact far few find first five following
    four from further gave general gets give given gives goes going gone good great have
    haven't having hence here hers herself himself how however indeed instance instead into
    isn't it's itself just keep kept kind knew know known knows largely last later latter
    least less lest let's like little long longer look made mainly make makes making many
    matter maybe mean means mere merely might mine more most much must myself near nearly
    need needs neither never next nobody none nor nothing now often once only onto other
    others otherwise ours ourselves over own part particular people perhaps place point
    quickly quite rather really right said same says seem seems seen several shall should
    shouldn't show simple simply since single some somebody someone something sometimes
    somewhere specifically start started starts still such suppose sure take taken takes
    tell than that that's their theirs them themselves then there there's these they they're
    thing things think this those though three through thus till time today together told
    took toward towards turn twice under unless until upon used uses very want wants was
    wasn't way ways we're well went were weren't what whatever when whenever where whether
    which while whole whom whose will with within without won't word words would wouldn't
    year years yes yet you're your yours yourself
    """.split()
)
"""Those of English, folded, longer than three letters."""


@lru_cache(maxsize=64)
def stopwords(language: str) -> frozenset[str]:
    """Those of a language, folded, with the English ones; these alone for a language of which none are known."""
    code = language.split("-", maxsplit=1)[0]
    if code == "en":
        return ENGLISH
    # 60 ms to import: only for those who bring essays in
    import stopwordsiso

    return ENGLISH | frozenset(map(fold, stopwordsiso.stopwords(code)))
