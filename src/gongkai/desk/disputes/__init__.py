"""争议: reconsiderations and lawsuits with their clocks, corrections of one's own record, complaints."""
