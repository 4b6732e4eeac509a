"""Merges of many more districts, drawn anew in every run."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.merge_laws import Sent, districts, hold_all_and_again, hold_order, hold_parts

MANY = settings(max_examples=400, derandomize=False)


@MANY
@given(districts, st.randoms(use_true_random=False), st.integers(1, 3))
def test_the_order_of_files_does_not_matter(files: list[Sent], chance: Random, jobs: int) -> None:
    """Other names in another order give the same ranking, answers and number of files of every class."""
    hold_order(files, chance, jobs)


@MANY
@given(districts, st.integers(0, 3))
def test_nothing_is_lost_and_again_is_the_same(files: list[Sent], turn: int) -> None:
    """Every file is ranked or told, before and after everything is decided; a second merge changes no byte."""
    hold_all_and_again(files, turn)


@MANY
@given(districts, districts, st.integers(0, 3))
def test_the_records_of_parts_give_the_whole(one: list[Sent], other: list[Sent], turn: int) -> None:
    """Merging A and B together equals merging what the merges of A and of B have kept; decided upon or not."""
    hold_parts(one, other, turn)
