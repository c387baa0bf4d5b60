"""The loops of the numba engine: one supply after the other against buckets of demands."""

# mypy: ignore-errors
# ^ numba compiles these functions and has no types.
# ruff: noqa: ANN001, ANN201, D103, PLR0913, PLR0917
# ^ Arrays and scalars, as numba_engine passes them.
from __future__ import annotations

import numba
import numpy as np

from symgeo.analysis.engine.compiling import log_part
from symgeo.analysis.engine.keys import SCALE
from symgeo.analysis.engine.numba_rows import COUNTED, bits_of, cut
from symgeo.analysis.engine.numba_visits import (
    AMOUNT,
    BATCH,
    BUCKET,
    CO2,
    COLUMNS,
    FREE,
    HALVINGS,
    HIT_CO2,
    HIT_COLUMNS,
    HIT_FIT,
    HIT_HALVINGS,
    HIT_NET,
    HIT_OFFERED,
    HIT_QUALITY,
    HIT_SCORE,
    HIT_WANTED,
    KG,
    LEVEL,
    LOG_FIT,
    LOG_QUALITY,
    MATCHED,
    METRES,
    NET,
    OFFERED,
    PRICE,
    SQUARE,
    WANTED,
    bound_squares,
    measure,
    score_hits,
    squares_to,
    visit_any,
    visit_plain,
)
from symgeo.analysis.engine.totals import HIGH_BITS, TIERS
from symgeo.analysis.scoring import HIGHEST_BARRIER

GROUP = 16
"""Buckets in a group: its box is looked at first."""
LESS = 1.0 - 1e-12
MASK = (1 << HIGH_BITS) - 1


@numba.njit(inline="always")
def gap_square(x, y, z, boxes, n):
    dx = max(boxes[n, 0] - x, x - boxes[n, 3], 0.0)
    dy = max(boxes[n, 1] - y, y - boxes[n, 4], 0.0)
    dz = max(boxes[n, 2] - z, z - boxes[n, 5], 0.0)
    return dx * dx + dy * dy + dz * dz


@numba.njit(inline="always")
def may_enter(level, square, least):
    """Tell whether a pair of this tier and at most this squared score can be among a row's best."""
    least_level = np.int64(least >> np.uint64(62))
    if level != least_level:
        return level > least_level
    score = np.uint64(least & np.uint64((1 << 62) - 1)).view(np.float64) * SCALE / 100.0
    return square >= score * score * LESS


@numba.njit
def add_totals(target, group, place, sums, sign):
    for level in range(TIERS):
        count, milli = sums[level, 0], sums[level, 1]
        if count:
            target[0, group, place, level] += sign * count
            target[1, group, place, level] += sign * (milli >> HIGH_BITS)
            target[2, group, place, level] += sign * (milli & MASK)


@numba.njit
def add_demands(target, group, places, first, sums, size):
    for n in range(size):
        add_totals(target, group, places[first + n], sums[n], 1)


@numba.njit(error_model="numpy")
def near_demands(
    rows, metres, x, y, z, to_x, to_y, to_z, boxes, groups,
    group_begin, group_end, box_begin, box_end, origin, end, limit,
):  # fmt: skip
    """Collect demands within a radius or just outside it, with their distances; give how many there are."""
    squares, near = np.empty(BUCKET), 0
    for g in range(group_begin, group_end):
        if gap_square(x, y, z, groups, g) > limit:
            continue
        first_box = box_begin + (g - group_begin) * GROUP
        for b in range(first_box, min(first_box + GROUP, box_end)):
            if gap_square(x, y, z, boxes, b) > limit:
                continue
            first = origin + (b - box_begin) * BUCKET
            items = min(BUCKET, end - first)
            squares_to(squares, x, y, z, to_x, to_y, to_z, first, items)
            for n in range(items):  # without branches, which would be guessed wrong
                rows[near] = first + n
                near += squares[n] <= limit
    measure(metres, rows, near, x, y, z, to_x, to_y, to_z)
    return near


@numba.njit(error_model="numpy")
def join_task(  # noqa: C901, PLR0912, PLR0915  # one loop; calls for each pair would cost more than its work
    t,
    begin_row,
    tasks,
    ways,
    shares,
    bounds,
    tables,
    s,
    d,
    boxes,
    groups,
    k,
    most_best,
    top,
    best,
    totals,
    unsure,
):
    """Match one task from a supply on; stop where the list of unsure pairs may overflow.

    Gives the supply to go on with and the number of unsure pairs.
    """
    # Arrays in tuples are counted at each use; as names of their own they are not.
    to_x, to_y, to_z, to_site, to_trade, to_rank = d.x, d.y, d.z, d.site, d.trade, d.rank
    to_amount, to_free, to_market, to_county, to_town = d.amount, d.free, d.market, d.county, d.municipality
    top_s_key, top_s_other, top_s_count, top_s_least = top.s_key, top.s_other, top.s_count, top.s_least
    top_d_key, top_d_other, top_d_count, top_d_least = top.d_key, top.d_other, top.d_count, top.d_least
    best_key, best_other, best_counts, best_least = best.key, best.other, best.counts, best.least
    bound_gain, bound_near, allowed, task_fit = bounds.gain, bounds.near, tables.allowed, tasks[t].best_fit
    total_county, total_town = totals.county, totals.municipality
    task = tasks[t]
    size, origin, group = task.demand_end - task.demand_begin, task.demand_begin, task.group
    near_q, near_m = np.empty(size + 1, np.int64), np.empty(size + 1)
    found, ranks = np.empty(BATCH, np.int64), np.zeros(COUNTED, np.int64)
    scratch, hits = np.zeros(COLUMNS * BATCH), np.zeros(HIT_COLUMNS * BATCH)
    whose = np.empty((BATCH, 3), np.int64)
    d_sums, own_sums = np.zeros((size, TIERS, 2), np.int64), np.zeros((TIERS, 2), np.int64)
    town_sums, county_sums = np.zeros((TIERS, 2), np.int64), np.zeros((TIERS, 2), np.int64)
    radius_m = task.radius_km * 1000.0
    limit, surely_in, surely_out = (radius_m + 2.0) * (radius_m + 2.0), radius_m - 1.0, radius_m + 1.0
    barrier = 1.0 - task.barrier / HIGHEST_BARRIER
    prices, kilograms = ways.price[t], ways.kg_per_unit[t]
    is_simple, is_partial = task.is_simple, task.is_partial
    if is_simple:
        log_fit = log_part(min(task.fit, 1.0), shares.log_floor)
        for n in range(BATCH):
            scratch[LOG_FIT + n], scratch[LOG_QUALITY + n] = log_fit, 0.0
    unsure_count, stop_row = 0, task.supply_end
    for p in range(begin_row, task.supply_end):
        if unsure_count + size > unsure.shape[0]:
            stop_row = p
            break
        x, y, z, s_free, s_amount = s.x[p], s.y[p], s.z[p], s.free[p], s.amount[p]
        s_site, s_rank, s_town, s_county, country = (
            s.site[p],
            s.rank[p],
            s.municipality[p],
            s.county[p],
            s.country[p],
        )
        route_near, route_far = ways.route_near[t, country], ways.route_far[t, country]
        effective_near, effective_far = ways.effective_near[t, country], ways.effective_far[t, country]
        own_sums[:], town_sums[:], county_sums[:] = 0, 0, 0
        near = near_demands(
            near_q, near_m, x, y, z, to_x, to_y, to_z, boxes, groups,
            task.group_begin, task.group_end, task.box_begin, task.box_end, origin, task.demand_end, limit,
        )  # fmt: skip
        for begin in range(0, near, BATCH):
            count = 0
            for n in range(begin, min(begin + BATCH, near)):
                q, far_m = near_q[n], near_m[n]
                if far_m >= surely_out or to_site[q] == s_site:
                    continue
                if is_partial and not allowed[t, to_trade[q]]:
                    continue
                if far_m > surely_in:
                    unsure[unsure_count, 0], unsure[unsure_count, 1] = s_rank, to_rank[q]
                    unsure_count += 1
                    continue
                market = to_market[q]
                found[count], scratch[METRES + count] = q, far_m
                scratch[AMOUNT + count], scratch[FREE + count] = to_amount[q], to_free[q]
                scratch[PRICE + count] = prices[market]
                scratch[KG + count] = kilograms[market]
                count += 1
            if count == 0:
                continue
            if is_simple:
                visit_plain(
                    scratch,
                    count,
                    task,
                    s_amount,
                    s_free,
                    route_near,
                    route_far,
                    effective_near,
                    effective_far,
                )
            else:
                visit_any(
                    scratch, found, count, task, t, p, s, d, ways, tables, shares.log_floor,
                    route_near, route_far, effective_near, effective_far,
                )  # fmt: skip
            bound_squares(scratch, count, barrier, shares, bound_gain, bound_near, task_fit)
            s_least, best_limit = top_s_least[p], best_least[0]
            m = 0
            for n in range(count):
                level = np.int64(scratch[LEVEL + n])
                if level < 0:
                    continue
                q, thousandths = found[n], np.int64(scratch[MATCHED + n])
                same_county, same_town = to_county[q] == s_county, to_town[q] == s_town
                d_sums[q - origin, level, 0] += 1
                d_sums[q - origin, level, 1] += thousandths
                own_sums[level, 0] += 1
                own_sums[level, 1] += thousandths
                county_sums[level, 0] += same_county
                county_sums[level, 1] += same_county * thousandths
                town_sums[level, 0] += same_town
                town_sums[level, 1] += same_town * thousandths
                square = scratch[SQUARE + n]
                to_s, to_d = may_enter(level, square, s_least), may_enter(level, square, top_d_least[q])
                to_best = may_enter(level, square, best_limit)
                if not (to_s or to_d or to_best):
                    continue
                whose[m, 0], whose[m, 1], whose[m, 2] = q, level, to_s | to_d << 1 | to_best << 2
                hits[HIT_FIT + m], hits[HIT_QUALITY + m] = scratch[LOG_FIT + n], scratch[LOG_QUALITY + n]
                hits[HIT_OFFERED + m], hits[HIT_WANTED + m] = scratch[OFFERED + n], scratch[WANTED + n]
                hits[HIT_HALVINGS + m] = scratch[HALVINGS + n]
                hits[HIT_NET + m], hits[HIT_CO2 + m] = scratch[NET + n], scratch[CO2 + n]
                m += 1
            if m == 0:
                continue
            score_hits(hits, m, barrier, shares)
            for n in range(m):
                q = whose[n, 0]
                key = (np.uint64(whose[n, 1]) << np.uint64(62)) | bits_of(hits[HIT_SCORE + n] / SCALE)
                # As numba_rows.append: a call for each pair would cost five times the work.
                if whose[n, 2] & 1 and key >= top_s_least[p]:
                    end = top_s_count[p]
                    if end == top_s_key.shape[1]:
                        top_s_least[p] = cut(top_s_key, top_s_other, p, end, k, ranks)
                        end = k
                    top_s_key[p, end], top_s_other[p, end] = key, to_rank[q]
                    top_s_count[p] = end + 1
                if whose[n, 2] & 2 and key >= top_d_least[q]:
                    end = top_d_count[q]
                    if end == top_d_key.shape[1]:
                        top_d_least[q] = cut(top_d_key, top_d_other, q, end, k, ranks)
                        end = k
                    top_d_key[q, end], top_d_other[q, end] = key, s_rank
                    top_d_count[q] = end + 1
                if whose[n, 2] & 4 and key >= best_least[0]:
                    end = best_counts[0]
                    if end == best_key.shape[1]:
                        best_least[0] = cut(best_key, best_other, 0, end, most_best, ranks)
                        end = most_best
                    best_key[0, end], best_other[0, end] = key, (np.int64(s_rank) << 32) | to_rank[q]
                    best_counts[0] = end + 1
        add_totals(totals.resource, group, 0, own_sums, 1)
        add_totals(total_town, group, s_town, own_sums, 1)
        add_totals(total_town, group, s_town, town_sums, -1)
        add_totals(total_county, group, s_county, own_sums, 1)
        add_totals(total_county, group, s_county, county_sums, -1)
    add_demands(total_town, group, to_town, origin, d_sums, size)
    add_demands(total_county, group, to_county, origin, d_sums, size)
    return stop_row, unsure_count


@numba.njit(error_model="numpy", cache=True)
def join(
    begin,
    end,
    begin_row,
    tasks,
    ways,
    shares,
    bounds,
    tables,
    s,
    d,
    boxes,
    groups,
    k,
    most_best,
    top,
    best,
    totals,
    unsure,
):
    """Match tasks; stop after one that has unsure pairs, or where their list may overflow.

    Gives the task and the supply to go on with, and the number of unsure pairs.
    """
    for t in range(begin, end):
        first = begin_row if t == begin else tasks[t].supply_begin
        row, count = join_task(
            t,
            first,
            tasks,
            ways,
            shares,
            bounds,
            tables,
            s,
            d,
            boxes,
            groups,
            k,
            most_best,
            top,
            best,
            totals,
            unsure,
        )
        if count or row < tasks[t].supply_end:
            return t, row, count
    return end, 0, 0
