import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readHeader } from "@probity/contracts";
import { decodeEntries, entriesPath, parseVerifierKey, verifyProof } from "@probity/tlog";
import type { Desk } from "../../bench/support/desk.ts";
import { at, listIn } from "../../bench/support/json.ts";

/** What the log must have an entry of: a type, and some of what its data say, by block and member. */
interface Awaited {
  readonly type: string;
  readonly block: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What was done so far, each act to be found in the log. */
export interface Ledger {
  expect(type: string, block: string, facts: Awaited["facts"]): void;
  readonly awaited: readonly Awaited[];
}

/** An empty one. */
export function createLedger(): Ledger {
  const awaited: Awaited[] = [];
  return { awaited, expect: (type, block, facts) => void awaited.push({ type, block, facts }) };
}

/** An entry of the log as the server hands it out. */
interface Entry {
  readonly position: number;
  readonly header: string;
  readonly salt: string;
  readonly payload: string;
}

const pageSize = 500;

/** Every entry from a place on that says something of the awaited types. */
async function readEntries(operator: Desk, types: ReadonlySet<string>): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let since = 0, more = true; more;) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const page = await operator.ask("GET", `/ops/events?since=${since}&about=all&limit=${pageSize}`);
    const events = listIn(page, "events");
    for (const event of events) {
      since = Number(at(event, "position"));
      if (!types.has(String(at(event, "type")))) continue;
      // oxlint-disable-next-line no-await-in-loop -- a few dozen
      const record = await operator.ask("GET", `/ops/log/records/${since}`);
      const text = (key: string): string => String(at(record, key));
      entries.push({ position: since, header: text("header"), salt: text("salt"), payload: text("payload") });
    }
    more = events.length === pageSize;
  }
  return entries;
}

/** What is proven of the acts of a ledger. */
export interface Proven {
  readonly acts: number;
  readonly positions: readonly number[];
}

/**
 * Finds each act of the ledger in the log, one entry for one act, and proves it without any trust in the server: the header
 * stands at its place in the exported log, the receipt leads from it to a checkpoint signed by the key, and salt and payload
 * are what the header commits to. Throws for the first act of which any of that is not so.
 */
export async function proveAll(
  ledger: Ledger,
  operator: Desk,
  { exported, vkey }: { readonly exported: string; readonly vkey: string },
): Promise<Proven> {
  const left = new Set(await readEntries(operator, new Set(ledger.awaited.map(({ type }) => type))));
  const logged = readExport(exported);
  const positions: number[] = [];
  for (const awaited of ledger.awaited) {
    const entry = [...left].find(({ payload }) => says(payload, awaited));
    if (entry === undefined) throw new Error(`the log has no entry of ${JSON.stringify(awaited)}`);
    left.delete(entry);
    // oxlint-disable-next-line no-await-in-loop -- a few dozen
    const receipt = await operator.text(`/log/proof?position=${entry.position}`);
    demandProof(entry, receipt, { vkey, exported: logged[entry.position - 1] });
    positions.push(entry.position);
  }
  return { acts: positions.length, positions };
}

function says(payload: string, { type, block, facts }: Awaited): boolean {
  const event: unknown = JSON.parse(payload);
  return (
    at(event, "type") === type &&
    Object.entries(facts).every(([key, value]) => at(event, "data", block, key) === value)
  );
}

function demandProof(
  { position, header, salt, payload }: Entry,
  receipt: string,
  { vkey, exported }: { readonly vkey: string; readonly exported: string | undefined },
): void {
  const wrong = (what: string): Error => new Error(`entry ${position}: ${what}`);
  if (exported !== header) throw wrong("the exported log has another header there");
  const verifiers = [parseVerifierKey(vkey)];
  const proven = verifyProof({ receipt, digest: "sha256", leaf: header, verifiers });
  if (proven === undefined) throw wrong("its proof does not lead to a signed checkpoint");
  if (proven.index !== position - 1) throw wrong(`its proof is for the entry ${proven.index + 1}`);
  const commitment = createHash("sha256")
    .update(Buffer.from(salt, "base64"))
    .update(payload)
    .digest("base64");
  if (readHeader(header)?.c !== commitment) throw wrong("the header commits to another payload");
}

const bundleSize = 256;

/** The headers of an exported log of which the checkpoint tells the size, in their order. */
function readExport(directory: string): readonly string[] {
  const size = Number(readFileSync(join(directory, "checkpoint"), "utf8").split("\n")[1]);
  const headers: string[] = [];
  for (let first = 0; first < size; first += bundleSize) {
    const width = Math.min(bundleSize, size - first);
    const path = entriesPath(first / bundleSize, width);
    const entries = decodeEntries(readFileSync(join(directory, path)), width);
    if (entries === undefined) throw new Error(`${path} has no ${width} entries`);
    headers.push(...entries.map((entry) => Buffer.from(entry).toString()));
  }
  return headers;
}
