"""What a consultant takes along: an interview guide and a list of evidence to ask for.

Both follow from the definitions: each question with what to listen for and what would
show it, for one role or for everybody, as HTML or DOCX.
"""
