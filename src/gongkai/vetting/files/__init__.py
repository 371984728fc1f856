"""附件: files by their content, what they hold unseen, and the copies that are released."""
