"""What a host changes about a study's reading: its order, two days in each other's place, where it goes on."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from bot.core.errors import StudyError
from bot.core.models import Arrangement
from bot.core.studies.reading_order import Listed, Reading, advanced, joining, left, next_round, order


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring passages of an essay, by their numbers."""

    essay_id: int
    first: int
    last: int


def arranged(reading: Reading, arrangement: Arrangement) -> Reading:
    """The reading in another order, without its swaps, which were of the old one; all that was to come still comes.

    What has been read at random may have gaps. A reading in order then goes on with the first passage of the list that
    is still to come, and some after it come again. Raises `StudyError` when everything has been read.
    """
    old_arrangement = reading.arrangement
    if arrangement is old_arrangement:
        return reading
    current = reading if left(reading) else next_round(reading)
    if current is None:
        raise StudyError("plan.all_read")
    kept = _with_begun(current) if old_arrangement is Arrangement.PASSAGES_SHUFFLED else current
    rearranged = replace(kept, arrangement=arrangement, swaps=())
    to_come, ahead = set(left(current)) - set(current.posted), left(rearranged)
    first = next((passage_id for passage_id in order(rearranged) if passage_id in to_come), None)
    gaps = old_arrangement is not Arrangement.IN_ORDER and arrangement is not Arrangement.PASSAGES_SHUFFLED
    if first is None or first in ahead[:1] or not (gaps or to_come - set(ahead)):
        return rearranged
    return replace(rearranged, move=first)


def with_essay(reading: Reading, essay: Listed) -> Reading:
    """The reading with one more essay, the last of the chosen ones, so that it is still to come.

    One that had been begun and taken out is begun anew, as if nothing of it had been posted this round; only passages
    at random, of which none comes twice, go on with the rest of it.
    """
    new = () if reading.move is None else joining(reading, reading.move)
    chosen = (*reading.chosen, *(listed for listed in new if listed.essay_id != essay.essay_id), essay)
    others = tuple(listed for listed in reading.others if listed not in chosen)
    posted = reading.posted
    if reading.arrangement is not Arrangement.PASSAGES_SHUFFLED:
        posted = tuple(passage_id for passage_id in posted if passage_id not in essay.passages)
    return replace(reading, chosen=chosen, others=others, posted=posted)


def without_essay(reading: Reading, essay_id: int) -> Reading:
    """The reading without an essay, without swaps and moves of its passages; of the others, those to come still come.

    Raises `StudyError` for the only one.
    """
    chosen = tuple(essay for essay in reading.chosen if essay.essay_id != essay_id)
    gone = {passage_id for essay in reading.chosen if essay not in chosen for passage_id in essay.passages}
    if not chosen:
        raise StudyError("plan.last_essay")
    swaps = tuple(pair for pair in reading.swaps if gone.isdisjoint(pair))
    shortened = replace(reading, chosen=chosen, swaps=swaps, move=None if reading.move in gone else reading.move)
    return on_course(shortened, order(reading), left(reading))


def with_essay_moved(reading: Reading, essay_id: int, places: int) -> Reading:
    """The reading with an essay so many places later, or earlier if negative; at the ends nothing changes.

    Raises `StudyError` when an essay would change sides with the one being read: what comes later in the list would
    then be read again, or not at all.
    """
    chosen = list(reading.chosen)
    at = next((at for at, essay in enumerate(chosen) if essay.essay_id == essay_id), None)
    if at is None:
        raise StudyError("plan.not_listed")
    chosen.insert(min(max(0, at + places), len(chosen) - 1), chosen.pop(at))
    reordered = replace(reading, chosen=tuple(chosen))
    if set(left(reordered)) != set(left(reading)):
        raise StudyError("plan.past_now")
    return reordered


def with_passages(reading: Reading, essay_id: int, passage_ids: Sequence[int]) -> Reading:
    """The reading after an essay has come to have these passages, or (without any) has gone from the shelf.

    Swaps and a move of passages that are gone are dropped.
    """
    gone = {
        passage_id for essay in _all(reading) if essay.essay_id == essay_id for passage_id in essay.passages
    }.difference(passage_ids)

    def changed(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
        updated = (
            replace(essay, passages=tuple(passage_ids)) if essay.essay_id == essay_id else essay for essay in listed
        )
        return tuple(essay for essay in updated if essay.passages)

    return replace(
        reading,
        chosen=changed(reading.chosen),
        others=changed(reading.others),
        swaps=tuple(pair for pair in reading.swaps if gone.isdisjoint(pair)),
        move=None if reading.move in gone else reading.move,
    )


def on_course(reading: Reading, known: Container[int], ahead: Sequence[int]) -> Reading:
    """The reading, after its essays have changed, with all that was `ahead` still to come, and nothing else again.

    `known` are the passages that there were before; new ones come where they stand after what has been read. Where
    passages have changed sides, days change places in this round, so that what has been read comes before the rest.
    """
    ahead_now, ordered = left(reading), order(reading)
    to_come = set(ahead).intersection(ordered)
    to_come |= {passage_id for passage_id in ahead_now if passage_id not in known}
    if reading.arrangement is Arrangement.PASSAGES_SHUFFLED or to_come == set(ahead_now):
        return reading
    essay_of = {passage_id: essay.essay_id for essay in _all(reading) for passage_id in essay.passages}
    part_of = dict.fromkeys(ordered, 0) if reading.arrangement is Arrangement.IN_ORDER else essay_of
    rank = {part: place for place, part in enumerate(dict.fromkeys(part_of[passage_id] for passage_id in ordered))}
    unread = {part_of[passage_id] for passage_id in to_come}
    last = next(
        (passage_id for passage_id in reversed(reading.posted) if passage_id in part_of and passage_id not in to_come),
        None,
    )

    def place(passage_id: int) -> tuple[int, bool, bool]:
        return (
            rank[part_of[passage_id]],
            passage_id in to_come,
            passage_id == last and part_of[passage_id] not in unread,
        )

    wanted = sorted(ordered, key=place)
    first = next((passage_id for passage_id in (*ahead, *ordered) if passage_id in to_come), None)
    move = next(
        (
            passage_id
            for passage_id in wanted
            if first and passage_id in to_come and part_of[passage_id] == part_of[first]
        ),
        None,
    )
    swaps = reduce(_exchanged, _exchanges(ordered, wanted), reading.swaps)
    return replace(reading, swaps=swaps, move=move)


def moved(reading: Reading, passage_id: int) -> Reading:
    """The reading, going on with this passage."""
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
    listed = {essay.essay_id for essay in reading.chosen}
    return len(essays) == 1 or (reading.arrangement is Arrangement.IN_ORDER and essays <= listed)


def swapped(reading: Reading, passage_id: int, next_id: int) -> Reading:
    """The reading with a passage and the one that follows it exchanged; exchanging them twice changes nothing.

    Raises `StudyError` when they do not follow one another any more, or cannot be exchanged.
    """
    ahead = left(reading)
    at = ahead.index(passage_id) if passage_id in ahead else len(ahead)
    if ahead[at + 1 : at + 2] != [next_id] or not may_swap(reading, ahead, at):
        raise StudyError("moving.changed")
    pair = min(passage_id, next_id), max(passage_id, next_id)
    swaps = _exchanged(reading.swaps, pair)
    return replace(reading, swaps=swaps, move=next_id if reading.move == passage_id else reading.move)


def _exchanged(swaps: tuple[tuple[int, int], ...], pair: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The swaps with this one added or, if it was the last of them, without it: done twice it changes nothing."""
    return swaps[:-1] if swaps[-1:] == (pair,) else (*swaps, pair)


def spans(reading: Reading, wanted: Iterable[int]) -> list[Span]:
    """These passages by essay and number, neighbours taken together, in the order given."""
    places = {
        passage_id: (essay.essay_id, n)
        for essay in _all(reading)
        for n, passage_id in enumerate(essay.passages, start=1)
    }
    stretches: list[Span] = []
    for essay_id, number in (places[passage_id] for passage_id in wanted if passage_id in places):
        if stretches and stretches[-1].essay_id == essay_id and stretches[-1].last == number - 1:
            stretches[-1] = replace(stretches[-1], last=number)
        else:
            stretches.append(Span(essay_id, number, number))
    return stretches


def _exchanges(ordered: Sequence[int], wanted: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs that have to change places, one after the other, to bring passages into the order that is wanted."""
    current, pairs = list(ordered), list[tuple[int, int]]()
    places = {passage_id: place for place, passage_id in enumerate(current)}
    for place, passage_id in enumerate(wanted):
        in_place = current[place]
        if in_place != passage_id:
            pairs.append((min(passage_id, in_place), max(passage_id, in_place)))
            current[places[passage_id]], places[in_place] = in_place, places[passage_id]
    return pairs


def _with_begun(reading: Reading) -> Reading:
    """The reading with every essay among the chosen ones of which something has been read."""
    replayed = replace(reading, arrangement=Arrangement.ESSAYS_SHUFFLED, posted=())
    for passage_id in reading.posted:
        replayed = advanced(replayed, passage_id)
    return replace(replayed, move=reading.move)


def _essay_of(reading: Reading, passage_id: int) -> int | None:
    return next((essay.essay_id for essay in _all(reading) if passage_id in essay.passages), None)


def _all(reading: Reading) -> tuple[Listed, ...]:
    return (*reading.chosen, *reading.others)
