"""The command line. Imports no Streamlit."""
