"""消息: what one is told of, what one wants by e-mail, and what could not be sent."""
