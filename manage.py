#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.management import execute_from_command_line

from facilitation.terminal import speak_plainly


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    speak_plainly()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
