"""What ``streamlit run`` starts: one ASGI application that serves the pages and the data API."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.ledger import format_page_headlines
from loading import DATASETS, load_package
from warming import warm_up
from web.api import api_routes
from web.assets import asset_routes
from web.crawlers import crawler_routes
from web.head import Head
from web.health import health_routes
from web.security import Security
from web.static import Shelf, Static

ASSETS = Path(__file__).parent / "assets"
STYLE = (ASSETS / "style.css").read_text(encoding="utf-8")
GIVE_WAY = (ASSETS / "shell.js").read_text(encoding="utf-8")

app = st.App(
    "main.py",
    lifespan=warm_up,
    routes=[
        *api_routes(load_package, DATASETS),
        *asset_routes(ASSETS),
        *crawler_routes(load_package),
        *health_routes(load_package),
    ],
    middleware=[
        Middleware(Security),
        Middleware(Static, shelf=Shelf()),
        Middleware(
            Head, style=STYLE, give_way=GIVE_WAY, load_package=load_package, write_headlines=format_page_headlines
        ),
    ],
)
