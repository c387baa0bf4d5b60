"""What only Streamlit does: the frame, the pages' pieces, state and cache."""
