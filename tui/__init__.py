"""What a person meets: the command line (`cli`) and the words of the program (`speech`, `locale/`)."""
