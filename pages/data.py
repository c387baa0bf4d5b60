"""What is saved: projects, their revisions, and what can be done with them."""

import streamlit as st

from symgeo.ui import cache, frame, session, templates, told
from symgeo.ui.stored import downloads, sets, site_form, versions

texts = session.texts()
shown = session.shown()

frame.show_title(texts("data.title"), texts("data.lead"))
with st.container(key="data"):
    told.show_told()
    left, right = st.columns([62, 38], gap="large")
    with left:
        if shown.code.isdecimal():
            versions.show_revisions(texts, int(shown.code))
            site_form.show_form(texts, shown, cache.dataset())
        else:
            frame.show_nothing_saved(texts, session.current(), texts(f"data.fixed_{shown.code}"))
    with right:
        sets.show_projects(texts)
        templates.show_templates(texts)
        if shown.code.isdecimal():
            downloads.show_archive(texts, shown)
            downloads.show_backup(texts)
