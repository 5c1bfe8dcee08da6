import { html, type Html } from "../html/html.ts";
import type { PageContext } from "./context.ts";
import { layout } from "./layout.ts";

/** A page that only says something went wrong, and the way back. */
export function messagePage(context: PageContext, text: string): Html {
  const { t } = context;
  return layout(
    context,
    t.refusedTitle,
    html`<h1>${t.refusedTitle}</h1>
      <p role="alert">${text}</p>
      <p><a class="button quiet" href="/">${t.home}</a></p>`,
  );
}
