"""Pages without a browser, opened as by their address."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

_ROOT = Path(__file__).parents[2]


def open_page(page: str = "explore", **parameters: str | list[str]) -> AppTest:
    """Open a page by its short name and what its address holds, and hold that it did not fail."""
    app = AppTest.from_file(str(_ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page != "explore":
        app.switch_page(str(_ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    return app
