"""The application for a WSGI server."""

import sys

from assessment import create_app
from assessment.errors import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    sys.stderr.write(f"{error.message}\n")
    raise SystemExit(error.exit_code) from error
