"""The chair's console: what is drawn and done on it. Each act is an event; what follows from it the session works out.

Whatever is done is made from how the session stands when the button is pressed, not when it was drawn, so that two chairs
can work side by side: what the other was quicker to do is refused in the words of the rule, and nothing happens twice.
A module for each thing that a chair does; `page` puts them together.
"""

from ui.console.page import draw, style

__all__ = ["draw", "style"]
