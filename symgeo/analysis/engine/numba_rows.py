"""The best pairs of each flow in the numba engine: rows that are cut back when they are full."""

# mypy: ignore-errors
# ^ numba compiles these functions and has no types.
# ruff: noqa: ANN001, ANN201, D103
# ^ Arrays and scalars, as numba_kernels passes them.
from __future__ import annotations

import numba
import numpy as np

COUNTED = 128
"""Rows up to this width are cut back by counting ranks, which has no branches to guess."""


@numba.njit(inline="always")
def bits_of(x):
    return np.float64(x).view(np.uint64)


@numba.njit(inline="always")
def is_worse(key_a, other_a, key_b, other_b):
    return key_a < key_b or (key_a == key_b and other_a > other_b)


@numba.njit
def select(keys, others, row, n, k):
    """Bring the best ``k`` of a row's ``n`` pairs to its front, the worst of them to place ``k`` - 1."""
    low, high = 0, n - 1
    while low < high:
        middle = (low + high) >> 1
        key, other = keys[row, middle], others[row, middle]
        i, j = low, high
        while i <= j:
            while is_worse(key, other, keys[row, i], others[row, i]):
                i += 1
            while is_worse(keys[row, j], others[row, j], key, other):
                j -= 1
            if i <= j:
                keys[row, i], keys[row, j] = keys[row, j], keys[row, i]
                others[row, i], others[row, j] = others[row, j], others[row, i]
                i += 1
                j -= 1
        if k - 1 <= j:
            high = j
        elif k - 1 >= i:
            low = i
        else:
            break
    return keys[row, k - 1]


@numba.njit
def count_better(keys, ranks, n):
    for i in range(n):
        ranks[i] = 0
    for j in range(n):
        key = keys[j]
        for i in range(n):
            ranks[i] += keys[i] < key


@numba.njit
def cut(keys, others, row, n, k, ranks):
    """Keep the best ``k`` of a row's ``n`` pairs at its front; give the least key of them."""
    if n > COUNTED:
        return select(keys, others, row, n, k)
    count_better(keys[row], ranks, n)
    kept = 0
    for i in range(n):
        kept += ranks[i] < k
    if kept != k:  # equal keys at the limit
        return select(keys, others, row, n, k)
    at, least, worst = 0, np.uint64(0), -1
    for i in range(n):
        key, other, rank = keys[row, i], others[row, i], ranks[i]
        keys[row, at], others[row, at] = key, other
        at += rank < k
        if worst < rank < k:
            worst, least = rank, key
    return least


@numba.njit(cache=True)
def append(keys, others, counts, least, k, rows, new_keys, new_others):
    """Append pairs to rows; a full row is cut back to its best ``k`` and then asks for as much as those."""
    ranks = np.zeros(COUNTED, np.int64)
    for i in range(len(rows)):
        row, key = rows[i], new_keys[i]
        if key < least[row]:
            continue
        n = counts[row]
        if n == keys.shape[1]:
            least[row] = cut(keys, others, row, n, k, ranks)
            n = k
        keys[row, n], others[row, n] = key, new_others[i]
        counts[row] = n + 1


@numba.njit(cache=True)
def sort_rows(keys, others, counts, k):
    """Cut each row to its best ``k`` and sort them, best first."""
    ranks = np.zeros(COUNTED, np.int64)
    for row in range(len(counts)):
        n = counts[row]
        if n > k:
            cut(keys, others, row, n, k, ranks)
            n = k
            counts[row] = k
        for end in range(1, n):
            key, other = keys[row, end], others[row, end]
            at = end
            while at > 0 and is_worse(keys[row, at - 1], others[row, at - 1], key, other):
                keys[row, at], others[row, at] = keys[row, at - 1], others[row, at - 1]
                at -= 1
            keys[row, at], others[row, at] = key, other


@numba.njit(cache=True)
def unpack_rows(keys, others, counts, positions, ids, row, other, key):
    """Write sorted rows one after the other, in the order of the flows."""
    at = 0
    for n in range(len(positions)):
        p = positions[n]
        for m in range(counts[p]):
            row[at], other[at], key[at] = ids[n], others[p, m], keys[p, m]
            at += 1
