"""`python -m policydiff`, the same as the command `policydiff`."""

from policydiff.cli import main

main()
