"""A file of one's own: read it, repair it, save it."""

import streamlit as st

from symgeo.ui import frame, session, templates, told
from symgeo.ui.upload import check_panel, checking, column_panel, file_panel, parts, save_panel, work

texts = session.texts()
now = work.current()

frame.show_title(texts("upload.title"), texts("upload.lead"))
with st.container(key="upload"):
    told.show_told()
    if now is None:
        parts.show_steps(texts, "file")
        file_panel.ask_file(texts)
        templates.show_templates(texts)
    else:
        file_panel.show_name(texts, now)
        checked = checking.checked(texts, now)
        if checked is not None:
            parts.show_steps(texts, checking.reached(checked))
            file_panel.show_file(texts, checked)
            column_panel.show_columns(texts, checked)
            check_panel.show_check(texts, now, checked)
            save_panel.show_save(texts, now, checked)
