"""Hubs: sites that belong together, what they exchange, and what is missing."""

from symgeo.ui import cache, filters, frame, reading, session, told
from symgeo.ui.hubs import choosing, newcomer, portrait, side_by_side, whole_map

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)

frame.show_title(texts("hubs.title"), texts("hubs.lead"))
if dataset.sites.empty:
    frame.show_nothing_saved(texts, address, texts("ui.no_sites"))
else:
    wanted = choosing.delimitation_of(address)
    found = cache.hubs(wanted)
    chosen = choosing.chosen_hubs(address, found)
    told.show_told()
    choosing.show_choice(texts, address, found, chosen, dataset)
    if found.table.empty:
        choosing.show_none(texts, address, dataset)
    else:
        shown = [cache.portrait(one, wanted) for one in chosen]
        choosing.show_count(texts, found, dataset)
        reading.link_to_method(texts, address, "hubs", *reading.OF_LIST)
        whole_map.show_places(texts, address, found, shown, dataset)
        if len(shown) == 1:
            portrait.show_portrait(texts, shown[0], dataset)
        elif shown:
            side_by_side.show_side_by_side(texts, shown, dataset)
    newcomer.show_newcomer(texts, address, found, dataset)
