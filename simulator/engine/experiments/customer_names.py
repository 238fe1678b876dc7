"""Names of customers, for labs in which a key is a word and not a number."""

from collections.abc import Sequence

import numpy as np

_GIVEN_NAMES = (
    "Al Amina Ana Ben Carla Chen Clara Dan Eva Farid Finn Grace Hassan Ida Ines Ivan Jo Jonas Julia Kai Karim "
    "Lara Lena Leo Li Lucia Marek Maria Max Mei Mia Nadia Noah Nora Olga Omar Oskar Paul Petra Priya Rafael Rosa "
    "Sam Sara Sofia Tariq Tom Vera Yusuf Zoe"
)
_FAMILY_NAMES = (
    "Adler Amato Bauer Berg Bianchi Bloom Brown Cohen Costa Diaz Evans Fischer Fox Garcia Gray Hall Hill Ito Jansen "
    "Jones Kaya Kim Klein Kumar Lang Lee Lopez Marino Meyer Mori Nagy Novak Ortiz Park Patel Perez Quinn Reed Rossi "
    "Russo Santos Sato Schmidt Silva Stone Suzuki Vogel Wang Weber Young"
)
_GIVEN, _FAMILY = _GIVEN_NAMES.split(), _FAMILY_NAMES.split()
_INITIALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = len(_GIVEN) * len(_INITIALS) * len(_FAMILY)


def customer_names(count: int, seed: int) -> Sequence[str]:
    """`count` different names, at most `MOST`: "Mia K. Novak"."""
    names = []
    for number in np.random.default_rng(seed).permutation(MOST)[:count].tolist():
        rest, given = divmod(number, len(_GIVEN))
        initial, family = divmod(rest, len(_FAMILY))
        names.append(f"{_GIVEN[given]} {_INITIALS[initial]}. {_FAMILY[family]}")
    return names
