"""Acts on guides, rules of procedure and catalogues: each opened through `access`, each in the journal."""
