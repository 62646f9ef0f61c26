"""The user's text files, whatever wrote them: from bytes to characters, from characters to rows."""
