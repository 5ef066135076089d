"""The screens: a router, one view a page, and what they share."""
