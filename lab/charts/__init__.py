"""Pictures of figures, the same in the window, in the report and on paper: drawn by matplotlib as SVG.

Nobody must read a number out of a picture: whoever shows one shows the table beside it, and says in words what is to
be seen. The same figures give the same bytes: no date, no random ids, one font that matplotlib brings along.
matplotlib takes a second to load: modules here import it where they draw, and windows draw in the background.
"""
