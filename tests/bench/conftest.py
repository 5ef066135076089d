"""Pages that are served to be measured are no tests, and one of them needs another toolkit."""

collect_ignore = ["bare.py", "bare_page.py", "peer_page.py"]
