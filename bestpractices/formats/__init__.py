"""How dates and numbers are written, where Django has no format for a language or another one."""
