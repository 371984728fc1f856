"""主动公开: the list, the editor, what an officer does with an item."""
