"""The web explorer: pages for reading, their JSON twins, and the SPARQL endpoint."""

from .application import create_app
from .settings import Settings
from .site import Site, site_of

__all__ = ["Settings", "Site", "create_app", "site_of"]
