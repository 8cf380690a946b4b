"""A row and a draft of each released form, as they were stored when it was released.

`files/<app>-<version>.json` holds the table's row of a delivered registration and the draft that it was before. What is
stored once must be read for as long as it is kept, so these files are written once (`python -m tests.stored`, after a
publication) and never changed: a change of the code that cannot read them is a change that loses somebody's registration.
"""
