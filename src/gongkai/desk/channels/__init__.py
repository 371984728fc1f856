"""渠道: the register of channels, publications to be made, and the output for them."""
