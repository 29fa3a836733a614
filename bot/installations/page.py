"""The pages of an installation in a browser: add to Slack, it is done, it was not done and why."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape

_STYLE = """
:root{color-scheme:light dark;--paper:#faf6f1;--card:#fff;--ink:#2b1a10;--soft:#6b5547;--line:#e6dbd0;--press:#4a2c1a;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#17110d;--card:#221913;--ink:#f3e9df;--soft:#bda894;--line:#3a2c22;--press:#e0b98f;--on:#24160c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;background:var(--paper);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:27rem;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem 1.75rem}
svg{display:block;width:44px;height:44px;margin:0 0 1rem;fill:none;stroke:var(--press);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem}
p{margin:0 0 1rem}
p.small{font-size:.875rem;color:var(--soft);margin:1rem 0 0}
a.press{display:block;text-align:center;padding:.8rem 1rem;border-radius:9px;background:var(--press);color:var(--on);font-weight:600;text-decoration:none}
a.press:hover{opacity:.9}
a:focus-visible{outline:3px solid var(--soft);outline-offset:3px}
a{color:var(--press)}
"""
_CUP = (
    '<svg viewBox="0 0 44 44" aria-hidden="true"><path d="M8 16h24v10a9 9 0 0 1-9 9h-6a9 9 0 0 1-9-9z"/>'
    '<path d="M32 19h3a4 4 0 0 1 0 9h-3.5"/><path d="M15 5c-2 3 2 4 0 7M24 5c-2 3 2 4 0 7"/></svg>'
)
_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
HEADERS: Mapping[str, str] = {
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
"""What every page is sent with: its address may hold a code, and nothing of anybody else's runs in it."""


@dataclass(frozen=True)
class Link:
    """Where a page leads on."""

    label: str
    address: str


@dataclass(frozen=True)
class Page:
    """What stands on a page."""

    title: str
    text: str
    onward: Link | None = None
    small: str = ""
    beside: Link | None = None
    """A second way, below the first."""


def html(page: Page, public_url: str, language: str = "en") -> str:
    """Draw a page; every text in it is plain. What it links of the bot's own is under `public_url`, where the browser's cookie counts."""
    address = "" if page.onward is None else f"{public_url if page.onward.address.startswith('/') else ''}{page.onward.address}"
    onward = f'<a class="press" href="{escape(address)}">{escape(page.onward.label)}</a>' if page.onward else ""
    beside = (
        f'<p class="small"><a href="{escape(page.beside.address)}">{escape(page.beside.label)}</a></p>' if page.beside else ""
    )
    small = f'<p class="small">{escape(page.small)}</p>' if page.small else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(page.title)} · Cortado</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main>{_CUP}<h1>{escape(page.title)}</h1><p>{escape(page.text)}</p>{onward}{beside}{small}</main></body></html>"
    )
