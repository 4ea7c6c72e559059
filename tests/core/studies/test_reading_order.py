"""In which order a study reads, and what hosts change about it."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending
from bot.core.studies import reading_changes, reading_order
from bot.core.studies.reading_changes import Span
from bot.core.studies.reading_order import Listed, Reading

SHUFFLES = (Arrangement.ESSAYS_SHUFFLED, Arrangement.PASSAGES_SHUFFLED)


def essays(*lengths: int, first: int = 1) -> tuple[Listed, ...]:
    """Essays of these lengths; passage 302 is the second one of essay 3."""
    return tuple(
        Listed(number, tuple(range(number * 100 + 1, number * 100 + 1 + length)))
        for number, length in enumerate(lengths, start=first)
    )


def plan(*lengths: int, **changes: object) -> Reading:
    given: dict[str, object] = {
        "study_id": 7,
        "arrangement": Arrangement.IN_ORDER,
        "ending": Ending.STOP,
        "round": 1,
        "chosen": essays(*lengths),
    }
    return Reading(**(given | changes))  # type: ignore[arg-type] # a test names what it changes


def read(found: Reading, count: int) -> Reading:
    """The same after so many more passages."""
    for _ in range(count):
        found = reading_order.advanced(found, reading_order.left(found)[0])
    return found


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Studies in the middle of a round: some passages read, days exchanged, places moved to and fro, essays changed."""
    lengths = draw(st.lists(st.integers(1, 5), min_size=1, max_size=5))
    ending = draw(st.sampled_from(Ending))
    others = essays(*draw(st.lists(st.integers(1, 4), max_size=3)), first=50) if ending is Ending.GO_ON else ()
    found = plan(
        *lengths,
        study_id=draw(st.integers(1, 9)),
        arrangement=draw(st.sampled_from(Arrangement)),
        ending=ending,
        round=draw(st.integers(1, 3)),
        others=others,
    )
    for event in draw(st.lists(st.sampled_from(("read", "read", "swap", "move", "change")), max_size=12)):
        ahead = reading_order.left(found)
        if event == "read" and ahead:
            found = reading_order.advanced(found, ahead[0])
        if event == "swap" and ahead:
            at = draw(st.integers(0, len(ahead) - 1))
            if reading_changes.may_swap(found, ahead, at):
                found = reading_changes.swapped(found, ahead[at], ahead[at + 1])
        if event == "move":
            found = reading_changes.moved(found, draw(st.sampled_from(reading_order.order(found))))
        if event == "change":
            essay = draw(st.sampled_from(found.chosen))
            other = Listed(essay.essay_id, tuple(draw(st.permutations(essay.passages))))
            changed = replace(found, chosen=tuple(other if each is essay else each for each in found.chosen))
            found = reading_changes.on_course(changed, reading_order.order(found), ahead)
    return found


@given(st.sampled_from(Arrangement), st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(1, 4))
def test_a_round_holds_every_passage_once(arrangement: Arrangement, lengths: list[int], number: int):
    """In every order."""
    found = plan(*lengths, arrangement=arrangement, round=number)
    held = [passage for each in found.chosen for passage in each.passages]
    assert sorted(reading_order.left(found)) == held
    assert reading_order.left(read(found, len(held))) == []


@given(readings())
def test_what_comes_next_is_what_was_next(found: Reading):
    """Reading a passage takes it from the front of what is left, and changes nothing else of it."""
    ahead = reading_order.left(found)
    assert len(set(ahead)) == len(ahead)
    while ahead:
        found = reading_order.advanced(found, ahead[0])
        assert reading_order.left(found) == ahead[1:]
        ahead = ahead[1:]


@given(readings(), st.integers(0, 30))
def test_a_swap_is_its_own_inverse(found: Reading, at: int):
    """Two days change places, the others stay; once more, and all is as before."""
    ahead = reading_order.left(found)
    if not reading_changes.may_swap(found, ahead, at):
        return
    one, other = ahead[at], ahead[at + 1]
    swapped = reading_changes.swapped(found, one, other)
    assert reading_order.left(swapped) == [*ahead[:at], other, one, *ahead[at + 2 :]]
    again = reading_changes.swapped(swapped, other, one)
    assert reading_order.left(again) == ahead
    assert again == found


@given(readings(), st.integers(1, 4))
def test_an_essay_that_is_added_is_still_to_come(found: Reading, length: int):
    """Wherever chance would have put it; and what was to come keeps its order."""
    found = replace(found, round=1)
    (new,) = essays(length, first=80)
    before, after = reading_order.left(found), reading_order.left(reading_changes.with_essay(found, new))
    assert set(after) == {*before, *new.passages}
    assert [passage for passage in after if passage not in new.passages] == before


@given(readings(), st.integers(0, 4), st.data())
def test_an_essay_taken_out_and_added_again_loses_nothing(found: Reading, meanwhile: int, data: st.DataObject):
    """What was to come without it still comes, in the same order; and it comes, from its start if not at random."""
    assume(len(found.chosen) > 1)
    found = replace(found, round=1)
    essay = data.draw(st.sampled_from(found.chosen))
    without = reading_changes.without_essay(found, essay.essay_id)
    without = read(without, min(meanwhile, len(reading_order.left(without))))
    assume(essay.essay_id not in {each.essay_id for each in without.chosen})
    again = reading_changes.with_essay(without, essay)
    after = reading_order.left(again)
    others = [passage for passage in reading_order.left(without) if passage not in essay.passages]
    assert [passage for passage in after if passage not in essay.passages] == others
    assert set(essay.passages) - set(again.posted) <= set(after)
    assert len(set(after)) == len(after)


@given(readings(), st.data())
def test_an_essay_taken_out_takes_nothing_with_it(found: Reading, data: st.DataObject):
    """The rest of what was to come still comes, even if the group was reading that essay a second time."""
    assume(len(found.chosen) > 1)
    essay = data.draw(st.sampled_from(found.chosen))
    after = reading_order.left(reading_changes.without_essay(found, essay.essay_id))
    assert set(reading_order.left(found)) - set(essay.passages) <= set(after)
    assert len(set(after)) == len(after)


@given(readings(), st.data())
def test_what_disappears_breaks_nothing(found: Reading, data: st.DataObject):
    """Essays or single passages, removed from the library: each of the rest comes once at most, and then it ends."""
    gone = set(data.draw(st.lists(st.sampled_from(reading_order.order(found)))))
    kept = tuple(Listed(each.essay_id, tuple(p for p in each.passages if p not in gone)) for each in found.chosen)
    some = data.draw(st.sets(st.sampled_from(kept)))
    thinner = replace(found, chosen=tuple(each for each in kept if each in some))
    after = reading_order.left(thinner)
    assert len(set(after)) == len(after)
    assert set(after) <= set(reading_order.order(thinner))
    assert reading_order.left(read(thinner, len(after))) == []


@given(readings(), st.data())
def test_an_essay_in_another_order_changes_nothing_about_what_comes(found: Reading, data: st.DataObject):
    """Passages moved, taken out and put in: what was to come comes, and of the rest only what is new."""
    essay = data.draw(st.sampled_from(found.chosen))
    held = data.draw(st.permutations([*essay.passages, 901, 902]))
    kept = Listed(essay.essay_id, tuple(held[data.draw(st.integers(0, len(held) - 1)) :]))
    changed = replace(found, chosen=tuple(kept if each is essay else each for each in found.chosen))
    before = reading_order.left(found)
    after = reading_order.left(reading_changes.on_course(changed, reading_order.order(found), before))
    assert len(set(after)) == len(after)
    # Passages passed over come where nothing is left that tells how far the group was:
    assume({*found.posted, *before}.intersection(reading_order.order(changed)))
    if found.arrangement is not Arrangement.IN_ORDER:
        assume(found.move is None or found.move in reading_order.order(changed))
        assume(reading_order.begun(found) == reading_order.begun(changed))
    assert set(after) - {901, 902} == set(before) & set(reading_order.order(changed))


@given(readings(), st.sampled_from(Arrangement))
def test_another_order_loses_nothing(found: Reading, arrangement: Arrangement):
    """What nobody had read and was still to come, still comes; what is read at random comes once."""
    before = reading_order.left(found)
    assume(before or reading_order.next_round(found))
    changed = reading_changes.arranged(found, arrangement)
    after = reading_order.left(changed)
    assert set(before) - set(found.posted) <= set(after)
    assert len(set(after)) == len(after)


@given(st.sampled_from(SHUFFLES), st.lists(st.integers(1, 4), min_size=3, max_size=6), st.integers(1, 30))
def test_a_new_round_does_not_begin_with_what_has_just_been_read(
    arrangement: Arrangement, lengths: list[int], number: int
):
    """Neither the same passage two days running, nor the same essay twice."""
    found = plan(*lengths, arrangement=arrangement, ending=Ending.LOOP, round=number)
    again = reading_order.next_round(found)
    assert again is not None
    last, first = reading_order.order(found)[-1], reading_order.order(again)[0]
    assert last != first
    assert arrangement is Arrangement.PASSAGES_SHUFFLED or last // 100 != first // 100


@pytest.mark.parametrize("arrangement", SHUFFLES)
def test_a_shuffle_is_another_one_in_every_round_and_study(arrangement: Arrangement):
    """And the same whenever it is asked for."""
    first = plan(5, 6, 7, 3, 4, arrangement=arrangement, ending=Ending.LOOP)
    assert reading_order.order(first) == reading_order.order(replace(first))
    orders = [reading_order.order(replace(first, round=number)) for number in (1, 2, 3)]
    orders += [
        reading_order.order(replace(first, study_id=8)),
        reading_order.order(replace(first, arrangement=SHUFFLES[0])),
    ][:1]
    assert len({tuple(each) for each in orders}) == 4


def test_when_all_is_read_there_is_no_order_to_change():
    """What was read at random would come again, from the last of it on."""
    with pytest.raises(StudyError) as refused:
        reading_changes.arranged(read(plan(3, arrangement=SHUFFLES[1]), 3), Arrangement.IN_ORDER)
    assert refused.value.key == "plan.all_read"
    loop = read(plan(3, arrangement=SHUFFLES[1], ending=Ending.LOOP), 3)
    assert reading_order.left(reading_changes.arranged(loop, Arrangement.IN_ORDER)) == [101, 102, 103]


def test_essays_at_random_are_read_through():
    """Each from its first passage to its last."""
    ordered = reading_order.order(plan(3, 4, 2, 5, arrangement=Arrangement.ESSAYS_SHUFFLED))
    sequence = list(dict.fromkeys(passage // 100 for passage in ordered))
    assert ordered == [passage for essay in sequence for passage in sorted(p for p in ordered if p // 100 == essay)]
    assert sequence != [1, 2, 3, 4]


def test_going_back_reads_again_from_there():
    """In order: that passage and what follows it; at random: only that passage, and then the rest."""
    found = reading_changes.moved(read(plan(3, 2), 4), 102)
    assert reading_order.left(found) == [102, 103, 201, 202]
    shuffled = read(plan(3, 2, arrangement=Arrangement.PASSAGES_SHUFFLED), 4)
    again = shuffled.posted[1]
    assert reading_order.left(reading_changes.moved(shuffled, again)) == [again, *reading_order.left(shuffled)]


def test_skipping_in_order_passes_over():
    """At random nothing is passed over: the others come after."""
    assert reading_order.left(reading_changes.moved(read(plan(3, 2), 1), 201)) == [201, 202]
    shuffled = read(plan(3, 2, arrangement=Arrangement.PASSAGES_SHUFFLED), 1)
    ahead = reading_order.left(shuffled)
    assert reading_order.left(reading_changes.moved(shuffled, ahead[2])) == [ahead[2], *ahead[:2], *ahead[3:]]


def test_a_move_to_what_is_gone_is_no_move():
    """The reading goes on where it stands."""
    assert reading_order.left(reading_changes.moved(read(plan(3), 1), 999)) == [102, 103]


def test_rounds_follow_one_another():
    """A study that loops has no end; one that stops has one; one with nothing to read does not turn for ever."""
    assert list(islice(reading_order.coming(read(plan(2, ending=Ending.LOOP), 1)), 5)) == [102, 101, 102, 101, 102]
    assert list(reading_order.coming(plan(2))) == [101, 102]
    assert list(reading_order.coming(plan(ending=Ending.LOOP))) == []


def test_the_others_come_after_the_chosen_ones():
    """In the order of the shelf; the one being read joins the chosen ones, so that the shelf may be rearranged."""
    found = plan(2, ending=Ending.GO_ON, others=essays(1, 2, 1, first=5))
    assert reading_order.left(found) == [101, 102, 501, 601, 602, 701]
    found = read(found, 4)
    assert [each.essay_id for each in found.chosen] == [1, 5, 6]
    turned = replace(found, others=essays(2, first=3) + found.others)
    assert reading_order.left(turned) == [602, 301, 302, 701]
    skipped = reading_order.advanced(reading_changes.moved(turned, 701), 701)
    assert reading_order.left(skipped) == []


def test_an_essay_taken_out_is_not_gone_on_to():
    """A host who takes out what is being read does not want it at the end."""
    found = reading_changes.without_essay(read(plan(3, 2, ending=Ending.GO_ON), 1), 1)
    assert reading_order.left(replace(found, others=essays(3))) == [201, 202]


def test_essays_change_places_on_their_side_of_the_one_being_read():
    """Otherwise one would be lost, or read twice."""
    found = read(plan(1, 2, 1, 1), 2)
    moved = reading_changes.with_essay_moved(found, 4, -1)
    assert [each.essay_id for each in moved.chosen] == [1, 2, 4, 3]
    for essay_id, places in ((3, -1), (2, 1), (1, 2)):
        with pytest.raises(StudyError) as refused:
            reading_changes.with_essay_moved(found, essay_id, places)
        assert refused.value.key == "plan.past_now"
    assert reading_changes.with_essay_moved(plan(1, 2), 2, -1).chosen == tuple(reversed(plan(1, 2).chosen))


def test_the_list_is_never_empty():
    """The only essay stays."""
    with pytest.raises(StudyError) as refused:
        reading_changes.without_essay(plan(2), 1)
    assert refused.value.key == "plan.last_essay"


def test_neighbours_are_named_together():
    """As a host reads which passages will not be posted."""
    assert reading_changes.spans(plan(5, 3), [102, 103, 104, 202, 999, 203]) == [Span(1, 2, 4), Span(2, 2, 3)]
    assert reading_changes.spans(plan(5), [103, 101]) == [Span(1, 3, 3), Span(1, 1, 1)]


def test_days_are_swapped_within_the_round():
    """Not with the next one, and not across essays that are read through."""
    found = read(plan(2, 2, ending=Ending.LOOP), 2)
    assert not reading_changes.may_swap(found, reading_order.left(found), 1)
    through = plan(2, 2, arrangement=Arrangement.ESSAYS_SHUFFLED)
    assert [reading_changes.may_swap(through, reading_order.left(through), at) for at in range(4)] == [
        True,
        False,
        True,
        False,
    ]
    with pytest.raises(StudyError) as refused:
        reading_changes.swapped(found, 201, 101)
    assert refused.value.key == "moving.changed"
