"""The page on accessibility."""

from symgeo.ui import frame, reading, session

texts = session.texts()

frame.show_title(texts("ui.page_accessibility"))
reading.show_document(texts.document("accessibility"))
