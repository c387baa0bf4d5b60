"""One county, alone or beside another: what there is, what it is worth, what is missing."""

from symgeo.ui import cache, county, filters, frame, reading, session

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)

frame.show_title(texts("county.title"), texts("county.lead"))
if dataset.sites.empty:
    frame.show_nothing_saved(texts, address, texts("ui.no_sites"))
else:
    shown = county.sides(address, dataset)
    county.choose_counties(texts, address, dataset)
    filters.show_chips(texts, address)
    county.show_key_figures(texts, address, shown, dataset)
    reading.link_to_method(texts, address, "county", *reading.OF_LIST, "barriers", "heat", "certainty")
    county.show_figures(texts, address, shown, dataset)
    county.show_amounts(texts, address, shown)
    county.show_lists(texts, shown, dataset)
