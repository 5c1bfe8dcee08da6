import { bytesOf } from "./bytes.ts";
import type { Head } from "./tree.ts";

/** The head that a checkpoint says, with the log's name; its signatures are for witnesses and `probity verify`. */
export interface Checkpoint extends Head {
  readonly origin: string;
}

/** A receipt (c2sp.org/tlog-proof). */
interface Receipt {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** A request to a witness (c2sp.org/tlog-witness): that a tree continues an earlier one. */
interface Continuation {
  readonly from: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** Reads a receipt; undefined for anything else. */
export function readReceipt(text: string): Receipt | undefined {
  const parts = partsOf(text);
  const [magic, ...lines] = parts?.lines ?? [];
  const index = numberAfter(
    "index ",
    lines.find((line) => line.startsWith("index ")),
  );
  const proof = hashesOf(lines.filter((line) => !/^(?:extra|index) /.test(line)));
  if (parts === undefined || magic !== "c2sp.org/tlog-proof@v1") return undefined;
  return index === undefined || proof === undefined
    ? undefined
    : { index, proof, checkpoint: parts.checkpoint };
}

/** Reads a request to a witness; undefined for anything else. */
export function readContinuation(text: string): Continuation | undefined {
  const parts = partsOf(text);
  const [first, ...lines] = parts?.lines ?? [];
  const from = numberAfter("old ", first);
  const proof = hashesOf(lines);
  return parts === undefined || from === undefined || proof === undefined
    ? undefined
    : { from, proof, checkpoint: parts.checkpoint };
}

/** What stands before the checkpoint, and what that says. */
function partsOf(
  text: string,
): { readonly lines: readonly string[]; readonly checkpoint: Checkpoint } | undefined {
  const cut = text.indexOf("\n\n");
  if (cut === -1) return undefined;
  const [origin = "", sizeLine = "", rootLine = ""] = text.slice(cut + 2).split("\n");
  const [size, root] = [numberAfter("", sizeLine), bytesOf(rootLine)];
  if (origin === "" || size === undefined || root?.length !== 32) return undefined;
  return { lines: text.slice(0, cut).split("\n"), checkpoint: { origin, size, root } };
}

function numberAfter(name: string, line: string | undefined): number | undefined {
  if (line === undefined || !line.startsWith(name)) return undefined;
  const digits = line.slice(name.length);
  const number = Number(digits);
  return /^\d{1,16}$/.test(digits) && Number.isSafeInteger(number) ? number : undefined;
}

function hashesOf(lines: readonly string[]): readonly Uint8Array[] | undefined {
  const hashes = lines.map(bytesOf);
  return hashes.every((hash) => hash?.length === 32) ? hashes.flatMap((hash) => hash ?? []) : undefined;
}
