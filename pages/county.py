"""county."""

from symgeo.ui import frame, session

texts = session.texts()
frame.show_title(texts("ui.page_county"))
