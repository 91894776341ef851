"""Search over posts, ports and pages in both languages; docs/search.md tells how and why."""
