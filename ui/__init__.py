"""Everything a person sees: pages, command line, server, printed documents, words."""
