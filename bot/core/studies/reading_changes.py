"""What a host changes about a study's reading: its order, two days in each other's place, where it goes on."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from bot.core.errors import StudyError
from bot.core.models import Arrangement
from bot.core.studies.reading_order import Listed, Reading, claimed, joining, left, next_round, order


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring passages of an essay, by their numbers."""

    essay_id: int
    first: int
    last: int


def arranged(reading: Reading, arrangement: Arrangement) -> Reading:
    """The same in another order, in which nothing is lost that was to come: swaps were of the old order.

    What has been read at random may have gaps. A reading in order then goes on with the first passage of the list that
    is still to come, and some after it come again. Raises `StudyError` when everything has been read.
    """
    was = reading.arrangement
    if arrangement is was:
        return reading
    now = reading if left(reading) else next_round(reading)
    if now is None:
        raise StudyError("plan.all_read")
    kept = _with_begun(now) if was is Arrangement.PASSAGES_SHUFFLED else now
    found = replace(kept, arrangement=arrangement, swaps=())
    to_come, ahead = set(left(now)) - set(now.posted), left(found)
    first = next((passage_id for passage_id in order(found) if passage_id in to_come), None)
    gaps = was is not Arrangement.IN_ORDER and arrangement is not Arrangement.PASSAGES_SHUFFLED
    if first is None or first in ahead[:1] or not (gaps or to_come - set(ahead)):
        return found
    return replace(found, move=first)


def with_essay(reading: Reading, essay: Listed) -> Reading:
    """The same with one more essay, the last of the chosen ones, so that it is still to come.

    One that had been begun and taken out is begun anew, as if nothing of it had been posted this round; only passages
    at random, of which none comes twice, go on with the rest of it.
    """
    new = () if reading.move is None else joining(reading, reading.move)
    chosen = (*reading.chosen, *(each for each in new if each.essay_id != essay.essay_id), essay)
    others = tuple(each for each in reading.others if each not in chosen)
    posted = reading.posted
    if reading.arrangement is not Arrangement.PASSAGES_SHUFFLED:
        posted = tuple(passage_id for passage_id in posted if passage_id not in essay.passages)
    return replace(reading, chosen=chosen, others=others, posted=posted)


def without_essay(reading: Reading, essay_id: int) -> Reading:
    """The same without an essay, and without swaps and moves of its passages; of the others, those to come still come.

    Raises `StudyError` for the only one.
    """
    chosen = tuple(each for each in reading.chosen if each.essay_id != essay_id)
    gone = {passage_id for each in reading.chosen if each not in chosen for passage_id in each.passages}
    if not chosen:
        raise StudyError("plan.last_essay")
    swaps = tuple(pair for pair in reading.swaps if gone.isdisjoint(pair))
    found = replace(reading, chosen=chosen, swaps=swaps, move=None if reading.move in gone else reading.move)
    return on_course(found, order(reading), left(reading))


def with_essay_moved(reading: Reading, essay_id: int, places: int) -> Reading:
    """The same with an essay so many places later, or earlier if negative; at the ends nothing changes.

    Raises `StudyError` when an essay would change sides with the one being read: what comes later in the list would
    then be read again, or not at all.
    """
    chosen = list(reading.chosen)
    at = next((at for at, each in enumerate(chosen) if each.essay_id == essay_id), None)
    if at is None:
        raise StudyError("plan.not_listed")
    chosen.insert(min(max(0, at + places), len(chosen) - 1), chosen.pop(at))
    found = replace(reading, chosen=tuple(chosen))
    if set(left(found)) != set(left(reading)):
        raise StudyError("plan.past_now")
    return found


def with_passages(reading: Reading, essay_id: int, passage_ids: Sequence[int]) -> Reading:
    """The same after an essay has come to have these passages, or (without any) has gone from the shelf.

    What is gone is in nobody's place any more.
    """
    gone = {one for each in _all(reading) if each.essay_id == essay_id for one in each.passages}.difference(passage_ids)

    def changed(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
        found = (replace(each, passages=tuple(passage_ids)) if each.essay_id == essay_id else each for each in listed)
        return tuple(each for each in found if each.passages)

    return replace(
        reading,
        chosen=changed(reading.chosen),
        others=changed(reading.others),
        swaps=tuple(pair for pair in reading.swaps if gone.isdisjoint(pair)),
        move=None if reading.move in gone else reading.move,
    )


def on_course(reading: Reading, known: Container[int], ahead: Sequence[int]) -> Reading:
    """The same, after its essays have changed, with all that was `ahead` still to come and nothing else again.

    `known` are the passages that there were before; new ones come where they stand after what has been read. Where
    passages have changed sides, days change places in this round, so that what has been read comes before the rest.
    """
    now, there = left(reading), order(reading)
    to_come = set(ahead).intersection(there)
    to_come |= {passage_id for passage_id in now if passage_id not in known}
    if reading.arrangement is Arrangement.PASSAGES_SHUFFLED or to_come == set(now):
        return reading
    essay_of = {passage_id: each.essay_id for each in _all(reading) for passage_id in each.passages}
    part_of = dict.fromkeys(there, 0) if reading.arrangement is Arrangement.IN_ORDER else essay_of
    rank = {part: place for place, part in enumerate(dict.fromkeys(part_of[one] for one in there))}
    unread = {part_of[passage_id] for passage_id in to_come}
    last = next((one for one in reversed(reading.posted) if one in part_of and one not in to_come), None)

    def place(one: int) -> tuple[int, bool, bool]:
        return rank[part_of[one]], one in to_come, one == last and part_of[one] not in unread

    wanted = sorted(there, key=place)
    first = next((one for one in (*ahead, *there) if one in to_come), None)
    move = next((one for one in wanted if first and one in to_come and part_of[one] == part_of[first]), None)
    swaps = reduce(_exchanged, _exchanges(there, wanted), reading.swaps)
    return replace(reading, swaps=swaps, move=move)


def moved(reading: Reading, passage_id: int) -> Reading:
    """The same going on with this passage."""
    return replace(reading, move=passage_id)


def may_swap(reading: Reading, ahead: Sequence[int], at: int) -> bool:
    """Whether the passage at this place of what is left can be exchanged with the one after it.

    Not with one of the next round, which takes no notice of this round's swaps; not across essays that chance or the
    library puts next to each other; and, at random, not one that comes once more only because a host went back to it.
    """
    if at + 1 >= len(ahead):
        return False
    if reading.arrangement is Arrangement.PASSAGES_SHUFFLED:
        return ahead[at] not in reading.posted
    essays = {_essay_of(reading, passage_id) for passage_id in ahead[at : at + 2]}
    listed = {each.essay_id for each in reading.chosen}
    return len(essays) == 1 or (reading.arrangement is Arrangement.IN_ORDER and essays <= listed)


def swapped(reading: Reading, one: int, other: int) -> Reading:
    """The same with a passage and the one that follows it in each other's place; twice is as before.

    Raises `StudyError` when they do not follow one another any more, or cannot be exchanged.
    """
    ahead = left(reading)
    at = ahead.index(one) if one in ahead else len(ahead)
    if ahead[at + 1 : at + 2] != [other] or not may_swap(reading, ahead, at):
        raise StudyError("moving.changed")
    pair = min(one, other), max(one, other)
    swaps = _exchanged(reading.swaps, pair)
    return replace(reading, swaps=swaps, move=other if reading.move == one else reading.move)


def _exchanged(swaps: tuple[tuple[int, int], ...], pair: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """One exchange more, or one less when the last was of the same pair."""
    return swaps[:-1] if swaps[-1:] == (pair,) else (*swaps, pair)


def spans(reading: Reading, wanted: Iterable[int]) -> list[Span]:
    """These passages by essay and number, neighbours taken together, in the order given."""
    places = {one: (each.essay_id, n) for each in _all(reading) for n, one in enumerate(each.passages, start=1)}
    found: list[Span] = []
    for essay_id, number in (places[passage_id] for passage_id in wanted if passage_id in places):
        if found and found[-1].essay_id == essay_id and found[-1].last == number - 1:
            found[-1] = replace(found[-1], last=number)
        else:
            found.append(Span(essay_id, number, number))
    return found


def _exchanges(ordered: Sequence[int], wanted: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs that have to change places, one after the other, to bring passages into the order that is wanted."""
    now, found = list(ordered), list[tuple[int, int]]()
    places = {one: place for place, one in enumerate(now)}
    for place, one in enumerate(wanted):
        other = now[place]
        if other != one:
            found.append((min(one, other), max(one, other)))
            now[places[one]], places[other] = other, places[one]
    return found


def _with_begun(reading: Reading) -> Reading:
    """The same with every essay among the chosen ones of which something has been read."""
    found = replace(reading, arrangement=Arrangement.ESSAYS_SHUFFLED, posted=())
    for passage_id in reading.posted:
        found = claimed(found, passage_id)
    return replace(found, move=reading.move)


def _essay_of(reading: Reading, passage_id: int) -> int | None:
    return next((each.essay_id for each in _all(reading) if passage_id in each.passages), None)


def _all(reading: Reading) -> tuple[Listed, ...]:
    return (*reading.chosen, *reading.others)
