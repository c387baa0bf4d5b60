"""What the measurement of the map prints."""

from symgeo.cli.bench_ui import Measurement, machine, table


def test_the_table_gives_median_least_and_most() -> None:
    written = table([Measurement("first map", (2.0, 4.0, 2.5))], "Our machine.")
    assert written.splitlines() == [
        "| wait | runs | median | min | max |",
        "| --- | --- | --- | --- | --- |",
        "| first map | 3 | 2.50 s | 2.00 s | 4.00 s |",
        "",
        "Our machine.",
    ]


def test_the_machine_is_named_with_its_versions() -> None:
    about = machine("1.2.3")
    assert "Chromium 1.2.3" in about
    assert "streamlit" in about
    assert "cores" in about
