"""What commands of every family are made of: buttons, forms, parts of layouts, replies, and who may press.

As a module of the bot it adds every kind of button, list and form there is, so it comes after all that declare some.
"""

from bot.client import StudyBot
from cogs.ui.buttons import ITEMS
from cogs.ui.forms import FORMS


async def setup(bot: StudyBot) -> None:
    """Add all kinds to the bot, which then also answers what was shown before a restart."""
    bot.add_dynamic_items(*ITEMS.values())
    for kind, form in FORMS.items():
        bot.add_form(kind, form.answer)
