"""Paper: what is written for people to print, sign and file. It knows blocks of text, and nothing of studies."""
