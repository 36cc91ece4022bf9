"""One press release in; English, Japanese and Chinese out, offline."""

__all__ = ["__version__"]

__version__ = "0.1.0"
