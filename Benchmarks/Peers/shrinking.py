"""The public shrinking challenges, run by Hypothesis; `make shrinking-peers` writes what it finds.

Evaluations are counted as in https://github.com/jlink/shrinking-challenge: calls of the test function, from the first
failing one on.
"""
import collections
import csv
import statistics
import sys

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, assume, settings, strategies as st

RUNS = 100
# Hypothesis needs a minute to find a first failure there.
FEWER_RUNS = {"difference must not be one": 10}

int16 = st.integers(-(2**15), 2**15 - 1)


def wrapped(number):
    return (number + 2**15) % 2**16 - 2**15


def bound5(lists):
    assert wrapped(sum(x for part in lists for x in part)) < 5 * 256


def short_lists(most):
    part = st.lists(int16, max_size=most).filter(lambda x: wrapped(sum(x)) < 256)
    return st.tuples(part, part, part, part, part)


def large_union_list(lists):
    assert len({x for part in lists for x in part}) < 5


def reverse(numbers):
    assert numbers == list(reversed(numbers))


expression = st.deferred(
    lambda: st.one_of(
        st.integers(),
        st.tuples(st.just("+"), expression, expression),
        st.tuples(st.just("/"), expression, expression),
    )
)


def divides_by_literal_zero(e):
    if isinstance(e, int):
        return False
    return e[0] == "/" and e[2] == 0 or divides_by_literal_zero(e[1]) or divides_by_literal_zero(e[2])


def value(e):
    if isinstance(e, int):
        return e
    a, b = value(e[1]), value(e[2])
    return a + b if e[0] == "+" else a // b


def calculator(e):
    assume(not divides_by_literal_zero(e))
    value(e)


def length_list(numbers):
    assert max(numbers) < 900


def difference(fails):
    def test(pair):
        assert pair[0] < 10 or not fails(abs(pair[0] - pair[1]))

    return test


@st.composite
def heaps(draw, least=0):
    if not draw(st.booleans()):
        return None
    top = draw(st.integers(min_value=least))
    return (top, draw(heaps(top)), draw(heaps(top)))


def heap_list(heap):
    return [] if heap is None else [heap[0]] + heap_list(heap[2]) + heap_list(heap[1])


def merged(a, b):
    if a is None or b is None:
        return b if a is None else a
    if a[0] <= b[0]:
        return (a[0], merged(a[2], b), a[1])
    return (b[0], merged(b[2], a), b[1])


def binary_heap(heap):
    wrong = [] if heap is None else [heap[0]] + heap_list(merged(heap[1], heap[2]))
    assert wrong == sorted(wrong)
    assert sorted(heap_list(heap)) == wrong


def coupling(numbers):
    for i, j in enumerate(numbers):
        assert i == j or numbers[j] != i


def deletion(pair):
    numbers, element = list(pair[0]), pair[1]
    numbers.remove(element)
    assert element not in numbers


def distinct(numbers):
    assert len(set(numbers)) < 3


def nested_lists(lists):
    assert sum(len(part) for part in lists) <= 10


numbers = st.lists(st.integers())
positive = st.tuples(st.integers(min_value=1), st.integers(min_value=1))
CHALLENGES = [
    ("bound5", short_lists(10), bound5),
    ("bound5, at most one element", short_lists(1), bound5),
    ("large union list", st.lists(numbers), large_union_list),
    ("reverse", numbers, reverse),
    ("calculator", expression, calculator),
    (
        "length list",
        st.integers(1, 100).flatmap(lambda n: st.lists(st.integers(0, 1000), min_size=n, max_size=n)),
        length_list,
    ),
    ("difference must not be zero", positive, difference(lambda d: d == 0)),
    ("difference must not be small", positive, difference(lambda d: 1 <= d <= 4)),
    ("difference must not be one", positive, difference(lambda d: d == 1)),
    ("binary heap", heaps(), binary_heap),
    ("coupling", st.lists(st.integers(0, 10)).filter(lambda x: all(i < len(x) for i in x)), coupling),
    (
        "deletion",
        st.lists(st.integers(), min_size=1).flatmap(lambda x: st.tuples(st.just(x), st.sampled_from(x))),
        deletion,
    ),
    ("distinct", numbers, distinct),
    ("nested lists", st.lists(numbers), nested_lists),
]


def run(strategy, test, seed):
    """The smallest failing value as text, and the number of evaluations."""
    found = {"evaluations": 0, "smallest": None}

    @hypothesis.seed(seed)
    @settings(
        database=None,
        deadline=None,
        max_examples=100_000,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        verbosity=Verbosity.quiet,
    )
    @hypothesis.given(strategy)
    def counted(value):
        try:
            test(value)
        except (AssertionError, ZeroDivisionError):
            found["smallest"] = repr(value)
            raise
        finally:
            if found["smallest"] is not None:
                found["evaluations"] += 1

    try:
        counted()
    except (AssertionError, ZeroDivisionError):
        pass
    return found["smallest"], found["evaluations"]


def main():
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["challenge", "hypothesis", "most common form", "runs", "percent", "mean", "least", "most"])
    for name, strategy, test in CHALLENGES:
        runs = FEWER_RUNS.get(name, RUNS)
        results = [run(strategy, test, seed) for seed in range(runs)]
        counts = [count for form, count in results if form is not None]
        form, times = collections.Counter(form for form, _ in results).most_common(1)[0]
        mean = round(statistics.mean(counts)) if counts else 0
        evaluations = [mean, min(counts, default=0), max(counts, default=0)]
        table.writerow([name, hypothesis.__version__, form, runs, round(100 * times / runs)] + evaluations)
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
