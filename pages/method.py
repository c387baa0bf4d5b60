"""How it is calculated: the method in words, every parameter, every column."""

from symgeo.ui import cache, frame, reading, session
from symgeo.ui.money import editing

texts = session.texts()
dataset = cache.dataset()
parameters = dataset.reference.parameters["value"].to_dict()

frame.show_title(texts("ui.page_method"))
editing.show_own_values(texts, session.current(), dataset)
reading.show_method(texts, session.current(), texts.document("method", parameters))
reading.show_parameters(texts, dataset)
reading.show_columns(texts)
