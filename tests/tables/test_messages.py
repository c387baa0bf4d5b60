"""Every code has a sentence in every language."""

from __future__ import annotations

import pytest

from symgeo.errors import Issue
from symgeo.tables.codes import IssueCode
from symgeo.tables.messages import full_sentence, problem_sentence
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", IssueCode)
def test_a_code_has_a_sentence(code: IssueCode, language: str) -> None:
    issue = Issue("flows", 1234, "quantity", str(code), "12,5", "> 0")
    sentence = full_sentence(issue, texts_for(language))
    assert "1234" in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_what_was_found_is_never_read_as_a_placeholder() -> None:
    issue = Issue("flows", 2, "quantity", "not_a_number", "{expected}${x}`")
    assert "{expected}${x}`" in problem_sentence(issue, texts_for("en"))
