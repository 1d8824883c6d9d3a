"""Files of word processors and of other programs, read as text: DOCX, PDF, and Akoma Ntoso.

Every importer gives canonical-looking text, which `resolutions.text` then reads as it reads any other, and notes on
what was doubtful. Words that are not in the text, such as page headers, are handed back beside it: none is lost.
"""
