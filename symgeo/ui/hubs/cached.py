"""What tables of hubs mean for a data set; that of the published ones is understood once."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.storage.hub_files import FiledHubs, published_hubs, understand_hubs
from symgeo.texts import Texts, texts_for


def understand(cells: pd.DataFrame, dataset: Dataset, texts: Texts) -> FiledHubs:
    """Say what a table means; municipalities are known from the reference table and from the sites."""
    known = {*dataset.reference.municipalities.index, *dataset.sites["municipality_number"]}
    return understand_hubs(cells, dataset.sites, known, texts)


def published(dataset: Dataset, texts: Texts) -> FiledHubs:
    """Give the published hubs as the data understands them."""
    return _published(dataset.revision, texts.language, dataset)


# An argument with an underscore is no part of the key: the revision before it names its content.


@st.cache_resource(show_spinner=False, max_entries=16)
def _published(revision: str, language: str, _data: Dataset) -> FiledHubs:
    texts = texts_for(language)
    return understand(published_hubs(texts), _data, texts)
