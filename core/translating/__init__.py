"""Words of the screens pass through gettext: those of templates when one is loaded, those of Python by `_`."""
