"""The application: pages, command line, files and reports."""
