"""The page script: signs in, builds the navigation, draws one page."""

import streamlit as st

from ui import session
from ui.components.streamlit_words import say_streamlit_words
from ui.navigation import page_files

words = session.words()
st.set_page_config(page_title=words.text("app.title"), page_icon="🧭", layout="wide")
session.offer_languages()
say_streamlit_words(words)
pages = [
    st.Page(path, title=words.text(f"page.{path.stem}.title"), url_path=path.stem)
    for path in page_files()
]
st.navigation(pages).run()
