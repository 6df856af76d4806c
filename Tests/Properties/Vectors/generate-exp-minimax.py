#!/usr/bin/env python3
"""Writes exp-minimax.txt: the least error that a polynomial of given degree has against exp or exp2 on an interval,
by a Remez exchange in ball arithmetic (Arb, through python-flint), each proved from both sides.

    python3 -m venv ../oracles && ../oracles/bin/pip install python-flint
    ../oracles/bin/python Tests/Properties/Vectors/generate-exp-minimax.py

With --check-with-sollya [SECONDS] it writes nothing: it compares the file with Sollya's remez and supnorm, row by row,
and gives up on a row after some seconds; `sollya` must be on the PATH. README.md beside this file has the format.
"""

import math
import os
import subprocess
import sys
from fractions import Fraction

from flint import arb, arb_mat, arb_poly, ctx, fmpq

HERE = os.path.dirname(os.path.abspath(__file__))
PATH = os.path.join(HERE, "exp-minimax.txt")
# Significant digits of an error; the enclosure is a hundred times narrower.
DIGITS = 20
BOUNDS = [Fraction(1, 4), Fraction(1, 2), *(Fraction(2**k) for k in range(7))]
ACCURACIES = ["1e-1", "1e-2", "1e-3", "1e-4", "1e-6", "1e-9", "1e-12"]


class Problem:
    """The polynomials of one degree against e^(rate·x) on [a, b], in the variable t of x = centre + half·t.

    The error is p(t)·e^(−kt) − 1 if relative, p(t) − c·e^(kt) if absolute; k = rate·half, c = e^(rate·centre).
    The relative error does not change when the interval is shifted, so there the centre is left out."""

    def __init__(self, function, measure, a, b, degree):
        # Enough for coefficients of size e^(half a length) in a basis of condition about 2.4^degree.
        ctx.prec = 256 + 6 * degree + 8 * math.ceil(b - a)
        rate = {"exp": arb(1), "exp2": arb.const_log2()}[function]
        self.relative = measure == "relative"
        self.degree = degree
        self.k = rate * arb(fmpq((b - a).numerator, (b - a).denominator)) / 2
        middle = rate * arb(fmpq((a + b).numerator, (a + b).denominator)) / 2
        self.c = arb(1) if self.relative else middle.exp()

    def first_reference(self):
        """Where the error's extrema are in the limit of large degrees; any strictly increasing nodes would do."""
        n, k = self.degree + 1, float(self.k) if self.relative else 0.0
        if k >= n:
            k = 0.9 * n
        nodes = []
        for i in range(n + 1):
            low, high = 0.0, math.pi
            for _ in range(60):
                theta = (low + high) / 2
                low, high = (theta, high) if n * theta - k * math.sin(theta) < i * math.pi else (low, theta)
            nodes.append(arb(math.cos((low + high) / 2)).mid())
        nodes[0], nodes[-1] = arb(1), arb(-1)
        return nodes[::-1]

    def level(self, nodes):
        """The polynomial whose errors at the nodes alternate and have equal size."""
        rows, values = [], []
        for i, t in enumerate(nodes):
            e = (self.k * t).exp()
            size = e if self.relative else arb(1)
            rows.append([t**j for j in range(self.degree + 1)] + [-size if i % 2 else size])
            values.append([e if self.relative else self.c * e])
        solution = arb_mat(rows).solve(arb_mat(values))
        return arb_poly([solution[j, 0].mid() for j in range(self.degree + 1)])

    def error(self, p, t):
        e = (self.k * t).exp()
        return p(t) / e - 1 if self.relative else p(t) - self.c * e

    def slope(self, p):
        """The sign of the error's derivative at t, and Newton's step to the zero nearby.

        It has at most `degree` real zeros, counted with their multiplicity: relative, they are those of the polynomial
        p′ − kp; absolute, those of p′·e^(−kt) − kc, whose derivative has the sign of p″ − kp′, of one degree less."""
        first = p.derivative()
        if self.relative:
            g = first - self.k * p
            return g, g.derivative()
        second = first.derivative()
        return (
            lambda t: first(t) - self.k * self.c * (self.k * t).exp(),
            lambda t: second(t) - self.k * self.k * self.c * (self.k * t).exp(),
        )


def is_positive(value):
    assert value > 0 or value < 0, "the precision is too low to decide a sign"
    return bool(value > 0)


def halved(function, low, high, steps):
    """A part of [low, high] at whose ends the function still has the two signs that it has at low and high."""
    positive = is_positive(function(high))
    for _ in range(steps):
        middle = ((low + high) / 2).mid()
        if is_positive(function(middle)) == positive:
            high = middle
        else:
            low = middle
    return low, high


def zero(function, derivative, low, high):
    """A tiny interval at whose ends the function has different signs, inside [low, high], where it has two as well."""
    tiny = arb(2) ** -(ctx.prec // 2)
    positive = is_positive(function(high))
    assert is_positive(function(low)) != positive
    t = ((low + high) / 2).mid()
    for _ in range(200):
        value = function(t)
        if value.contains(0):
            break
        if is_positive(value) == positive:
            high = t
        else:
            low = t
        step = (value / derivative(t)).mid()
        if abs(step) < tiny:
            break
        t = (t - step).mid()
        if not (low < t and t < high):
            t = ((low + high) / 2).mid()
    low, high = (t - tiny).mid(), (t + tiny).mid()
    assert is_positive(function(low)) != positive and is_positive(function(high)) == positive
    return low, high


def flanks(problem, p, g, nodes):
    """Points between the nodes, one each, at which the error goes from one extremum towards the next."""
    result = []
    for i, (low, high) in enumerate(zip(nodes, nodes[1:])):
        falling = is_positive(problem.error(p, low))
        while True:
            low, high = halved(lambda t: problem.error(p, t), low, high, 4)
            t = ((low + high) / 2).mid()
            if is_positive(g(t)) != falling:
                result.append(t)
                break
    return result


def minimax(problem, digits):
    """The two ends of an interval, of relative width below 10^−digits, that the least error lies in."""
    nodes = problem.first_reference()
    for _ in range(40):
        p = problem.level(nodes)
        g, derivative = problem.slope(p)
        # The error changes sign between any two nodes, so there is an extremum between any two flanks: these are all
        # `degree` zeros of its derivative.
        sides = flanks(problem, p, g, nodes)
        zeros = [zero(g, derivative, a, b) for a, b in zip(sides, sides[1:])]
        assert len(zeros) == problem.degree and all(a[1] < b[0] for a, b in zip(zeros, zeros[1:]))
        # Every critical point lies in one of the intervals: the errors there and at the ends bound the error above.
        ends = [arb(-1), arb(1)]
        upper = max(upper_end(problem.error(p, t)) for t in ends + [a.union(b) for a, b in zeros])
        # De la Vallée-Poussin: where the error alternates, its least size bounds every polynomial's error below.
        nodes = ends[:1] + [a for a, _ in zeros] + ends[1:]
        errors = [problem.error(p, t) for t in nodes]
        signs = [is_positive(e) for e in errors]
        assert len(nodes) == problem.degree + 2 and all(x != y for x, y in zip(signs, signs[1:]))
        lower = min(lower_end(e) for e in errors)
        if upper - lower < lower / 10**digits:
            return lower, upper
    raise AssertionError("the exchange did not converge")


def fraction(point):
    """The value of an exact ball."""
    m, e = (int(v) for v in point.man_exp())
    return Fraction(m) * Fraction(2) ** e


def upper_end(ball):
    return fraction(ball.abs_upper())


def lower_end(ball):
    return fraction(ball.abs_lower())


# ---------------------------------------------------------------- the file


def decimal(low, high):
    """DIGITS digits; the number between low and high is less than one unit of the last digit away."""
    exponent = math.floor(math.log10(low))
    digits = round(low * Fraction(10) ** (DIGITS - 1 - exponent))
    if digits >= 10**DIGITS or digits < 10 ** (DIGITS - 1):
        exponent += 1 if digits >= 10**DIGITS else -1
        digits = round(low * Fraction(10) ** (DIGITS - 1 - exponent))
    unit = Fraction(10) ** (exponent + 1 - DIGITS)
    assert digits * unit - unit < low <= high < digits * unit + unit
    text = str(digits)
    assert len(text) == DIGITS
    return f"{text[0]}.{text[1:]}e{exponent}"


class Lines:
    def __init__(self):
        self.errors = {}
        self.degrees = []

    def error(self, function, measure, a, b, degree):
        key = (function, measure, a, b, degree)
        if key not in self.errors:
            self.errors[key] = minimax(Problem(*key), DIGITS + 2)
        return self.errors[key]

    def least_degree(self, function, measure, a, b, accuracy):
        """The least degree whose error is at most the accuracy: the errors fall as the degree rises."""
        epsilon = Fraction(accuracy)
        low, high = -1, 1
        while self.error(function, measure, a, b, high)[1] > epsilon:
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            if self.error(function, measure, a, b, middle)[1] > epsilon:
                low = middle
            else:
                high = middle
        if high > 0:
            assert self.error(function, measure, a, b, high - 1)[0] > epsilon
        self.degrees.append(f"degree {function} {measure} {a} {b} {accuracy} {high}")
        return {high, high - 1} - {-1}


def write():
    lines = Lines()
    kept = []
    for measure in ["relative", "absolute"]:
        for bound in BOUNDS:
            a, b = (-bound, bound) if measure == "relative" else (Fraction(0), bound)
            degrees = set()
            for accuracy in ACCURACIES:
                degrees |= lines.least_degree("exp", measure, a, b, accuracy)
            kept += [("exp", measure, a, b, degree) for degree in sorted(degrees)]
            print(lines.degrees[-1], file=sys.stderr)
    for a, b in [(Fraction(0), Fraction(1)), (Fraction(-1, 2), Fraction(1, 2))]:
        kept += [("exp2", "relative", a, b, degree) for degree in range(1, 9)]
    with open(PATH, "w") as file:
        for key in kept:
            file.write(" ".join(["error", *map(str, key), decimal(*lines.error(*key))]) + "\n")
        file.write("".join(line + "\n" for line in lines.degrees))


# ---------------------------------------------------------------- Sollya


def sollya(function, measure, a, b, degree, patience):
    """Sollya's enclosure of the error of its own minimax polynomial, or None where it did not answer in time."""
    f, inverse = ("exp(x)", "exp(-x)") if function == "exp" else ("2^x", "2^(-x)")
    remez = f"remez(1, {degree}, i, {inverse})" if measure == "relative" else f"remez({f}, {degree}, i)"
    bits = 165 + 4 * int(degree)
    script = f"""verbosity = 0!; roundingwarnings = off!; prec = {bits}!; display = hexadecimal!;
      i = [{a}; {b}]; p = {remez}; n = supnorm(p, {f}, i, {measure}, 2^(-40)); display = dyadic!;
      write(inf(n), " ", sup(n), "\\n"); quit;"""
    try:
        run = subprocess.run(["sollya"], input=script, capture_output=True, text=True, timeout=patience)
        words = run.stdout.split()[-2:]
        return tuple(Fraction(int(m)) * Fraction(2) ** int(e or 0) for m, _, e in (w.partition("b") for w in words))
    except (subprocess.TimeoutExpired, ValueError):
        return None


def check_with_sollya(patience):
    """Sollya's polynomial is no better than the least error, and at most 1e-5 worse, as its remez promises."""
    answered = agreed = asked = 0
    with open(PATH) as file:
        rows = [line.split() for line in file if line.startswith("error ")]
    for _, function, measure, a, b, degree, text in rows:
        asked += 1
        ends = sollya(function, measure, a, b, degree, patience)
        least, unit = Fraction(text), Fraction(10) ** (int(text.partition("e")[2]) + 1 - DIGITS)
        verdict = "no answer"
        if ends:
            answered += 1
            agrees = ends[1] >= least - unit and ends[0] <= (least + unit) * (1 + Fraction(1, 10**5))
            agreed += agrees
            verdict = f"{'agrees' if agrees else 'DISAGREES'}: sup/least − 1 = {float(ends[1] / least - 1):.1e}"
        print(function, measure, a, b, degree, text, verdict, flush=True)
    print(f"{asked} rows, {answered} answered, {agreed} agree")
    sys.exit(agreed != answered)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check-with-sollya"]:
        check_with_sollya(float(sys.argv[2]) if len(sys.argv) > 2 else 60)
    else:
        write()
