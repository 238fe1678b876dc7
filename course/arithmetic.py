"""The arithmetic of the prose: "100*4/(4+1)" is worked out, and nothing else can be asked for.

Invariant: an expression holds numbers, + - * / ** and the functions below; it has no names, no loops and no
effect, and its result is a finite number.
"""

import ast
import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Number = Any  # int, float or Fraction: Python's own tower, which type checkers do not know


def harmonic(n: Number) -> float:
    """H(n) = 1 + 1/2 + ... + 1/n, for whole n from 1 to 1,000,000."""
    if n != int(n) or not 1 <= n <= 1_000_000:
        raise ValueError("H wants a whole number from 1 to 1,000,000")
    return math.fsum(1 / k for k in range(1, int(n) + 1))


def _whole(function: Callable[..., int]) -> Callable[..., int]:
    def on_wholes(*numbers: Number) -> int:
        if any(number != int(number) or abs(number) > 10_000 for number in numbers):
            raise ValueError("whole numbers up to 10,000 are wanted")
        return function(*map(int, numbers))

    return on_wholes


def _power(base: Number, exponent: Number) -> Number:
    if abs(exponent) > 1000 or abs(base) > 1e12:
        raise ValueError("the power is too large")
    result = base**exponent
    if isinstance(result, complex):
        raise ValueError("a root of a negative number")  # noqa: TRY004  it is the value that is wrong
    return result


FUNCTIONS: dict[str, Callable[..., Number]] = {
    "sqrt": math.sqrt,
    "ln": math.log,
    "log2": math.log2,
    "exp": math.exp,
    "ceil": math.ceil,
    "floor": math.floor,
    "round": round,
    "abs": abs,
    "min": min,
    "max": max,
    "lcm": _whole(math.lcm),
    "gcd": _whole(math.gcd),
    "comb": _whole(math.comb),
    "H": harmonic,
}
_BINARY: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_UNARY: dict[type[ast.unaryop], Callable[[Number], Number]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}


def work_out(expression: str) -> float:
    """The value of an expression. Numbers are exact until a function needs a float: 0.1 + 0.2 is 0.3.

    Raises `ValueError` with a sentence: what cannot be read or has no value.
    """
    if len(expression) > 300:
        raise ValueError("The expression is longer than 300 characters.")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ValueError(f"{expression!r} cannot be read as arithmetic.") from None
    try:
        value = float(_value(tree.body))
    except (ArithmeticError, ValueError, TypeError, RecursionError) as problem:
        raise ValueError(f"{expression!r} has no value: {problem}.") from None
    if not math.isfinite(value):
        raise ValueError(f"{expression!r} has no finite value.")
    return value


def _value(node: ast.expr) -> Number:
    match node:
        case ast.Constant(value=bool()):
            raise ValueError("true and false are no numbers")
        case ast.Constant(value=int() | float() as number):
            return Fraction(repr(number))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
            return _UNARY[type(sign)](_value(operand))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
            return _BINARY[type(sign)](_value(left), _value(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*map(_value, args))
    raise ValueError(f"only numbers, + - * / ** %, and {', '.join(FUNCTIONS)} are known")
