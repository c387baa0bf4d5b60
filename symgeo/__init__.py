"""symgeo: find industrial symbiosis opportunities between neighbouring sites."""

__version__ = "0.1.0"
