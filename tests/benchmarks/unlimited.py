"""Rates that stop nobody, for bots that are asked as quickly as they can answer."""

from dataclasses import replace

from bot.core.limits import RATES

UNLIMITED = {act: replace(rates, person=None, guild=None) for act, rates in RATES.items()}
