import { ApiProblem } from "../../api/problem.ts";
import type { Language } from "../i18n.ts";

/** What went wrong and what to do next, in the person's language. */
export interface Explanation {
  readonly title: string;
  readonly next: string;
}

/** Texts by code. English ones only where those of the error table speak to programs. */
export type Explanations = Readonly<Record<string, Explanation>>;

const load = {
  "zh-CN": () => import("./zh-CN.ts"),
  en: () => import("./en.ts"),
} as const;

/** Explains a failure. A code that the console has no text of its own for is explained by the server's. */
export async function explain(error: unknown, language: Language): Promise<Explanation> {
  const { explanations } = await load[language]();
  const document = error instanceof ApiProblem ? error.document : undefined;
  const own = explanations[document?.code ?? "CONSOLE_E_BROKEN"];
  if (own !== undefined) return own;
  return { title: document?.title ?? "", next: document?.next ?? "" };
}
