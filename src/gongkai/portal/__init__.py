"""门户: pages for the public: only what is released, never a draft, an original or a person's name."""
