"""A program: an SVG on its input, the PNG of it on its output, drawn in the font files that it is given alone.

A program and no function, since resvg lets no other Python code run while it draws: a fifth of a second in which the
server would answer nobody. In a process of its own it keeps no reader waiting, and no memory.
"""

import sys


def draw(svg: str, fonts: list[str]) -> bytes:
    """An SVG as PNG. The fonts of the machine are never looked at."""
    from resvg_py import svg_to_bytes  # here, so that importing this module costs nothing

    return bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts))


def main() -> None:
    """Draw what comes on the input."""
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read().decode(), sys.argv[1:]))


if __name__ == "__main__":
    main()
