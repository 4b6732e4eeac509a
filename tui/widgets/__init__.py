"""The inputs and small parts of the screens: values go in by methods, messages come up with what a person did."""
