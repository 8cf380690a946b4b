"""What the browsers themselves do, each engine that a phone may have: Chromium, Firefox and WebKit."""
