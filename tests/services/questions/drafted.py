"""Essays that bring no questions, and what a model may draft about them."""

import json

from bot.services.library.catalogue import EssayFile

SOUND = {
    "notice": "Which word of this passage would you keep, and why that one?",
    "understand": "What makes a neighbour near, as you read the baker's remark?",
    "apply": "When did something that went wrong at your table turn out well?",
    "disagree": "What would somebody who eats alone have to say against this?",
}
DRAFT = json.dumps(SOUND)
_LINE = (
    "On the {n} morning the baker of {title} left the door open, and whoever walked by could take a loaf. "
    "Nobody was asked for a coin or for a name, since he held that bread is a reason to stop and not a thing to sell. "
    "The street grew slower for it, people knew one another by their crusts, and the quarrel about the well was "
    "forgotten before the summer had come to its end."
)


def plain_pack(title: str, passages: int, besides: str = "") -> EssayFile:
    """A pack with passages of some seventy words, none with a question but for what is put below each."""
    texts = "\n\n---\n\n".join(_LINE.format(n=f"{n}th", title=title) + besides for n in range(1, passages + 1))
    slug = title.lower().replace(" ", "-")
    head = f"---\ntitle: {title}\nauthor: A Circle\nid: {slug}\nlanguage: en\n---\n"
    return EssayFile(f"{slug}.md", f"{head}{texts}\n".encode())
