"""`python -m lineupd`."""

from lineupd.main import main

if __name__ == "__main__":
    main()
