"""Tests of the pages of an agency and its people."""
