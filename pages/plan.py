"""A plan: which opportunities together, so that nothing is promised twice."""

from symgeo.ui import cache, filters, frame, reading, session
from symgeo.ui.plan import asking, making, nothing, result, saved, two_plans

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)

frame.show_title(texts("plan.title"), texts("plan.lead"))
if cache.opportunities().empty:
    nothing.show_no_pair(texts, address, dataset)
else:
    found = cache.selected(filters.filters_of(address))
    asking.show_wishes(texts, address, dataset)
    asking.show_mix(texts, address)
    filters.show_place_filters(texts, address)
    filters.show_chips(texts, address)
    asking.show_kept(texts, address, cache.opportunities(), dataset)
    plan = making.plan_of(texts, address, found, dataset)
    if plan is not None:
        saved.show_saved(texts, address, plan, dataset)
    if plan is not None and plan.conflicts:
        result.show_conflicts(texts, plan.conflicts, cache.opportunities(), dataset)
    elif plan is not None and plan.chosen.empty:
        nothing.show_empty(texts, address, found, dataset)
        two_plans.show_two_plans(texts, address, plan, dataset)
    elif plan is not None:
        result.show_summary(texts, address, plan, dataset)
        reading.link_to_method(texts, address, "plan", *reading.OF_LIST, "heat", "certainty")
        result.show_places(texts, address, plan, found, dataset)
        result.show_behind(texts, address, plan, found, dataset)
        result.show_loss(texts, address, plan, found, dataset)
        two_plans.show_two_plans(texts, address, plan, dataset)
        result.show_chosen(texts, plan, found, dataset)
        result.show_bands(texts, address, plan, dataset)
