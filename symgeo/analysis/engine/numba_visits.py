"""Pairs of one supply and some demands, looked at together by compiled code."""

# mypy: ignore-errors
# ^ numba compiles these functions and has no types.
# ruff: noqa: ANN001, ANN201, D103, PLR0913, PLR0917
# ^ Arrays and scalars, as numba_kernels passes them.
from __future__ import annotations

import numba
import numpy as np

from symgeo.analysis.engine.bounds import LEAST_QUANTITY, STEPS, TINY
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
from symgeo.analysis.engine.formulas import Edge
from symgeo.analysis.engine.numba_rows import bits_of
from symgeo.analysis.scoring import TAKEN_BELOW

BUCKET = 32
"""Demands that share a box."""
BATCH = 128
"""Pairs looked at together."""
(
    METRES,
    AMOUNT,
    FREE,
    PRICE,
    KG,
    OFFERED,
    WANTED,
    HALVINGS,
    NET,
    CO2,
    MATCHED,
    LEVEL,
    LOG_FIT,
    LOG_QUALITY,
    SQUARE,
) = (BATCH * n for n in range(15))
"""Where each column of a batch begins in the scratch array; one array at fixed places can be vectorised."""
COLUMNS = 15
HIT_FIT, HIT_OFFERED, HIT_WANTED, HIT_HALVINGS, HIT_QUALITY, HIT_NET, HIT_CO2, HIT_SCORE = (
    BATCH * n for n in range(8)
)
HIT_COLUMNS = 8


@numba.njit(inline="always")
def constants(task):
    """Give a task's constants as single numbers, which loops keep in registers."""
    return Edge(
        task.radius_km,
        task.half_km,
        task.quick_km,
        task.match_factor,
        task.value_factor,
        task.fit,
        task.barrier,
        task.disposal_eur,
        task.units_per_t,
        task.carried_near,
        task.carried_far,
        task.fixed_eur_near,
        task.fixed_eur_far,
        task.km_eur_near,
        task.km_eur_far,
        task.grams_near,
        task.grams_far,
        task.line_near,
        task.line_far,
        task.line_eur_per_m,
        task.line_share,
        task.plant_share,
        task.exchanger_eur_per_kw,
        task.pump_eur_per_kw,
        task.connection_m,
        task.seasonal,
        task.thermal,
        task.is_heat,
        task.is_warm,
        task.can_boost,
        task.heat_pump,
        task.cold_to_cold,
        task.compares,
        task.unlicensed,
        task.min_delta_k,
        task.min_source_c,
        task.efficiency,
        task.max_cop,
        task.max_lift_k,
        task.least_density,
    )


@numba.njit(error_model="numpy")
def squares_to(squares, x, y, z, to_x, to_y, to_z, first, items):
    """Give the squared chords from one place to a run of others."""
    # Cut out first: an index that might be below 0 would have to be looked at each time.
    to_x, to_y, to_z = to_x[first : first + items], to_y[first : first + items], to_z[first : first + items]
    for n in range(items):
        dx, dy, dz = x - to_x[n], y - to_y[n], z - to_z[n]
        squares[n] = (dx * dx + dy * dy) + dz * dz


@numba.njit(error_model="numpy")
def measure(metres, rows, count, x, y, z, to_x, to_y, to_z):
    """Give the distances from one place to some others."""
    for n in range(count):
        q = rows[n]
        metres[n] = arc_m(x - to_x[q], y - to_y[q], z - to_z[q], z + to_z[q])


@numba.njit(error_model="numpy")
def visit_plain(scratch, count, task, amount, free, route_near, route_far, effective_near, effective_far):
    """Look at pairs that differ in place, amount and price alone."""
    edge = constants(task)
    fit = min(edge.fit, 1.0)
    for n in range(count):
        km = scratch[METRES + n] / 1000.0
        far = km > edge.half_km
        route_km = km * (route_far if far else route_near)
        both_free = min(free, scratch[FREE + n])
        whole = both_free < TAKEN_BELOW
        offered = edge.match_factor * amount * (1.0 if whole else free)
        wanted = scratch[AMOUNT + n] * (1.0 if whole else scratch[FREE + n])
        matched = min(offered, wanted)
        line_m = built_m(edge, edge.line_far if far else edge.line_near, route_km, False)  # noqa: FBT003
        price = scratch[PRICE + n]
        net = net_benefit_eur(edge, matched, edge.match_factor, far, route_km, line_m, price)
        co2 = co2_saved_t(edge, matched, edge.match_factor, far, route_km, scratch[KG + n])
        level = tier_level(edge, fit, 1.0, km, net, both_free, False, edge.unlicensed)  # noqa: FBT003
        scratch[OFFERED + n], scratch[WANTED + n] = offered, wanted
        scratch[MATCHED + n] = np.floor(matched * 1000.0 + 0.5)
        scratch[HALVINGS + n] = km * (effective_far if far else effective_near) / edge.half_km
        scratch[NET + n], scratch[CO2 + n], scratch[LEVEL + n] = net, co2, level


@numba.njit(error_model="numpy")
def visit_any(
    scratch,
    found,
    count,
    task,
    t,
    p,
    s,
    d,
    ways,
    tables,
    log_floor,
    route_near,
    route_far,
    effective_near,
    effective_far,
):
    """Look at pairs with heat, seasons, tags, dry matter, exchanges or precedents."""
    edge = constants(task)
    for n in range(count):
        q = found[n]
        km = scratch[METRES + n] / 1000.0
        far = km > edge.half_km
        route_km = km * (route_far if far else route_near)
        exists = task.running_end > task.running_begin and is_running(
            tables.running,
            task.running_begin,
            task.running_end,
            np.int64(s.site[p]) * tables.n_sites + d.site[q],
        )
        bonus = bonus_of(
            tables.precedents,
            task.precedent_begin,
            task.precedent_end,
            tables.trades,
            s.trade[p],
            d.trade[q],
            s.place[p],
            d.place[q],
        )
        fit = min(edge.fit + bonus, 1.0)
        tag = tables.tag_scores[s.tags[p], d.tags[q]]
        quality = tag * dryness(s.dry_pct[p], d.dry_pct[q])
        failed = edge.unlicensed or tag == 0.0
        pumped, cop, factor = False, 1.0, edge.match_factor
        if edge.thermal:
            pumped, cop, factor = lifting(edge, s.temp_c[p], d.temp_c[q])
        overlap = tables.overlap[s.profile[p], d.profile[q]] if edge.seasonal else 1.0
        both_free = min(s.free[p], d.free[q])
        whole = exists or both_free < TAKEN_BELOW
        offered = factor * s.amount[p] * (1.0 if whole else s.free[p])
        wanted = d.amount[q] * (1.0 if whole else d.free[q])
        matched = overlap * min(offered, wanted)
        is_line = edge.line_far if far else edge.line_near
        shared = edge.is_warm and tables.shared[s.network[p], d.network[q]]
        line_m = built_m(edge, is_line, route_km, shared)
        market = d.market[q]
        net = net_benefit_eur(edge, matched, factor, far, route_km, line_m, ways.price[t, market])
        co2 = co2_saved_t(edge, matched, factor, far, route_km, ways.kg_per_unit[t, market])
        if edge.thermal:
            hours = tables.hours[d.profile[q]]
            net = net - machines_eur(edge, matched, pumped, cop, hours, ways.power_price[t, market])
            failed = failed or heat_fails(edge, s.temp_c[p], d.temp_c[q], pumped, matched, is_line, line_m)
            if pumped:
                quality = 1.0 - 1.0 / cop
                co2 = co2 - matched / cop * ways.power_kg[t, market] / 1000.0
        scratch[OFFERED + n], scratch[WANTED + n] = offered, wanted
        scratch[MATCHED + n] = np.floor(matched * 1000.0 + 0.5)
        scratch[HALVINGS + n] = km * (effective_far if far else effective_near) / edge.half_km
        scratch[NET + n], scratch[CO2 + n] = net, co2
        scratch[LEVEL + n] = tier_level(edge, fit, quality, km, net, both_free, exists, failed)
        scratch[LOG_FIT + n] = log_part(fit, log_floor)
        scratch[LOG_QUALITY + n] = log_part(quality, log_floor)


@numba.njit(error_model="numpy")
def score_hits(hits, count, barrier, shares):
    """Score the pairs that may be among the best, several at once where the processor can."""
    for n in range(count):
        quantity = quantity_score(hits[HIT_OFFERED + n], hits[HIT_WANTED + n])
        log_quantity = log_part(quantity, shares.log_floor)
        feasible = combine_logs(
            hits[HIT_FIT + n], log_quantity, hits[HIT_HALVINGS + n], hits[HIT_QUALITY + n], shares
        )
        money, climate = benefit_score(hits[HIT_NET + n]), climate_score(hits[HIT_CO2 + n])
        hits[HIT_SCORE + n] = score(feasible, combine_gains(money, climate, barrier, shares))


@numba.njit(inline="always")
def gain_cell(above_one, last):
    """As `symgeo.analysis.engine.bounds.gain_cell`, for one number."""
    return min(np.int64(bits_of(above_one) >> np.uint64(46)) - (1023 << 6), last)


@numba.njit(error_model="numpy")
def bound_squares(scratch, count, barrier, shares, gain, near, best_fit):
    """Give upper bounds of (score / 100) squared, as `bounds.highest_square` and `bounds.highest_fitting`."""
    cells, near_cells = len(gain) - 1, len(near) - 1.0
    slope = (1.0 - LEAST_QUANTITY) * shares.quantity
    for n in range(count):
        less = min(scratch[OFFERED + n], scratch[WANTED + n])
        more = max(scratch[OFFERED + n], scratch[WANTED + n])
        fitting = best_fit * (1.0 + slope * (less / (more + TINY) - 1.0))
        net, co2 = scratch[NET + n], scratch[CO2 + n]
        money = gain_cell(1.0 + (net if net > 0.0 else 0.0) / 10_000.0, cells)
        climate = gain_cell(1.0 + (co2 if co2 > 0.0 else 0.0) / 10.0, cells)
        halvings = np.int64(min(scratch[HALVINGS + n] * STEPS, near_cells))
        gains = shares.money * gain[money] + shares.climate * gain[climate]
        scratch[SQUARE + n] = (gains + shares.barrier * barrier) * near[halvings] * fitting


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
