"""A made-up town: the title tells what the share did, and the three aims can be reached."""

from itertools import product

from born_into_care.charts.share_change import share_change


def test_the_title_says_what_each_pair_of_counts_does_to_the_share() -> None:
    reached = set()
    for newborns, older in product(range(10, 101, 10), repeat=2):
        chart = share_change(newborns=newborns, older=older)
        share = 100 * newborns / (newborns + older)
        went = f"rose to {share:.0f}%" if share > 40 else f"fell to {share:.0f}%"
        if (newborns, older) != (40, 60):
            assert ("stayed at 40%" if share == 40 else went) in chart.title
            counts = "more" if newborns > 40 else "fewer"
            moved = newborns + older == 100 and share > 40
            assert moved or newborns == 40 or f"{counts} newborns, " in chart.title
            with_it = (share > 40) == (newborns > 40) and share != 40
            assert newborns == 40 or moved or (", and" if with_it else ", yet") in chart.title
            assert f"the newborn share {'stayed' if share == 40 else went[:4]}" in chart.sentence
        assert len(chart.title.split()) <= 12
        reached |= {text for head, text in chart.steps if head == "You have it:"}
    assert len(reached) == 3
