"""The style sheet of cards, for both themes: ``light-dark()`` follows Streamlit's colour scheme."""

from __future__ import annotations

from typing import Final

from symgeo.views.palette import colours

_LIGHT: Final = colours("light")
_DARK: Final = colours("dark")


def _both(name: str) -> str:
    return f"light-dark({getattr(_LIGHT, name)}, {getattr(_DARK, name)})"


CARD_CSS: Final = f"""
.sg-card {{
  --sg-c-text: {_both("text")}; --sg-c-soft: {_both("text_muted")}; --sg-c-accent: {_both("accent")};
  --sg-c-line: {_both("border")}; --sg-c-panel: {_both("panel")}; --sg-c-back: {_both("background")};
  --sg-c-example: light-dark(#fdf3dc, #3a3017); --sg-c-example-line: light-dark(#8a6a14, #d9bd6a);
  --sg-c-example-text: light-dark(#694c00, #f0d794);
  color: var(--sg-c-text); font-size: 0.95rem; line-height: 1.45; overflow-wrap: break-word; }}
.sg-card h2, .sg-card h3, .sg-card h4, .sg-card h5 {{ color: inherit; padding: 0; letter-spacing: 0; }}
.sg-card-title {{ font-size: 1.15rem; font-weight: 650; line-height: 1.3; margin: 0 0 0.35rem; }}
.sg-card-part > h3, .sg-card-part > h4, .sg-card-part > h5 {{ font-size: 1rem; font-weight: 650;
  margin: 1.1rem 0 0.35rem; }}
.sg-card p {{ margin: 0.35rem 0; max-width: 46rem; }}
.sg-card-badges {{ display: flex; flex-wrap: wrap; gap: 0.35rem; margin: 0.3rem 0 0.5rem; }}
.sg-badge {{ display: inline-flex; align-items: center; gap: 0.35em; padding: 0.05em 0.6em;
  border-radius: 1em;
  border: 1px solid var(--sg-c-line); background: var(--sg-c-panel); font-size: 0.82rem; line-height: 1.6;
  white-space: nowrap; }}
.sg-mark {{ width: 0.75em; height: 0.75em; flex: none; box-sizing: border-box;
  border: 1.5px solid var(--sg-c-text); }}
.sg-evidence-measured .sg-mark {{ border-radius: 50%; background: var(--sg-c-text); }}
.sg-evidence-reported .sg-mark {{ background: var(--sg-c-text); }}
.sg-evidence-derived .sg-mark {{ border-radius: 50%;
  background: linear-gradient(90deg, var(--sg-c-text) 50%, transparent 50%); }}
.sg-evidence-assumption .sg-mark {{ transform: rotate(45deg) scale(0.85); }}
.sg-evidence-unverified .sg-mark {{ border-radius: 50%; border-style: dashed; }}
.sg-evidence-illustrative {{ background: var(--sg-c-example); border: 1px dashed var(--sg-c-example-line);
  color: var(--sg-c-example-text); }}
.sg-evidence-illustrative .sg-mark {{ border-color: var(--sg-c-example-text);
  background: repeating-linear-gradient(45deg, var(--sg-c-example-text) 0 1.5px, transparent 1.5px 4px); }}
.sg-tier-a {{ background: var(--sg-c-accent); border-color: var(--sg-c-accent); color: var(--sg-c-back);
  font-weight: 600; }}
.sg-tier-a .sg-mark {{ border-color: var(--sg-c-back); background: var(--sg-c-back); border-radius: 50%; }}
.sg-tier-b {{ border-color: var(--sg-c-accent); color: var(--sg-c-accent); font-weight: 600; }}
.sg-tier-b .sg-mark {{ border-color: var(--sg-c-accent); border-radius: 50%;
  background: linear-gradient(90deg, var(--sg-c-accent) 50%, transparent 50%); }}
.sg-tier-c .sg-mark {{ border-radius: 50%; }}
.sg-tier-x .sg-mark {{ border-width: 0 1.5px; width: 0.5em; }}
.sg-tier-d {{ border-style: dashed; border-color: var(--sg-c-soft); }}
.sg-tier-d .sg-mark {{ border-width: 1.5px 0 0; transform: translateY(50%); }}
.sg-stage .sg-mark {{ border-radius: 50%; border-color: var(--sg-c-soft); }}
.sg-why {{ font-size: 1.02rem; }}
.sg-notice {{ border-left: 3px solid var(--sg-c-accent); background: var(--sg-c-panel);
  padding: 0.4rem 0.7rem;
  margin: 0.5rem 0; }}
.sg-notice.sg-is-example {{ border-color: var(--sg-c-example-line); background: var(--sg-c-example);
  color: var(--sg-c-example-text); }}
.sg-facts {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.5rem 0.9rem;
  margin: 0.5rem 0; padding: 0; }}
.sg-card dl.sg-facts {{ padding-left: 0; }}
.sg-facts dt {{ color: var(--sg-c-soft); font-size: 0.82rem; font-weight: 400; }}
.sg-facts dd {{ margin: 0; }}
.sg-key-facts dd {{ font-weight: 600; }}
.sg-wide-facts {{ grid-template-columns: 1fr; }}
.sg-facts dd small {{ display: block; font-weight: 400; color: var(--sg-c-soft); }}
.sg-sides {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.8rem; }}
.sg-side {{ border: 1px solid var(--sg-c-line); border-radius: 0.5rem; padding: 0.6rem 0.8rem; }}
.sg-side .sg-facts {{ grid-template-columns: 1fr; gap: 0.3rem; }}
.sg-side-name {{ font-weight: 650; margin: 0; }}
.sg-table-room {{ overflow-x: auto; }}
.sg-table {{ border-collapse: collapse; width: 100%; font-size: 0.88rem; margin: 0.3rem 0; }}
.sg-table caption {{ text-align: left; color: var(--sg-c-soft); font-size: 0.82rem; padding: 0 0 0.3rem;
  caption-side: top; }}
.sg-table th, .sg-table td {{ text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
  border: 0; border-top: 1px solid var(--sg-c-line); font-weight: 400; color: inherit; }}
.sg-table thead th {{ color: var(--sg-c-soft); font-size: 0.82rem; border-top: 0; }}
.sg-amount {{ white-space: nowrap; font-variant-numeric: tabular-nums; }}
.sg-table small {{ display: block; color: var(--sg-c-soft); font-weight: 400; }}
.sg-bar {{ display: block; height: 0.55rem; min-width: 5rem; max-width: 14rem; border-radius: 0.3rem;
  background: var(--sg-c-panel); border: 1px solid var(--sg-c-soft); overflow: hidden; margin-top: 0.3rem; }}
.sg-bar span {{ display: block; height: 100%; background: var(--sg-c-accent); }}
.sg-card ul.sg-list {{ margin: 0.3rem 0; padding-left: 1.1rem; }}
.sg-term {{ color: var(--sg-c-soft); }}
.sg-barrier {{ margin: 0.3rem 0; }}
.sg-barrier > summary {{ cursor: pointer; }}
.sg-barrier > p {{ margin: 0.3rem 0 0.3rem 1.1rem; }}
.sg-card-source {{ color: var(--sg-c-soft); font-size: 0.82rem; }}
.sg-basis {{ display: flex; flex-wrap: wrap; gap: 0.2rem 0.5rem; align-items: center; }}
@media (max-width: 640px) {{
  .sg-table thead {{ position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }}
  .sg-table tr {{ display: block; border-top: 1px solid var(--sg-c-line); padding: 0.3rem 0; }}
  .sg-table th, .sg-table td {{ display: block; border: 0; padding: 0.1rem 0; }}
  .sg-table th[scope="row"] {{ font-weight: 600; }}
  .sg-table td[data-label]:not(:empty)::before {{ content: attr(data-label) ": "; color: var(--sg-c-soft); }}
}}
"""
"""CSS of all cards, to be put on the page once."""

STYLE: Final = f"<style>{CARD_CSS}</style>"
"""The same as an element for ``st.html``."""
