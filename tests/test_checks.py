"""Every check's page is its test."""

from __future__ import annotations

import pytest

from lakebook.checks import FAMILIES
from lakebook.checks._page import read_page, run_example
from lakebook.checks._run import all_checks

CHECKS = all_checks()


@pytest.mark.parametrize("name", CHECKS)
def test_examples_say_what_the_check_does(name: str) -> None:
    check = CHECKS[name]
    examples = read_page(check).examples
    assert {example.fails for example in examples} == {True, False}
    for example in examples:
        assert run_example(check, example) == example.output
        assert bool(example.output) == example.fails


def test_codes_are_distinct_and_of_a_family() -> None:
    codes = [check.code for check in CHECKS.values()]
    assert len(set(codes)) == len(codes)
    assert {code.rstrip("0123456789") for code in codes} <= set(FAMILIES)
