"""Puts Streamlit's own English words on the screen into the reader's language.

Streamlit has no translations. The catalogues hold its words under ``streamlit``: the English one as
Streamlit writes them, the others as they should read. A small script replaces whole texts, titles
and labels, and pieces of texts that carry figures, whenever the page changes.
"""

import json

import streamlit as st

from ui.i18n.words import Words, load_words
from ui.session import LANGUAGES

WHOLE = "streamlit.text."
PIECE = "streamlit.piece."

SCRIPT = """<script>
(() => {
  const page = window;
  page.laowuWords = %s;
  document.documentElement.lang = page.laowuWords.lang;
  const say = (text) => {
    const { whole, pieces } = page.laowuWords;
    const bare = text.trim();
    if (bare in whole) return text.replace(bare, whole[bare]);
    return pieces.reduce((said, [from, to]) => said.replace(from, to), text);
  };
  const tell = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = say(node.nodeValue);
      if (said !== node.nodeValue) node.nodeValue = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "SCRIPT") return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const now = node.getAttribute(name);
      if (now !== null && say(now) !== now) node.setAttribute(name, say(now));
    }
    node.childNodes.forEach(tell);
  };
  tell(document.body);
  if (page.laowuWatch) return;
  page.laowuWatch = new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(tell);
      if (change.type !== "childList") tell(change.target);
    }
  });
  page.laowuWatch.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
  });
})();
</script>
"""


def say_streamlit_words(words: Words) -> None:
    """Adds the script to the page; it holds nothing but words of the catalogues."""
    content = {
        "lang": words.language.replace("_", "-"),
        "whole": dict(_from_others(words, WHOLE)),
        "pieces": _from_others(words, PIECE),
    }
    script = SCRIPT % json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
    st.html(script, unsafe_allow_javascript=True)


def _from_others(words: Words, prefix: str) -> list[tuple[str, str]]:
    """Pairs what the other languages say with what this one says, as far as it differs."""
    others = [load_words(language) for language in LANGUAGES if language != words.language]
    return [
        (other.texts[code], said)
        for code, said in words.texts.items()
        if code.startswith(prefix)
        for other in others
        if code in other.texts and other.texts[code] != said
    ]
