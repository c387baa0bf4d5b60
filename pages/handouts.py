"""Files to take away, for one audience."""

from symgeo.ui import cache, frame, handouts, reading, session

texts = session.texts()
dataset = cache.dataset()

frame.show_title(texts("handouts.page_title"), texts("handouts.page_lead"))
if dataset.sites.empty:
    frame.show_nothing_saved(texts, session.current(), texts("ui.no_sites"))
else:
    order = handouts.ask_order(texts, session.current())
    handouts.show_what_is_hidden(texts, order)
    reading.link_to_method(texts, session.current(), reading.OPENNESS, *reading.OF_LIST, "hubs")
    template = handouts.show_package(texts, order)
    handouts.show_kinds(texts, order, template)
