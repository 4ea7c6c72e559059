"""The arrangements in which every passage comes, whatever stands over it."""

from bot.core.models import Arrangement

WITHOUT_DATES = [each for each in Arrangement if each is not Arrangement.ON_DATES]
