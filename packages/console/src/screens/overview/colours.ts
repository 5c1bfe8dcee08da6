/** The colours and the font of the page, for what is drawn outside of style sheets. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token("--text"),
    soft: token("--text-soft"),
    line: token("--line"),
    surface: token("--surface"),
    raised: token("--raised"),
    red: token("--red"),
    amber: token("--amber"),
    green: token("--green"),
    accent: token("--accent"),
    font: token("--font"),
    /** For parts beside each other that mean nothing by their colour. */
    parts: [
      token("--accent"),
      token("--green"),
      token("--amber"),
      token("--text-faint"),
      token("--accent-strong"),
    ],
  };
}
