"""``python -m zhengtu.cli``."""

from .main import main

main()
