"""What ``streamlit run`` starts: one ASGI application that serves the pages."""

import streamlit as st
from starlette.middleware import Middleware

from web.head import Head

app = st.App("main.py", middleware=[Middleware(Head)])
