import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A model folder in both versions. */
export interface EditedModel {
  readonly from: string;
  readonly to: string;
  /** Brings the worked cases in line with the new threshold, as an author does after `rules test` named them. */
  readonly correctCases: () => void;
}

const rule = "PROC-PRC-007";

/** Copies a built-in model and lowers a threshold: awards from 10 % below the estimate need reasons, not from 30 %. */
export function editModel(models: string, home: string): EditedModel {
  const from = join(models, "PROC-PRC");
  const to = join(home, "PROC-PRC");
  cpSync(from, to, { recursive: true });
  change(join(to, "model.yaml"), (text) => {
    const [head, tail] = split(text, `  - id: ${rule}\n`);
    const raised = once(tail, "version: 1.0.0", "version: 1.1.0");
    const lowered = once(raised, "type: double\n        default: 0.3", "type: double\n        default: 0.1");
    return `${once(head, "version: 1.0.0", "version: 1.1.0")}  - id: ${rule}\n${lowered}`;
  });
  return {
    from,
    to,
    correctCases: () =>
      change(join(to, "cases.yaml"), (text) => {
        const [head, tail] = split(text, `# --- ${rule} `);
        const kept = tail.replaceAll("\n  expect: clear", "\n  params: { cut: 0.3 }\n  expect: clear");
        return `${head}# --- ${rule} ${kept.trimEnd()}\n${newCase}`;
      }),
  };
}

const newCase = `- rule: ${rule}
  name: "Fires under the new threshold: award 880,000"
  type: procurement.award.decided
  record: { tender: { value: { amount: 1000000, currency: CNY } } }
  data: { ocid: p-1, awards: [{ id: a-1, status: active, value: { amount: 880000, currency: CNY } }] }
  expect: hit
`;

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

function split(text: string, at: string): readonly [string, string] {
  const place = text.indexOf(at);
  if (place < 0) throw new Error(`the model no longer has ${at.trim()}`);
  return [text.slice(0, place), text.slice(place + at.length)];
}

function once(text: string, before: string, after: string): string {
  if (!text.includes(before)) throw new Error(`the model no longer has ${before}`);
  return text.replace(before, after);
}
