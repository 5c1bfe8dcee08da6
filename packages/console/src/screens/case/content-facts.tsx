import type { ReactElement, ReactNode } from "react";
import loop from "../../loop/loop.module.css";
import { type Names, useNames } from "../../loop/names.ts";
import { useWord } from "../../loop/word.ts";
import { Facts } from "../../ui/facts.tsx";

type Content = Readonly<Record<string, unknown>>;
type Word = ReturnType<typeof useWord>;

/** What steps have left behind, in their order. */
const order = [
  "reasonCode",
  "text",
  "report",
  "facts",
  "responsible",
  "body",
  "feedbackBy",
  "disposals",
  "measures",
  "uses",
  "label",
  "labelReason",
  "appraisal",
  "lookBackOn",
  "recovered",
] as const;

/** What was found, decided and proposed. */
export function ContentFacts({ content }: { readonly content: Content }): ReactElement {
  const word = useWord();
  const names = useNames();
  return (
    <Facts
      facts={order
        .filter((name) => content[name] !== undefined)
        .map((name) => [word("fields", name), show(name, content[name], word, names)] as const)}
    />
  );
}

function show(name: (typeof order)[number], value: unknown, word: Word, names: Names): ReactNode {
  if (Array.isArray(value)) {
    if (value.length === 0) return "—";
    const group = name === "uses" ? "uses" : undefined;
    return (
      <ul>
        {value.map((row: unknown) => (
          <li key={JSON.stringify(row)}>
            {group === undefined ? rowText(row, word, names) : word(group, String(row))}
          </li>
        ))}
      </ul>
    );
  }
  if (name === "label") return word("labels", String(value));
  if (name === "reasonCode" || name === "labelReason") return word("reasons", String(value));
  if (typeof value === "object" && value !== null) return rowText(value, word, names);
  return <span className={loop.words}>{String(value)}</span>;
}

/** A row in words: a disposal, a measure, a party, an appraisal, an amount. */
function rowText(row: unknown, word: Word, names: Names): string {
  if (typeof row !== "object" || row === null) return String(row);
  const said = Object.entries(row).map(([key, value]) => memberText(key, value, word, names));
  return said.filter((text) => text !== "").join(" · ");
}

function memberText(key: string, value: unknown, word: Word, names: Names): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return rowText(value, word, names);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  switch (key) {
    case "kind":
      return word("disposals", text) === text ? word("kinds", text) : word("disposals", text);
    case "person":
      return names.person(text);
    case "unit":
      return names.unit(text);
    default:
      return text;
  }
}
