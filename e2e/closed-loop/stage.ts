import type { LocalizedText, Locale } from "@probity/contracts";
import type { Desk } from "../../bench/support/desk.ts";
import type { Ledger } from "./ledger.ts";

/** Where the loop is walked. */
export interface Stage {
  readonly lang: Locale;
  /** Temporary folder of the server and all else. */
  readonly home: string;
  readonly url: string;
  /** The operator's. */
  readonly operator: Desk;
  readonly ledger: Ledger;
  /** Makes a step with its headline. Rejects with the headline before what went wrong. */
  step<T>(title: LocalizedText, act: () => Promise<T>): Promise<T>;
  /** Says what was seen. */
  note(text: LocalizedText): void;
  /** Says what was refused, as it had to be, and by which code. */
  noteRefusal(what: LocalizedText, code: string): void;
}

/** Prints steps and what was seen in one language. */
export function createVoice(
  lang: Locale,
  print: (line: string) => void,
): Pick<Stage, "step" | "note" | "noteRefusal"> & { readonly steps: () => number } {
  let steps = 0;
  const note = (text: LocalizedText): void => print(`   ${text[lang]}`);
  return {
    steps: () => steps,
    note,
    noteRefusal: (what, code) => print(`   ✗ ${what[lang]}: ${code}`),
    step: async (title, act) => {
      steps += 1;
      const head = `${steps}. ${title[lang]}`;
      print(`\n== ${head}`);
      try {
        return await act();
      } catch (cause) {
        throw new Error(`${head}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    },
  };
}
