"""How alike two names of bodies are, or of people: pure functions of strings, no query.

A name is read as words that each have a class (`core/data/name_words.txt`, `name_places.txt`): words of legal form are
dropped, what sort of body it is and what it is about are the same word in Vietnamese and in English, towns are known.
Then the words left over on both sides decide. One word standing where another stands (Tokyo for Kyoto, số 1 for số 2,
Nhi for Mắt) makes another body; a word more on one side costs what its class is worth; a slip of the pen costs little.
"""

SAME = 0.85
"""From here on two names are likely one body: listed, and asked about."""
NEAR = 0.5
"""From here on a name is worth showing to who types another."""
