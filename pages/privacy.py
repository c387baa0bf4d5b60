"""The page on privacy."""

from symgeo.ui import frame, reading, session

texts = session.texts()

frame.show_title(texts("ui.page_privacy"))
reading.show_document(texts.document("privacy"))
