"""The loops of the numba engine: one supply after the other against buckets of demands."""

# mypy: ignore-errors
# ^ numba compiles these functions and has no types.
# ruff: noqa: ANN001, ANN201, D103, PLR0913, PLR0917
# ^ Arrays and scalars, as numba_engine passes them: a tuple of arrays costs time at each use.
from __future__ import annotations

import numba
import numpy as np

from symgeo.analysis.engine.bounds import STEPS
from symgeo.analysis.engine.compiling import (
    arc_m,
    benefit_score,
    built_m,
    climate_score,
    co2_saved_t,
    combine_gains,
    combine_logs,
    dryness,
    heat_fails,
    lifting,
    log_part,
    machines_eur,
    net_benefit_eur,
    quantity_score,
    score,
    tier_level,
)
from symgeo.analysis.engine.keys import SCALE
from symgeo.analysis.engine.totals import HIGH_BITS, TIERS
from symgeo.analysis.scoring import HIGHEST_BARRIER, TAKEN_BELOW

BUCKET = 32
GROUP = 16
LESS = 1.0 - 1e-12
MASK = (1 << HIGH_BITS) - 1


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


@numba.njit
def offer(keys, others, counts, level, square, row, k, key, other):
    """Append a pair to a row; a full row is cut back to its best ``k`` and then asks for more than those."""
    n = counts[row]
    if n == keys.shape[1]:
        select(keys, others, row, n, k)
        n = k
        least = keys[row, k - 1]
        level[row] = np.int64(least >> np.uint64(62))
        s = np.uint64(least & np.uint64((1 << 62) - 1)).view(np.float64) * SCALE / 100.0
        square[row] = s * s * LESS
    keys[row, n], others[row, n] = key, other
    counts[row] = n + 1


@numba.njit(inline="always")
def gap_square(x, y, z, boxes, n):
    dx = max(boxes[n, 0] - x, x - boxes[n, 3], 0.0)
    dy = max(boxes[n, 1] - y, y - boxes[n, 4], 0.0)
    dz = max(boxes[n, 2] - z, z - boxes[n, 5], 0.0)
    return dx * dx + dy * dy + dz * dz


@numba.njit
def is_running(running, begin, end, number):
    at = begin + np.searchsorted(running[begin:end], number)
    return at < end and running[at] == number


@numba.njit
def bonus_of(precedents, begin, end, trades, s_trade, d_trade, s_place, d_place):
    for n in range(begin, end):
        column = 0 if precedents.is_class[n] else 1
        if (
            trades[column, s_trade] == precedents.supplier[n]
            and trades[column, d_trade] == precedents.receiver[n]
            and s_place != precedents.place[n]
            and d_place != precedents.place[n]
        ):
            return precedents.bonus[n]
    return 0.0


@numba.njit
def add_totals(target, group, place, count, milli, sign):
    for level in range(TIERS):
        if count[level]:
            target[0, group, place, level] += sign * count[level]
            target[1, group, place, level] += sign * (milli[level] >> HIGH_BITS)
            target[2, group, place, level] += sign * (milli[level] & MASK)


@numba.njit(error_model="numpy")
def squares_to(squares, x, y, z, to_x, to_y, to_z, first, items):
    for n in range(items):
        dx, dy, dz = x - to_x[first + n], y - to_y[first + n], z - to_z[first + n]
        squares[n] = (dx * dx + dy * dy) + dz * dz


@numba.njit(error_model="numpy")
def score_hits(scratch, count, barrier, shares):
    """Score what waits in the scratch columns, several at once where the processor can."""
    for n in range(count):
        quantity = quantity_score(scratch[BUCKET + n], scratch[2 * BUCKET + n])
        log_quantity = log_part(quantity, shares.log_floor)
        feasible = combine_logs(
            scratch[n], log_quantity, scratch[3 * BUCKET + n], scratch[4 * BUCKET + n], shares
        )
        money, climate = benefit_score(scratch[5 * BUCKET + n]), climate_score(scratch[6 * BUCKET + n])
        scratch[7 * BUCKET + n] = score(feasible, combine_gains(money, climate, barrier, shares))


@numba.njit(error_model="numpy", cache=True)
def join(  # noqa: C901, PLR0912, PLR0915  # one loop; calls would cost more than its work
    begin_task,
    end_task,
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
    """Match tasks, from a row of the first on; stop where the list of unsure pairs may overflow."""
    # Arrays in tuples are counted at each use; as names of their own they are not.
    of_amount, of_country, of_county, of_dry_pct = s.amount, s.country, s.county, s.dry_pct
    of_free, of_municipality, of_network, of_place = s.free, s.municipality, s.network, s.place
    of_profile, of_rank, of_site, of_tags = s.profile, s.rank, s.site, s.tags
    of_temp_c, of_trade, of_x, of_y = s.temp_c, s.trade, s.x, s.y
    of_z = s.z
    way_effective_far, way_effective_near, way_kg_per_unit, way_power_kg = (
        ways.effective_far,
        ways.effective_near,
        ways.kg_per_unit,
        ways.power_kg,
    )
    way_power_price, way_price, way_route_far, way_route_near = (
        ways.power_price,
        ways.price,
        ways.route_far,
        ways.route_near,
    )
    to_amount, to_county, to_dry_pct, to_free = d.amount, d.county, d.dry_pct, d.free
    to_municipality, to_network, to_place, to_profile = d.municipality, d.network, d.place, d.profile
    to_rank, to_site, to_swedish, to_tags = d.rank, d.site, d.swedish, d.tags
    to_temp_c, to_trade, to_x, to_y = d.temp_c, d.trade, d.x, d.y
    to_z = d.z
    table_allowed, table_hours, table_n_sites, table_overlap = (
        tables.allowed,
        tables.hours,
        tables.n_sites,
        tables.overlap,
    )
    table_precedents, table_running, table_shared, table_tag_scores = (
        tables.precedents,
        tables.running,
        tables.shared,
        tables.tag_scores,
    )
    table_trades = tables.trades
    top_d_count, top_d_key, top_d_level, top_d_other = top.d_count, top.d_key, top.d_level, top.d_other
    top_d_square, top_s_count, top_s_key, top_s_level = top.d_square, top.s_count, top.s_key, top.s_level
    top_s_other, top_s_square = top.s_other, top.s_square
    best_counts, best_key, best_level, best_other = best.counts, best.key, best.level, best.other
    best_square = best.square
    bound_gain, bound_near = bounds.gain, bounds.near
    total_county, total_municipality, total_resource = totals.county, totals.municipality, totals.resource
    cells, near_cells = len(bound_gain) - 1, len(bound_near) - 1.0
    squares, scratch, hits = np.empty(BUCKET), np.empty(8 * BUCKET), np.empty((BUCKET, 3), np.int64)
    most = 0
    for t in range(begin_task, end_task):
        most = max(most, tasks[t].demand_end - tasks[t].demand_begin)
    d_count, d_milli = np.zeros((most, TIERS), np.int64), np.zeros((most, TIERS), np.int64)
    own_count, own_milli = np.zeros(TIERS, np.int64), np.zeros(TIERS, np.int64)
    town_count, town_milli = np.zeros(TIERS, np.int64), np.zeros(TIERS, np.int64)
    county_count, county_milli = np.zeros(TIERS, np.int64), np.zeros(TIERS, np.int64)
    unsure_count, stop_row = 0, 0
    stop_task = end_task
    for t in range(begin_task, end_task):
        edge = tasks[t]
        radius_m = edge.radius_km * 1000.0
        limit = (radius_m + 2.0) * (radius_m + 2.0)
        barrier = 1.0 - edge.barrier / HIGHEST_BARRIER
        own_fit = min(edge.fit, 1.0)
        log_fit = log_part(own_fit, shares.log_floor)
        group, is_simple, size = edge.group, edge.is_simple, edge.demand_end - edge.demand_begin
        origin = edge.demand_begin
        first_box, end_box = edge.box_begin, edge.box_end
        first_row = max(edge.supply_begin, begin_row) if t == begin_task else edge.supply_begin
        for p in range(first_row, edge.supply_end):
            if unsure_count + size > unsure.shape[0]:
                stop_task, stop_row = t, p
                break
            x, y, z = of_x[p], of_y[p], of_z[p]
            s_free, s_amount, s_site, s_rank = of_free[p], of_amount[p], of_site[p], of_rank[p]
            s_town, s_county, country = of_municipality[p], of_county[p], of_country[p]
            route_near, route_far = way_route_near[t, country], way_route_far[t, country]
            effective_near, effective_far = way_effective_near[t, country], way_effective_far[t, country]
            for level in range(TIERS):
                own_count[level] = own_milli[level] = 0
                town_count[level] = town_milli[level] = 0
                county_count[level] = county_milli[level] = 0
            for g in range(edge.group_begin, edge.group_end):
                if gap_square(x, y, z, groups, g) > limit:
                    continue
                group_first = first_box + (g - edge.group_begin) * GROUP
                for b in range(group_first, min(group_first + GROUP, end_box)):
                    if gap_square(x, y, z, boxes, b) > limit:
                        continue
                    first = origin + (b - first_box) * BUCKET
                    items = min(BUCKET, edge.demand_end - first)
                    squares_to(squares, x, y, z, to_x, to_y, to_z, first, items)
                    m = 0
                    for n in range(items):
                        if squares[n] > limit:
                            continue
                        q = first + n
                        metres = arc_m(x - to_x[q], y - to_y[q], z - to_z[q], z + to_z[q])
                        if metres >= radius_m + 1.0 or to_site[q] == s_site:
                            continue
                        if edge.is_partial and not table_allowed[t, to_trade[q]]:
                            continue
                        if metres > radius_m - 1.0:
                            unsure[unsure_count, 0], unsure[unsure_count, 1] = s_rank, to_rank[q]
                            unsure[unsure_count, 2] = t
                            unsure_count += 1
                            continue
                        km = metres / 1000.0
                        far = km > edge.half_km
                        route_km = km * (route_far if far else route_near)
                        halvings = km * (effective_far if far else effective_near) / edge.half_km
                        swedish = to_swedish[q]
                        free = min(s_free, to_free[q])
                        fit, quality, factor, overlap = own_fit, 1.0, edge.match_factor, 1.0
                        exists, failed = False, edge.unlicensed
                        pumped, cop = False, 1.0
                        if not is_simple:
                            if edge.running_end > edge.running_begin:
                                pair = np.int64(s_site) * table_n_sites + to_site[q]
                                exists = is_running(table_running, edge.running_begin, edge.running_end, pair)
                            if edge.precedent_end > edge.precedent_begin:
                                bonus = bonus_of(
                                    table_precedents,
                                    edge.precedent_begin,
                                    edge.precedent_end,
                                    table_trades,
                                    of_trade[p],
                                    to_trade[q],
                                    of_place[p],
                                    to_place[q],
                                )
                                fit = min(edge.fit + bonus, 1.0)
                            tag = table_tag_scores[of_tags[p], to_tags[q]]
                            quality = tag * dryness(of_dry_pct[p], to_dry_pct[q])
                            failed = failed or tag == 0.0
                            if edge.thermal:
                                pumped, cop, factor = lifting(edge, of_temp_c[p], to_temp_c[q])
                            if edge.seasonal:
                                overlap = table_overlap[of_profile[p], to_profile[q]]
                        whole = exists or free < TAKEN_BELOW
                        offered = factor * s_amount * (1.0 if whole else s_free)
                        wanted = to_amount[q] * (1.0 if whole else to_free[q])
                        matched = overlap * min(offered, wanted)
                        is_line = edge.line_far if far else edge.line_near
                        shared = not is_simple and edge.is_warm and table_shared[of_network[p], to_network[q]]
                        line_m = built_m(edge, is_line, route_km, shared)
                        net = net_benefit_eur(
                            edge, matched, factor, far, route_km, line_m, way_price[t, swedish]
                        )
                        if not is_simple and edge.thermal:
                            hours = table_hours[to_profile[q]]
                            net = net - machines_eur(
                                edge, matched, pumped, cop, hours, way_power_price[t, swedish]
                            )
                            failed = failed or heat_fails(
                                edge, of_temp_c[p], to_temp_c[q], pumped, matched, is_line, line_m
                            )
                            if pumped:
                                quality = 1.0 - 1.0 / cop
                        level = tier_level(edge, fit, quality, km, net, free, exists, failed)
                        if level < 0:
                            continue
                        thousandths = np.int64(np.floor(matched * 1000.0 + 0.5))
                        own_count[level] += 1
                        own_milli[level] += thousandths
                        d_count[q - origin, level] += 1
                        d_milli[q - origin, level] += thousandths
                        if to_county[q] == s_county:
                            county_count[level] += 1
                            county_milli[level] += thousandths
                        if to_municipality[q] == s_town:
                            town_count[level] += 1
                            town_milli[level] += thousandths
                        to_s, to_d, to_best = (
                            level >= top_s_level[p],
                            level >= top_d_level[q],
                            level >= best_level[0],
                        )
                        if not (to_s or to_d or to_best):
                            continue
                        co2 = co2_saved_t(edge, matched, factor, far, route_km, way_kg_per_unit[t, swedish])
                        if pumped:
                            co2 = co2 - matched / cop * way_power_kg[t, swedish] / 1000.0
                        money_cell = gain_cell(1.0 + (net if net > 0.0 else 0.0) / 10_000.0, cells)
                        climate_cell = gain_cell(1.0 + (co2 if co2 > 0.0 else 0.0) / 10.0, cells)
                        near_cell = np.int64(min(halvings * STEPS, near_cells))
                        gains = (
                            shares.money * bound_gain[money_cell] + shares.climate * bound_gain[climate_cell]
                        )
                        square = (gains + shares.barrier * barrier) * bound_near[near_cell]
                        to_s = to_s and (level > top_s_level[p] or square >= top_s_square[p])
                        to_d = to_d and (level > top_d_level[q] or square >= top_d_square[q])
                        to_best = to_best and (level > best_level[0] or square >= best_square[0])
                        if not (to_s or to_d or to_best):
                            continue
                        hits[m, 0] = q
                        hits[m, 1] = level
                        hits[m, 2] = to_s | to_d << 1 | to_best << 2
                        scratch[m] = log_fit if fit == own_fit else log_part(fit, shares.log_floor)
                        scratch[BUCKET + m] = offered
                        scratch[2 * BUCKET + m] = wanted
                        scratch[3 * BUCKET + m] = halvings
                        scratch[4 * BUCKET + m] = (
                            log_part(quality, shares.log_floor) if quality != 1.0 else 0.0
                        )
                        scratch[5 * BUCKET + m] = net
                        scratch[6 * BUCKET + m] = co2
                        m += 1
                    score_hits(scratch, m, barrier, shares)
                    for n in range(m):
                        q = hits[n, 0]
                        key = (np.uint64(hits[n, 1]) << np.uint64(62)) | bits_of(
                            scratch[7 * BUCKET + n] / SCALE
                        )
                        if hits[n, 2] & 1:
                            offer(
                                top_s_key,
                                top_s_other,
                                top_s_count,
                                top_s_level,
                                top_s_square,
                                p,
                                k,
                                key,
                                to_rank[q],
                            )
                        if hits[n, 2] & 2:
                            offer(
                                top_d_key,
                                top_d_other,
                                top_d_count,
                                top_d_level,
                                top_d_square,
                                q,
                                k,
                                key,
                                s_rank,
                            )
                        if hits[n, 2] & 4:
                            pair = (np.int64(s_rank) << 32) | to_rank[q]
                            offer(
                                best_key,
                                best_other,
                                best_counts,
                                best_level,
                                best_square,
                                0,
                                most_best,
                                key,
                                pair,
                            )
            add_totals(total_resource, group, 0, own_count, own_milli, 1)
            add_totals(total_municipality, group, s_town, own_count, own_milli, 1)
            add_totals(total_municipality, group, s_town, town_count, town_milli, -1)
            add_totals(total_county, group, s_county, own_count, own_milli, 1)
            add_totals(total_county, group, s_county, county_count, county_milli, -1)
        for n in range(size):
            q = origin + n
            add_totals(total_municipality, group, to_municipality[q], d_count[n], d_milli[n], 1)
            add_totals(total_county, group, to_county[q], d_count[n], d_milli[n], 1)
            d_count[n, :] = 0
            d_milli[n, :] = 0
        if stop_task == t:
            break
    return stop_task, stop_row, unsure_count


@numba.njit(inline="always")
def gain_cell(above_one, last):
    """As `symgeo.analysis.engine.bounds.gain_cell`, for one number."""
    return min(np.int64(bits_of(above_one) >> np.uint64(46)) - (1023 << 6), last)


@numba.njit(cache=True)
def sort_rows(keys, others, counts, k):
    """Cut each row to its best ``k`` and sort them, best first."""
    for row in range(len(counts)):
        n = counts[row]
        if n > k:
            select(keys, others, row, n, k)
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
