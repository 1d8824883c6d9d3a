"""The frame around the pages: navigation, what is chosen, and what several pages draw."""
