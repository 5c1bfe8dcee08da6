import { html, type Html } from "../html/html.ts";
import type { PageContext } from "./context.ts";
import { layout } from "./layout.ts";

/** A page that only says something went wrong, and the way back. The title is "not done" unless given. */
export function messagePage(
  context: PageContext,
  text: string,
  title: string = context.t.refusedTitle,
): Html {
  const { t } = context;
  return layout(
    context,
    title,
    html`<h1>${title}</h1>
      <p role="alert">${text}</p>
      <p><a class="button quiet" href="/">${t.home}</a></p>`,
  );
}
