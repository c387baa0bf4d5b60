"""A meeting: saved views in order, shown on the whole screen by keyboard alone."""

import streamlit as st

from symgeo.ui import cache, frame, reading, session, told
from symgeo.ui.meeting import listing, showing

texts = session.texts()
views = cache.saved_views()

frame.show_title(texts("meeting.title"), texts("meeting.lead"))
told.show_told()
listing.show_take_back(texts)
if not views:
    listing.show_empty(texts)
else:
    order = showing.ask_audience(texts)
    steps = cache.steps(order)
    showing.show_start(texts, order, steps, len(views))
    # All of it at once: from a slide it is Escape and one press.
    reading.link_to_method(texts, session.current())
    showing.show_files(texts, order, steps)
    with st.container(key="views"):
        listing.show_views(texts, views, order, steps)
