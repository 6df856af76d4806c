#!/usr/bin/env python3
"""Writes the test vectors of exp, log and sqrt from two independent oracles, MPFR (through gmpy2) and Arb (through
python-flint), those of Bessel functions from Arb alone, and those of the real roots of polynomials from FLINT.

    make vectors

The output depends on the seed below and on nothing else. README.md beside this file has the format.
"""

import ctypes
import glob
import math
import os
import random
from fractions import Fraction

import flint
import gmpy2

SEED = 20240229
HERE = os.path.dirname(os.path.abspath(__file__))
# Subdivisions of a unit in the last place in which the Arb balls are stored.
GRAIN = 256
# Real roots are stored to so many binary places.
ROOT_PLACES = 96
PRECISIONS = [24] * 3 + [53] * 3 + [64] * 3 + [96] * 2 + [113] * 2 + [128] * 5 + [200] * 2 + [256] * 2 + [500, 1000]

random.seed(SEED)

# gmpy2 never widens MPFR's own range of exponents (±2^30), and exp reaches 2^(1.6e12).
LIBRARY = glob.glob(os.path.join(os.path.dirname(gmpy2.__file__), "..", "gmpy2.libs", "libmpfr*"))[0]
MPFR = ctypes.CDLL(LIBRARY)
MPFR.mpfr_set_emax.argtypes = MPFR.mpfr_set_emin.argtypes = [ctypes.c_long]
assert MPFR.mpfr_set_emax(gmpy2.get_emax_max()) == 0 and MPFR.mpfr_set_emin(gmpy2.get_emin_min()) == 0
gmpy2.get_context().emax = gmpy2.get_emax_max()
gmpy2.get_context().emin = gmpy2.get_emin_min()


def normalized(m, e):
    while m and m % 2 == 0:
        m //= 2
        e += 1
    return m, e


def mpfr_exact(m, e):
    """m·2^e as an exact mpfr."""
    with gmpy2.context(gmpy2.get_context(), precision=max(int(m).bit_length(), 2)):
        return gmpy2.mul_2exp(gmpy2.mpfr(m), e) if e >= 0 else gmpy2.div_2exp(gmpy2.mpfr(m), -e)


def mpfr_bound(function, x, p, rounding):
    with gmpy2.context(gmpy2.get_context(), precision=p, round=rounding):
        return getattr(gmpy2, function)(x)


def ulp_form(y, p):
    """(integer, exponent) of an mpfr with exactly p bits in the integer."""
    m, e = (int(v) for v in y.as_mantissa_exp())
    if m == 0:
        return 0, 0
    shift = p - abs(m).bit_length()
    return m << shift, e - shift


def bounds_of_dyadic(function, x, p):
    exact = mpfr_exact(*x)
    low = mpfr_bound(function, exact, p, gmpy2.RoundDown)
    high = mpfr_bound(function, exact, p, gmpy2.RoundUp)
    return low, high


def arb_of_dyadic(x):
    return flint.arb(flint.arf(x))


def arb_ends(ball):
    """The exact ends of a ball, as (integer, exponent) pairs over a common exponent."""
    mm, me = (int(v) for v in ball.mid().man_exp())
    rm, re = (int(v) for v in ball.rad().man_exp())
    if rm == 0:
        re = me
    if mm == 0:
        me = re
    e = min(me, re)
    mid, rad = mm << (me - e), rm << (re - e)
    return mid - rad, mid + rad, e


def offsets(ball, low, exponent):
    """The ends of the ball as whole numbers of 1/GRAIN units from MPFR's lower bound, rounded outwards."""
    a, b, e = arb_ends(ball)
    grain_exponent = exponent - (GRAIN.bit_length() - 1)
    base = low * GRAIN

    def scaled(v, up):
        shift = e - grain_exponent
        if shift >= 0:
            return v << shift
        return -((-v) >> -shift) if up else v >> -shift

    return scaled(a, False) - base, scaled(b, True) - base


def text(m, e):
    return f"{'-' if m < 0 else ''}{abs(m):x}p{e}"


def upper_text(m, e, hm, he):
    """"=" for an exact value, "+" for one unit above the lower bound, else the bound itself."""
    if (m, e) == (hm, he):
        return "="
    return "+" if normalized(m + 1, e) == normalized(hm, he) else text(*normalized(hm, he))


def line_of_dyadic(function, x, p):
    x = normalized(*x)
    low, high = bounds_of_dyadic(function, x, p)
    m, e = ulp_form(low, p)
    hm, he = ulp_form(high, p)
    step = (m, e) != (hm, he)
    assert not step or gmpy2.next_above(low) == high, (function, x, p)
    flint.ctx.prec = p
    arb = getattr(arb_of_dyadic(x), function)()
    a, b = offsets(arb, m, e)
    assert a <= GRAIN and b >= 0
    assert -64 * GRAIN < a and b < 64 * GRAIN, (function, x, p, a, b)
    return f"{p} {text(*x)} {text(m, e)} {upper_text(m, e, hm, he)} {a} {b}"


def line_of_fraction(function, q, p):
    """MPFR at two neighbours of the fraction with many more bits; the same bounds at both are the bounds."""
    extra = 64
    while True:
        n = max(p + extra, 2)
        with gmpy2.context(gmpy2.get_context(), precision=n, round=gmpy2.RoundDown):
            x0 = gmpy2.mpfr(gmpy2.mpq(q.numerator, q.denominator))
        with gmpy2.context(gmpy2.get_context(), precision=n, round=gmpy2.RoundUp):
            x1 = gmpy2.mpfr(gmpy2.mpq(q.numerator, q.denominator))
        assert gmpy2.mpq(x0) <= gmpy2.mpq(q.numerator, q.denominator) <= gmpy2.mpq(x1)
        low = mpfr_bound(function, x0, p, gmpy2.RoundDown)
        high = mpfr_bound(function, x1, p, gmpy2.RoundUp)
        m, e = ulp_form(low, p)
        if low == high or mpfr_bound(function, x1, p, gmpy2.RoundDown) == low:
            break
        extra *= 2
    flint.ctx.prec = p + 40 + abs(q.denominator.bit_length())
    arb = getattr(flint.arb(flint.fmpq(q.numerator, q.denominator)), function)()
    a, b = offsets(arb, m, e)
    assert a <= GRAIN and b >= 0 and -64 * GRAIN < a and b < 64 * GRAIN
    sign = "-" if q < 0 else ""
    hs = upper_text(m, e, *ulp_form(high, p))
    return f"{p} {sign}{abs(q.numerator):x}/{q.denominator:x} {text(m, e)} {hs} {a} {b}"


def odd(bits):
    return (random.getrandbits(bits) | 1 | (1 << (bits - 1))) if bits > 1 else 1


def with_magnitude(bits, magnitude):
    """An odd integer of so many bits times the power of two that puts its leading bit at 2^(magnitude−1)."""
    return odd(bits), magnitude - bits


def precision():
    return random.choice(PRECISIONS)


def mantissa_bits(p):
    return random.choice([1, 2, 11, 24, 24, 53, 53, min(p, 300), random.randint(1, 200)])


def exp_arguments():
    with gmpy2.context(gmpy2.get_context(), precision=400):
        ln2 = gmpy2.const_log2()
    for _ in range(1800):  # the whole range of exponents
        p = precision()
        m, e = with_magnitude(mantissa_bits(p), random.randint(-p - 20, 40))
        yield p, (random.choice([1, -1]) * m, e)
    for _ in range(150):  # extremely near 0
        m, e = with_magnitude(mantissa_bits(53), -random.choice([300, 1000, 1074, 5000, 100000]))
        yield precision(), (random.choice([1, -1]) * m, e)
    for k in range(60):  # the edge of the domain
        for sign in (1, -1):
            yield precision(), (sign * (2**60 - k * random.randint(0, 2**30)), -20)
    for _ in range(900):  # at multiples of ln 2, where the reduced argument is nearly 0 or nearly ln 2
        k = random.randint(1, 2 ** random.randint(1, 39))
        bits = random.choice([24, 53, 53, 64, 100, 192, 300])
        with gmpy2.context(gmpy2.get_context(), precision=bits):
            m, e = (int(v) for v in (k * ln2).as_mantissa_exp())
        yield precision(), (random.choice([1, -1]) * (m + random.choice([0, 0, 1, -1])), e)
    for n in range(1, 301):  # integers
        yield precision(), (n if n % 3 else -n, 0)
    for _ in range(1500):  # scores of attention: binary32 numbers from −100 to 0
        m, e = with_magnitude(24, random.randint(-10, 7))
        yield random.choice([53, 64, 128, 128, 192, 256]), (-m, e)


def log_arguments():
    for _ in range(1300):
        p = precision()
        yield p, with_magnitude(mantissa_bits(p), random.choice([random.randint(-1100, 1100), random.randint(-5, 5)]))
    for _ in range(60):
        yield precision(), with_magnitude(53, random.choice([1, -1]) * random.choice([10**5, 10**6, 10**9, 10**12]))
    for _ in range(1200):  # near 1, to extremely near
        j = random.choice([random.randint(1, 70), random.randint(1, 200), random.randint(1, 1000)])
        bits = random.randint(1, 40)
        d = random.choice([1, -1]) * odd(bits)
        yield precision(), ((1 << (j + bits)) + d, -(j + bits))
    for _ in range(300):  # at the borders of the reduction to f in (0.7, 1.42)
        centre = random.choice([725, 726, 512, 1023])
        bits = random.randint(1, 43)
        yield precision(), ((centre << bits) + random.choice([1, -1]) * random.getrandbits(bits), -bits - 9)
    for k in range(1, 101):  # powers of two
        yield precision(), (1, k if k % 2 else -k * 7)
    for n in range(2, 202):
        yield precision(), (n, 0)


def sqrt_arguments():
    for _ in range(800):
        p = precision()
        yield p, with_magnitude(mantissa_bits(p), random.randint(-1100, 1100))
    for _ in range(500):  # squares, and next to squares
        p = precision()
        n = odd(random.randint(1, p))
        yield p, (n * n + random.choice([0, 0, 1, -1] if n > 1 else [0, 1]), 2 * random.randint(-500, 500))
    for n in range(1, 257):
        yield precision(), (n, 0)


def fractions(function):
    for _ in range(500):
        p = random.choice([24, 53, 64, 128, 128, 256])
        bottom = random.randint(2, 2 ** random.randint(2, 64))
        if function == "exp":
            top = random.choice([1, -1]) * random.randint(1, max(1, int(bottom * random.choice([0.01, 1, 50, 700]))))
        elif function == "log" and random.random() < 0.5:
            top = bottom + random.choice([1, -1])
        else:
            top = random.randint(1, bottom * random.choice([1, 10, 1000]))
        if Fraction(top, bottom).denominator & (Fraction(top, bottom).denominator - 1) == 0:
            continue
        yield p, Fraction(top, bottom)


def write(name, lines):
    with open(os.path.join(HERE, name), "w", newline="\n") as f:
        f.write("\n".join(lines) + "\n")
    print(name, len(lines))


def float16_exp():
    """For each block of 1024 bit patterns an FNV-1a digest of exp rounded down to 24 bits by MPFR."""
    lines = []
    for block in range(64):
        digest = 0xCBF29CE484222325
        count = 0
        for bits in range(block * 1024, block * 1024 + 1024):
            biased, field = bits >> 10 & 31, bits & 1023
            if biased == 31 or bits & 0x7FFF == 0:
                continue
            m = field if biased == 0 else field | 1024
            e = max(biased, 1) - 25
            x = normalized(-m if bits >> 15 else m, e)
            y = mpfr_bound("exp", mpfr_exact(*x), 24, gmpy2.RoundDown)
            for v in ulp_form(y, 24):
                digest = (digest ^ (v & (2**64 - 1))) * 0x100000001B3 & (2**64 - 1)
            count += 1
        lines.append(f"{block} {count} {digest:016x}")
    write("float16-exp.txt", lines)


def bessel():
    """I_k(x) from Arb: the order, x, and the ends of a ball of some 200 bits, rounded outwards to 192 bits."""
    flint.ctx.prec = 1024
    lines = []
    arguments = [Fraction(*q) for q in ((1, 4), (1, 2), (1, 1), (3, 2), (7, 3), (9, 1), (16, 1), (64, 1), (1000, 7))]
    arguments += [Fraction(random.randint(1, 10**6), random.randint(1, 10**4)) for _ in range(60)]
    for x in arguments:
        for k in sorted({0, 1, 2, 5, int(x) // 2, int(x) + 1, 2 * int(x) + 9, random.randint(0, 300)}):
            ball = flint.arb(flint.fmpq(x.numerator, x.denominator)).bessel_i(flint.arb(k))
            a, b, e = arb_ends(ball)
            shift = max(a.bit_length() - 192, 0)
            assert a > 0 and (b - a).bit_length() < shift
            lower, upper = a >> shift, -(-b >> shift)
            lines.append(f"{k} {x.numerator:x}/{x.denominator:x} {lower:x} {upper:x} {e + shift}")
    write("bessel.txt", lines)


def product(factors):
    return math.prod(factors, start=flint.fmpz_poly([1]))


def random_polynomial(degree, bits):
    def coefficient():
        return random.choice([1, -1]) * random.getrandbits(random.randint(1, bits))

    return flint.fmpz_poly([coefficient() for _ in range(degree)] + [odd(bits)])


def real_root_problems():
    """Polynomials and intervals with rational ends."""
    x = flint.fmpz_poly([0, 1])
    for _ in range(60):
        yield random_polynomial(random.randint(1, 40), random.choice([1, 2, 8, 64, 300])), random_range()
    for n in (100, 120):
        yield random_polynomial(n, 500), (Fraction(-64), Fraction(64))
    for n in (1, 2, 3, 7, 16, 33, 64):
        yield flint.fmpz_poly.chebyshev_t(n), (Fraction(-1), Fraction(1))
        yield flint.fmpz_poly.chebyshev_t(n), (Fraction(0), Fraction(1, 2))
        yield flint.fmpz_poly.chebyshev_t(n), (Fraction(-10, 3), Fraction(64))
    yield flint.fmpz_poly.chebyshev_t(120), (Fraction(-1), Fraction(1))
    for n in (5, 12, 20, 30):  # Wilkinson's
        wilkinson = product(x - k for k in range(1, n + 1))
        yield wilkinson, (Fraction(1), Fraction(n))
        yield wilkinson, (Fraction(10, 9), Fraction(n) - Fraction(1, 7))
        yield wilkinson * 2**30 + x ** (n - 1), (Fraction(-64), Fraction(64))
    for n, a in ((5, 3), (12, 10), (20, 1001), (31, 4), (30, 64)):  # Mignotte's: two roots extremely near 1/a
        yield x**n - 2 * (a * x - 1) ** 2, (Fraction(-2), Fraction(2))
        yield x**n - 2 * (a * x - 1) ** 2, (Fraction(0), Fraction(1, a))
    for n in (3, 10, 25, 51):  # p' − c·p for a Taylor polynomial p of exp
        p = flint.fmpz_poly([math.factorial(n) // math.factorial(k) for k in range(n + 1)])
        for c in (-1, 1, 3):
            yield p.derivative() * 7 - p * c, (Fraction(-64), Fraction(64))
    for _ in range(80):  # linear and quadratic factors, repeated
        factors, roots = [], []
        for _ in range(random.randint(1, 6)):
            if random.random() < 0.6:
                root = Fraction(random.randint(-20, 20), random.choice([1, 2, 3, 8, 10, 1024]))
                roots.append(root)
                factor = root.denominator * x - root.numerator
            else:
                factor = flint.fmpz_poly([random.randint(-9, 9), random.randint(-5, 5), random.randint(1, 5)])
            factors += [factor] * random.choice([1, 1, 1, 2, 2, 3, 4])
        ends = sorted(random.choice(roots + [Fraction(-3), Fraction(7, 3), Fraction(0)]) for _ in range(2))
        yield product(factors), random.choice([tuple(ends), random_range(), (Fraction(-64), Fraction(64))])
    for gap in (20, 80, 90):  # two roots 2^−gap apart
        near = (3 * x - 1) * ((3 * x - 1) * 2**gap - 3)
        yield near * random_polynomial(10, 50), (Fraction(-64), Fraction(64))
        yield near, (Fraction(-1), Fraction(1, 3))


def random_range():
    a, b = (Fraction(random.randint(-300, 300), random.choice([1, 3, 8, 100])) for _ in range(2))
    return min(a, b), max(a, b)


def real_roots(polynomial, lower, upper):
    """The distinct real roots in [lower, upper], in order: balls and multiplicities. FLINT's real roots are exactly
    real, and a ball decides on which side of an end it is unless the end is the root."""
    ends = [flint.fmpq(end.numerator, end.denominator) for end in (lower, upper)]
    are_roots = [polynomial(end) == 0 for end in ends]
    precision = 400
    while True:
        flint.ctx.prec = precision
        balls = [(root.real, count) for root, count in polynomial.complex_roots() if root.imag.is_zero()]
        touching = [[ball for ball, _ in balls if ball.overlaps(flint.arb(end))] for end in ends]
        if all(len(t) == int(is_root) for t, is_root in zip(touching, are_roots)):
            break
        precision *= 2
    inside = [(b, k) for b, k in balls if not (b < flint.arb(ends[0])) and not (b > flint.arb(ends[1]))]
    return sorted(inside, key=lambda pair: pair[0].mid())


def line_of_real_roots(polynomial, lower, upper):
    fields = [fraction_text(lower), fraction_text(upper), ",".join(hexadecimal(c) for c in polynomial.coeffs())]
    for ball, count in real_roots(polynomial, lower, upper):
        a, b = offsets(ball, 0, -ROOT_PLACES + GRAIN.bit_length() - 1)
        assert b - a <= 2
        fields.append(f"{hexadecimal(a)}:{b - a}:{count}")
    return " ".join(fields)


def hexadecimal(n):
    n = int(n)
    return f"{'-' if n < 0 else ''}{abs(n):x}"


def fraction_text(q):
    return f"{hexadecimal(q.numerator)}/{q.denominator:x}"


for function, arguments in (("exp", exp_arguments), ("log", log_arguments), ("sqrt", sqrt_arguments)):
    rows = [line_of_dyadic(function, x, p) for p, x in arguments() if x[0] != 0]
    rows += [line_of_fraction(function, q, p) for p, q in fractions(function)]
    write(function + ".txt", rows)
float16_exp()
bessel()
write("real-roots.txt", [line_of_real_roots(p, *ends) for p, ends in real_root_problems()])
