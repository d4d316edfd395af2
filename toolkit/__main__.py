"""Entry point of ``python -m toolkit``."""

import sys

from .cli import main

sys.exit(main())
