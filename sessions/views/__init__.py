"""HTTP: a view turns a form into one command, and answers. No state is changed here."""
