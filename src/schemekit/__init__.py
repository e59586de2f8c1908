"""schemekit: policy modules for sustainability-standards schemes, kept connected to their source."""

__version__ = "0.1.0"
