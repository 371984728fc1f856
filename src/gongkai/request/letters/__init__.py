"""文书: the letters of a case, each from one template, numbered without gaps and sealed as they went out.

kinds       every kind of letter: its title, whom it goes to, who signs it off, its parts
templates/  the words of each, as a lawyer reads them: fixed parts and those an officer may word
making      facts of a case → Content; a preview before, the sealed letter after it is issued
rendering/  Content → Word and PDF
"""
