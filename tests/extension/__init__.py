"""A stranger's additions, made through the public registries only: one folder or file each, and one line.

`settings.py` and `apps.py` hold the lines. The browser plays a session with all of them.
"""
