import { errorTable } from "@probity/contracts";
import { escape, htmlPage } from "./html.ts";

/** The error table as a page; the `type` of every problem document leads to its row. */
export function errorsPage(): string {
  const rows = Object.entries(errorTable).map(
    ([code, { status, title, next }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escape(title)}</td><td>${escape(next)}</td></tr>`,
  );
  const head = "<tr><th>Code</th><th>Status</th><th>What went wrong</th><th>What to do</th></tr>";
  return htmlPage("Probity: errors", `<table>${head}${rows.join("")}</table>`);
}
