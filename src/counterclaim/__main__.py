"""`python -m counterclaim` is `counterclaim`."""

from counterclaim.cli import main

if __name__ == "__main__":
    main()
