import { escape, htmlPage } from "./html.ts";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
}

/** The OpenAPI document as a page: one fold per operation, with its parameters, body and answers. */
export function apiPage(document: object): string {
  // Written by the OpenAPI generator of this server.
  const { paths = {} } = document as { readonly paths?: Record<string, Record<string, Operation>> };
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? "other";
      groups.set(tag, [...(groups.get(tag) ?? []), fold(method, path, operation)]);
    }
  }
  const sections = [...groups].map(([tag, folds]) => `<h2>${escape(tag)}</h2>${folds.join("")}`);
  const links = '<p><a href="/openapi.json">openapi.json</a> · <a href="/docs/errors">errors</a></p>';
  return htmlPage("Probity: API", links + sections.join(""));
}

function fold(method: string, path: string, operation: Operation): string {
  const { summary = "", description = "", tags: _, ...rest } = operation;
  const head = `<code>${method.toUpperCase()} ${escape(path)}</code> ${escape(summary)}`;
  return `<details><summary>${head}</summary><p>${escape(description)}</p><pre>${escape(JSON.stringify(rest, undefined, 2))}</pre></details>`;
}
