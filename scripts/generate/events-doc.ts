import { type EventType } from "../../packages/contracts/src/index.ts";
import { builtinEvents, commonData } from "../../packages/contracts/src/schemas.ts";

interface Node {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly required?: readonly string[];
  readonly "x-privacy"?: string;
  readonly "x-identifier"?: true | "person" | "clear";
  readonly "x-supervision"?: string;
  readonly "x-money"?: boolean;
  readonly "x-unit"?: string;
}

function kind(node: Node): string {
  if (node["x-money"] === true) return "money";
  if (node.format === "instant") return "instant";
  return node.type === "array" ? `list of ${kind(node.items ?? {})}` : (node.type ?? "any");
}

function need(node: Node, structural: boolean): string {
  if (structural) return "always";
  const supervision = node["x-supervision"];
  return supervision === "required" ? "for supervision" : supervision === "conditional" ? "conditional" : "";
}

/** Class of the field, with what the SDK does about it. */
function privacy(node: Node): string {
  const words = { true: "pseudonym", person: "person key", clear: "clear" };
  const identifier = node["x-identifier"];
  const label = node["x-privacy"] ?? "";
  return identifier === undefined ? label : `${label}, ${words[`${identifier}`]}`;
}

function rows(node: Node, path: string): string[] {
  const required = new Set(node.required);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const own = path === "" ? name : `${path}.${name}`;
    const inner = child.type === "array" ? (child.items ?? {}) : child;
    const here = child.type === "array" ? `${own}[]` : own;
    const leaf = inner.properties === undefined || child["x-money"] === true;
    const row = `| \`${here}\` | ${kind(child)}${child["x-unit"] === undefined ? "" : `, ${child["x-unit"]}`} | ${need(child, required.has(name))} | ${privacy(child)} | ${child.description ?? ""} |`;
    return (leaf || required.has(name) ? [row] : []).concat(rows(inner, here));
  });
}

const table = (node: Node): string =>
  `| Field | Type | Needed | Privacy | Meaning |\n|---|---|---|---|---|\n${rows(node, "").join("\n")}\n`;

function section(event: EventType): string {
  const decision =
    event.decision === null ? "A fact: nothing to pre-check." : `Pre-check: ${event.decision.toLowerCase()}.`;
  return `## ${event.type}

${event.name.en} (${event.name["zh-CN"]}). ${event.when ?? ""}. Version ${event.version}, phase ${event.phase}. ${decision}
Subject: the first of ${event.subject.map((path) => `\`${path}\``).join(", ")} that is set.

${table(event.schema)}`;
}

/** Builds `docs/reference/events.md` from the built-in event types (EV-2). */
export function eventsDoc(): string {
  return `# Event types

Generated from \`packages/contracts/src/events\`. Fields that are needed *always* must be there, or the event goes to
quarantine; those needed *for supervision* may be absent, the event is then counted as incomplete. Money is
\`{amount, currency}\` in the major unit, instants are RFC 3339 with offset or a whole date. Other fields are kept.

## Every event

${table(commonData)}
${Object.values(builtinEvents).map(section).join("\n")}`;
}
