import { hash } from "node:crypto";
import { readHeader, type StreamHeader } from "@probity/contracts";
import { type Checkpoint, type Digest, hashLeaf, parseProof, verifyInclusion } from "@probity/tlog";
import { type AuditKeys, openCheckpoint } from "./keys.ts";
import { type Problem, problem } from "./problem.ts";

/** What {@link verifyReceipt} looks at. */
export interface ReceiptCheck {
  /** C2SP tlog-proof. */
  readonly receipt: string;
  /** The record as it was sent: header, salt and payload, one line each; the header alone proves the entry only. */
  readonly record: string;
  readonly digest: Digest;
  readonly keys: AuditKeys;
}

/** What was found; the receipt is right when {@link problems} are none. */
export interface ReceiptReport {
  readonly header: StreamHeader | undefined;
  /** Place in the log, from 1. */
  readonly position: number | undefined;
  readonly checkpoint: Checkpoint | undefined;
  readonly cosigned: readonly string[];
  /** True when the payload was given and is the one that the log commits to. */
  readonly payload: boolean;
  readonly problems: readonly Problem[];
}

const saltBytes = 32;

/** Verifies that an event is in the log of a key (LO-6): signature, place, and that salt and payload are what was logged. */
export function verifyReceipt({ receipt, record, digest, keys }: ReceiptCheck): ReceiptReport {
  const [headerText = "", ...body] = record.replace(/\n+$/, "").split("\n");
  const header = readHeader(headerText);
  const found = [...(header === undefined ? [problem("record_malformed")] : checkBody(header, body))];
  const proof = parseProof(receipt);
  if (proof === undefined) {
    return { ...nothing, header, problems: [problem("receipt_malformed"), ...found] };
  }
  const opened = openCheckpoint(proof.checkpoint, keys);
  found.unshift(...opened.problems);
  const { checkpoint } = opened;
  if (checkpoint !== undefined) {
    const { size, root } = checkpoint;
    const { index, proof: path } = proof;
    const leafHash = hashLeaf(digest, headerText);
    if (index >= size) found.push(problem("receipt_index", { position: index + 1, size }));
    else if (!verifyInclusion({ digest, index, size, leafHash, proof: path, root }))
      found.push(problem("receipt_proof", { position: index + 1, size }));
  }
  return {
    header,
    position: proof.index + 1,
    checkpoint,
    cosigned: opened.cosigned,
    payload: body.length === 2,
    problems: found,
  };
}

const nothing = { position: undefined, checkpoint: undefined, cosigned: [], payload: false };

function checkBody(header: StreamHeader, body: readonly string[]): readonly Problem[] {
  if (body.length === 0) return [];
  const [salt = "", payload = "", ...more] = body;
  const bytes = Buffer.from(salt, "base64");
  if (body.length !== 2 || more.length > 0 || bytes.length !== saltBytes)
    return [problem("record_malformed")];
  const commitment = hash("sha256", Buffer.concat([bytes, Buffer.from(payload)]), "base64");
  if (commitment !== header.c) return [problem("commitment")];
  const { id, type } = parsed(payload);
  return id === header.id && type === header.type ? [] : [problem("record_mismatch", { id: header.id })];
}

function parsed(payload: string): { readonly id?: unknown; readonly type?: unknown } {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
