"""依申请: the board of requests, one case with its clock, and the page of every act on it."""
