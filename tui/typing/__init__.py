"""What keyboards send and what it means: letters that arrive in pieces, and the Telex and VNI ways of typing.

Everything here is a function of text; no widget is known.
"""
