"""The page of hand-outs: choices, what is hidden, and pages that are shown to an audience."""

from __future__ import annotations

import io

from pptx import Presentation
from streamlit.testing.v1 import AppTest

from symgeo.handouts.kinds import Kind
from symgeo.handouts.slide_template import LARGEST_MB
from symgeo.texts import texts_for
from tests.ui.opening import open_page


def opened(page: str = "handouts", **parameters: str) -> AppTest:
    return open_page(page, **parameters)


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def test_the_meeting_is_offered_first_and_its_meaning_is_told() -> None:
    app, nynorsk = opened(lang="nn"), texts_for("nn")
    assert nynorsk("audience.meeting.meaning") in written(app)
    assert len(app.get("download_button")) == 1 + len(Kind)


def test_pages_say_for_whom_they_are_shown() -> None:
    app = opened("county", lang="sv", audience="public")
    assert texts_for("sv")("audience.public.meaning") in written(app)


def test_what_is_stored_is_closed_to_others_than_the_staff() -> None:
    for page in ("data", "upload"):
        app = opened(page, lang="en", audience="meeting")
        assert texts_for("en")("handouts.staff_only") in written(app)
        assert not app.get("file_uploader")


def test_an_audience_is_offered_nothing_that_shows_more() -> None:
    app = opened(lang="en", audience="public")
    offered = [choice for choice in app.get("button_group") if "handout_audience" in str(choice.key)]
    assert [option.content for one in offered for option in one.proto.options] == ["Public"]


def test_the_public_sees_no_example_figures() -> None:
    app = opened("explore", lang="en", audience="public", view="table")
    assert "Example figure" not in str(app.dataframe[0].value)


def test_the_hub_that_was_looked_at_is_found_in_what_the_meeting_may_see() -> None:
    app = opened(lang="en", hub="TR001")
    chosen = app.selectbox(key="widget.handout_hub.meeting.S001")
    assert chosen.value == "S001"
    assert "Orkanger" in chosen.options
    names = [button.proto.label for button in app.get("download_button")]
    assert texts_for("en")("handouts.download", kind=texts_for("en")("handouts.kind_hubs")) in names
    of_hub = written(app)
    chosen.select_index(0).run()
    assert not app.exception
    assert written(app) != of_hub


def test_a_template_is_checked_kept_for_the_visit_and_dropped() -> None:
    english, target = texts_for("en"), io.BytesIO()
    Presentation().save(target)
    app = opened(lang="en")
    field = app.file_uploader(key="widget.slide_template")
    field.upload("county.pptx", b"no slides", "application/octet-stream").run()
    assert english("handouts.template_bad", most=LARGEST_MB) in written(app)
    app.file_uploader(key="widget.slide_template").upload("county.pptx", target.getvalue()).run()
    assert not app.exception
    assert english("handouts.template_bad", most=LARGEST_MB) not in written(app)
    app.button(key="widget.template_drop").click().run()
    assert app.get("file_uploader")


def test_an_audience_is_asked_for_no_template() -> None:
    assert not opened(lang="en", audience="meeting").get("file_uploader")
