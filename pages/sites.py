"""All sites in a table, and a page for each."""

from symgeo.ui import cache, detail, filters, frame, reading, session, sites

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)

if address.site:
    sites.show_site(texts, address, dataset)
    reading.link_to_method(texts, address, *detail.OF_PAIR)
    sites.show_site_tables(texts, address, dataset)
elif dataset.sites.empty:
    frame.show_title(texts("sites.title"), texts("sites.lead"))
    frame.show_nothing_saved(texts, address, texts("ui.no_sites"))
else:
    frame.show_title(texts("sites.title"), texts("sites.lead"))
    filters.show_place_filters(texts, address)
    reading.link_to_method(texts, address, "data", "quantity", "tiers")
    sites.show_sites(texts, cache.selected_sites(filters.filters_of(address)), dataset)
