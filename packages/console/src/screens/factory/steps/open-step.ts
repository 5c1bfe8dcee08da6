const focusable = "input, select, textarea, button:not([disabled]), summary";

/** Brings the fields of a step into view and puts the focus on the first of them. */
export function openStep(key: string): void {
  const fields = fieldsOf(key);
  if (fields === undefined) return;
  const first = fields.matches(focusable) ? fields : fields.querySelector<HTMLElement>(focusable);
  first?.focus({ preventScroll: true });
  fields.scrollIntoView({ block: fields.clientHeight > window.innerHeight * 0.8 ? "start" : "center" });
}

/** Puts the focus on a step in the pipeline. */
export const focusStep = (key: string): void =>
  document.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`)?.focus();

function fieldsOf(key: string): HTMLElement | undefined {
  const [kind = "", name] = key.split(":");
  const exact = named(key) ?? named(kind);
  if (kind !== "condition" || name === undefined) return exact;
  const row = exact?.querySelector("ol")?.children[Number(name)];
  return row instanceof HTMLElement ? row : exact;
}

const named = (key: string): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-step="${CSS.escape(key)}"]`) ?? undefined;
