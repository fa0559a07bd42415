"""What an edition says, how two of them differ, and the files that it can be downloaded as. None of it reads rows."""
