"""Documents out: PDF and page images, Word, HTML, Markdown, plain text, Akoma Ntoso.

What is printed is first a value (`briefings.resolution.Document`), the same for every format; each format has a module that
draws it. `briefings.engine` turns any value and a template into pages; it knows nothing of resolutions.
"""
