"""The process that draws one paper: it comes in on standard input, and its PDF goes out."""

import sys

from bot.papers.drawing import draw
from bot.papers.paper import read

if __name__ == "__main__":
    sys.stdout.buffer.write(draw(read(sys.stdin.buffer.read())))
