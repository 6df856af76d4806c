#!/usr/bin/env python3
"""Writes attention.txt: small attention problems with their exact answers, and Theorem R's bounds for several
rounding models, evaluated by Arb (through python-flint) from the doc comments of the judge alone.

    python3 -m venv ../oracles && ../oracles/bin/pip install python-flint
    ../oracles/bin/python Tests/Properties/Vectors/generate-attention.py

The output depends on the seed below and on nothing else. README.md beside this file has the format.
"""

import os
import random
import struct
from fractions import Fraction

from flint import arb, ctx, fmpq, fmpz

ctx.prec = 900
random.seed(20250117)
HERE = os.path.dirname(os.path.abspath(__file__))

# ---------------------------------------------------------------- numbers


def exact(x):
    """An arb that holds a Fraction as narrowly as the precision allows; dyadic ones exactly."""
    return arb(fmpz(x.numerator)) / arb(fmpz(x.denominator))


def ball(x, bits):
    """`m:e`: the number lies within (m ± 1)·2^e, where m has about `bits` bits; `0` for exact zero."""
    if x.mid() == 0 and x.rad() == 0:
        return "0"
    m, e = (int(v) for v in x.mid().man_exp())
    shift = abs(m).bit_length() - bits
    # Arb's radius is far below the unit: the rounding to nearest leaves room for it.
    rounded = (m + (1 << shift >> 1)) >> shift if shift > 0 else m << -shift
    unit = arb(2) ** (e + shift)
    assert x.rad() < unit * arb("0.25"), (x, bits)
    return f"{'-' if rounded < 0 else ''}{abs(rounded):x}:{e + shift}"


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


# ---------------------------------------------------------------- inputs


def draw_vector(kind, count):
    def one():
        if kind == "unit":
            return random.randint(-64, 64) / 64
        if kind == "float":
            return f32(random.gauss(0, 2))
        if kind == "double":
            return random.gauss(0, 1)
        if kind == "integers":
            return float(random.randint(-2, 2))
        if kind == "tiny":
            return random.choice([5e-324, -1.5e-310, 2.5e-308, f32(1e-42), -f32(3e-40), 1e-200, 0.0])
        if kind == "huge":
            return random.choice([-1, 1]) * random.uniform(1, 2) * 2.0 ** random.choice([30, 60, 90, 120])
        if kind == "large":
            return random.uniform(-40, 40)
        if kind == "mixed":
            return random.gauss(0, 1) * 2.0 ** random.randint(-30, 6)
        if kind == "zero":
            return 0.0
        if kind == "positive":
            return random.uniform(1, 2)
        raise ValueError(kind)

    return [one() for _ in range(count)]


SCORES = [
    ("unit", "unit"), ("float", "float"), ("double", "double"), ("integers", "integers"), ("tiny", "double"),
    ("tiny", "tiny"), ("large", "large"), ("large", "double"), ("mixed", "mixed"), ("zero", "double"),
    ("integers", "large"), ("double", "huge"),
]
VALUES = ["double", "float", "integers", "tiny", "huge", "mixed", "positive"]
SCALES = ["inverse-sqrt-dim", "inverse-dim", "3/7", "-0.75", "0x1.8p-3", "4"]
MASKS = [
    (None, None, "t"), (None, 0, "t"), (None, 0, "b"), (1, 1, "t"), (2, 0, "b"), (0, None, "b"),
]

# ---------------------------------------------------------------- Theorem R, from the judge's doc comments

FORMATS = {"float64": (53, -1022), "float32": (24, -126), "float16": (11, -14), "bfloat16": (8, -126)}

# products weights accumulator output exponentialUlps order normalization scaleRoundings flushes
MODELS = [
    ("float32", "float32", "float32", "float32", 1, "single", "weights", 1, 0),
    ("float32", "float32", "float32", "float32", 1, "tiled:3", "quotient", 1, 0),
    ("float32", "float16", "float32", "float16", 2, "tiled:4", "reciprocal", 1, 1),
    ("float32", "bfloat16", "float32", "bfloat16", 20, "any", "any", 2, 1),
    ("float64", "float64", "float64", "float64", 1, "tiled:1", "quotient", 2, 0),
    ("float64", "float64", "float64", "float32", 1, "single", "any", 0, 0),
    ("float32", "float32", "float32", "float32", 20, "any", "any", 1, 1),
    ("float16", "float16", "float32", "float16", 3, "tiled:2", "weights", 1, 0),
]


class Format:
    """FormatConstants: u = 2^-precision; underflow is half the least subnormal, or the least normal number."""

    def __init__(self, name, flushing):
        self.precision, least_normal = FORMATS[name]
        self.u = Fraction(1, 2**self.precision)
        # The least subnormal is 2^(least_normal - precision + 1).
        self.underflow = Fraction(2) ** (least_normal if flushing else least_normal - self.precision)


def theorem_r(model, d, sigma, keys, scores, magnitudes, columns):
    """(bounds of the outputs, bound of the log-sum-exp); None is no bound.

    `keys` is the row's range, `scores` and `magnitudes` hold ⟨q,k⟩ and Σ|qk| as Fractions.
    """
    name_p, name_w, name_a, name_o, ulps, order, normalization, scale_roundings, flushes = model
    P, Wf, A, O = (Format(name, flushes) for name in (name_p, name_w, name_a, name_o))
    n = len(scores)
    lo, hi = keys
    # RoundingCounts: "one sum over all keys, one shift"; "tiles that begin at multiples of the size, ... rescaled
    # at most once a tile, each tile summed by itself and then added"; "any order, a rescaling after every key".
    k_score = d + scale_roundings + 1
    divides = 1 if normalization in ("weights", "any") else 0
    if order == "single":
        R = T = 0
        h_n, h_d = n, n - 1
    elif order.startswith("tiled"):
        b = int(order.split(":")[1])
        K = len({j // b for j in range(lo, hi)})
        R, T = K - 1, K
        h_n, h_d = min(b, n) + K + R, min(b, n) - 1 + K + R
    else:
        R, T = n - 1, n
        h_n, h_d = 2 * n, 2 * n - 1
    h_n += divides

    def gamma(k, u):
        return None if k * u >= 1 else k * u / (1 - k * u)

    u, lam = A.u, A.underflow
    eps = 2 * u * ulps
    g_s, g_n, g_d = gamma(k_score, P.u), gamma(h_n, u), gamma(h_d, u)
    if g_s is None or g_n is None or g_d is None or eps >= 1:
        return None, None
    narrow = Wf.precision < A.precision
    u_w, lam_w = (Wf.u, Wf.underflow) if narrow else (0, 0)
    eta_n, eta_d = (1 + g_n) * (1 + u_w) - 1, g_d
    quotient = {"weights": 0, "quotient": u, "reciprocal": 2 * u + u * u, "any": 2 * u + u * u}[normalization]
    u_o, lam_o = (O.u, O.underflow) if O.precision < A.precision else (0, 0)
    eta_o = (1 + quotient) * (1 + u_o) - 1
    by_sum = normalization != "weights"
    omega_o = lam_o
    omega_o_per_value = Fraction(0)
    if by_sum:
        omega_o += 2 * lam * (1 + u_o)
    if divides:
        omega_o += 2 * n * lam * (1 + eta_n) * (1 + u_o)
        omega_o_per_value = (lam + lam_w) * (1 + eta_n) * (1 + u_o)

    E = exact
    absolute_sigma = abs(sigma)
    # (R1)
    delta = [E(g_s) * absolute_sigma * E(y) + (2 * d * absolute_sigma * E(1 + g_s) + 1) * E(P.underflow)
             for y in magnitudes]
    s = [sigma * E(y) for y in scores]
    beta = reference(sigma, scores)
    gap = [s[beta] - x if j != beta else arb(0) for j, x in enumerate(s)]
    p = [(-x).exp() for x in gap]
    chi = arb(0)
    for j in range(n):
        if j != beta:
            over = delta[j] + delta[beta] - gap[j]
            assert not over.contains(0)
            if over > chi:
                chi = over
    # (R3)
    exponentials = E((R + 1) * (eps / (1 - eps) + P.underflow))
    a = [gap[j] + delta[j] + delta[beta] + chi for j in range(n)]

    def sums(z):
        W = sum((p[j] * (z[j].exp() - 1) for j in range(n)), arb(0))
        S = sum((p[j] * (1 - (-z[j]).exp()) for j in range(n)), arb(0))
        return W, S

    D = sum(p, arb(0))
    grown = (chi + E(R * (eps + lam))).exp()
    z = [(delta[j] + delta[beta] if j != beta else arb(0)) + E(P.u) * a[j] + exponentials for j in range(n)]
    W, S = sums(z)
    omega = E((R + 1) * lam) * grown
    W1 = W + n * omega
    omega_d = grown * E((1 + eta_d) * (n + T) * lam)
    least = E(1 - eta_d) * (D - S - n * omega) - omega_d
    outputs = None
    if least > 0:
        outputs = []
        for v in columns:
            v = [E(x) for x in v]
            o = sum((p[j] * v[j] for j in range(n)), arb(0)) / D
            size = abs(o)
            total = sum((abs(x) for x in v), arb(0))
            H = sum((p[j] * abs(v[j]) for j in range(n)), arb(0))
            G = sum((p[j] * (z[j].exp() - 1) * abs(v[j] - o) for j in range(n)), arb(0))
            G += omega * (total + n * size)
            # (R4): the narrow weights' underflow is divided by D only where the sum is.
            omega_n = grown * E(1 + eta_n) * (E((2 * n + T) * lam) + (E(lam_w) * total if by_sum else 0))
            e = (G + E(eta_n) * (H + G + size * W1) + E(eta_d) * size * (D + W1) + omega_n + size * omega_d)
            e = e / least
            outputs.append(E(1 + eta_o) * e + E(eta_o) * size + E(omega_o) + E(omega_o_per_value) * total)
    else:
        assert least < 0

    # (R6): weights that are not referred to the heaviest key.
    z = [delta[j] + E(P.u) * a[j] + exponentials for j in range(n)]
    W, S = sums(z)
    grown = grown * delta[beta].exp()
    omega = E((R + 1) * lam) * grown
    omega_d = grown * E((1 + eta_d) * (n + T) * lam)
    above = E(eta_d) + (E(1 + eta_d) * (W + n * omega) + omega_d) / D
    below = E(eta_d) + (E(1 - eta_d) * (S + n * omega) + omega_d) / D
    if not below < 1:
        assert below > 1
        return outputs, None
    off = (1 + above).log()
    other = -(1 - below).log()
    if other > off:
        off = other
    logarithm = abs(D.log())
    L = s[beta] + D.log()
    e = off + E(eps) * (logarithm + chi + delta[beta] + off) + E(lam)
    return outputs, e + E(u) * (abs(L) + e) + E(lam)


def reference(sigma, scores):
    """The first key of the greatest score."""
    best = max(scores) if sigma > 0 else min(scores)
    return scores.index(best)


# ---------------------------------------------------------------- writing


def scale_value(text, d):
    if text == "inverse-sqrt-dim":
        return 1 / arb(d).sqrt()
    if text == "inverse-dim":
        return 1 / arb(d)
    if text.startswith("0x"):
        return exact(Fraction(float.fromhex(text)))
    return exact(Fraction(text))


def allowed(i, n, m, mask):
    left, right, alignment = mask
    o = 0 if alignment == "t" else m - n
    keys = [j for j in range(m) if (left is None or j >= i + o - left) and (right is None or j <= i + o + right)]
    return (keys[0], keys[-1] + 1) if keys else None


def hexes(numbers):
    return " ".join("0" if x == 0 else x.hex().replace("0x1.0000000000000p", "0x1p") for x in numbers)


def problem(out, number, n, m, d, columns, scale, mask, queries, keys, values):
    def side(x):
        return "-" if x is None else str(x)

    out.append(f"problem {n} {m} {d} {columns} {scale} {side(mask[0])} {side(mask[1])} {mask[2]}")
    for name, numbers in (("Q", queries), ("K", keys), ("V", values)):
        out.append(f"{name} {hexes(numbers)}")
    sigma = scale_value(scale, d)
    Q, K, V = ([Fraction(x) for x in numbers] for numbers in (queries, keys, values))
    for i in range(n):
        span = allowed(i, n, m, mask)
        if span is None:
            out.append(f"row {i} masked")
            continue
        lo, hi = span
        q = Q[i * d:(i + 1) * d]
        scores = [sum(a * b for a, b in zip(q, K[j * d:(j + 1) * d])) for j in range(lo, hi)]
        sizes = [sum(abs(a * b) for a, b in zip(q, K[j * d:(j + 1) * d])) for j in range(lo, hi)]
        table = [[V[j * columns + c] for j in range(lo, hi)] for c in range(columns)]
        beta = reference(sigma, scores)
        p = [(sigma * exact(y - scores[beta])).exp() for y in scores]
        D = sum(p, arb(0))
        out.append(f"row {i} {lo + beta} {ball(sigma * exact(scores[beta]) + D.log(), 220)}")
        out.append("p " + " ".join(ball(x, 220) for x in p))
        results = [sum((x * exact(v) for x, v in zip(p, column)), arb(0)) / D for column in table]
        out.append("o " + " ".join(ball(x, 280) for x in results))
        for index in {(number + i) % len(MODELS), (3 * number + i + 1) % len(MODELS)}:
            outputs, lse = theorem_r(MODELS[index], d, sigma, (lo, hi), scores, sizes, table)
            texts = ["inf"] * columns if outputs is None else [ball(x, 130) for x in outputs]
            out.append(f"R {index} {'inf' if lse is None else ball(lse, 130)} " + " ".join(texts))


def main():
    out = []
    for index, model in enumerate(MODELS):
        out.append(f"model {index} " + " ".join(str(x) for x in model))
    number = 0
    for round_ in range(9):
        for q_kind, k_kind in SCORES:
            d = random.choice([1, 2, 3, 4])
            n, m = random.choice([(1, 8), (1, 5), (2, 3), (3, 2), (1, 1), (2, 7), (1, 6)])
            columns = random.choice([1, 2])
            kind = VALUES[(number + round_) % len(VALUES)]
            queries = draw_vector(q_kind, n * d)
            if k_kind == "huge":
                queries = [x * 2.0**-100 for x in queries]
            problem(
                out, number, n, m, d, columns, SCALES[(number + number // 6) % len(SCALES)],
                MASKS[(number // 2) % len(MASKS)], queries, draw_vector(k_kind, m * d),
                draw_vector(kind, m * columns))
            number += 1
    # Scores that binary64 cannot tell apart, so that the key it takes for the heaviest is not: the exact weights
    # of the others then exceed 1 by far. Values that cancel, so that the output is small.
    for q, ks, vs in [
        ([2.0**60, 1.0], [1, 0, 1, 100, 1, 99.5, 1, 100.25], [1.0, 3.0, -2.0, -1.40625]),
        ([2.0**70, 1.0], [1, 0, 1, 3000, 1, 2999.25, 1, 3000.5], [1.0, 3.0, -2.0, -1.0]),
        ([-2.0**64, 1.0], [-1, 0, -1, 700, -1, 701, -1, 650], [1.0, 1.0, -0.375, 8.0]),
    ]:
        problem(
            out, number, 1, 4, 2, 1, "4" if number % 2 else "0x1.8p-3", MASKS[0], q,
            [float(x) for x in ks], vs)
        number += 1
    with open(os.path.join(HERE, "attention.txt"), "w") as file:
        file.write("\n".join(out) + "\n")


main()
