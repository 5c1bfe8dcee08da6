import { readHeader } from "@probity/contracts";
import { bytesOf, isSame, join, utf8 } from "../../verify/bytes.ts";
import { sha256 } from "../../verify/sha256.ts";
import { type Checkpoint, readReceipt } from "../../verify/texts.ts";
import { hashLeaf, isIncluded } from "../../verify/tree.ts";

/** What the server says of an entry. */
export interface LogRecord {
  readonly header: string;
  readonly salt?: string | undefined;
  readonly payload?: string | undefined;
}

/** What a check of an entry found. */
export interface EntryFound {
  /** Whether the header commits to this payload; undefined where that was erased. */
  readonly isCommitted: boolean | undefined;
  /** Whether the header is at its place in the tree of the checkpoint. */
  readonly isIncluded: boolean;
  readonly checkpoint: Checkpoint | undefined;
}

/** Checks here, not on the server, that an entry is what was logged at its place. */
export function checkEntry(position: number, record: LogRecord, receiptText: string): EntryFound {
  const receipt = readReceipt(receiptText);
  const isThere =
    receipt !== undefined &&
    receipt.index === position - 1 &&
    isIncluded(hashLeaf(record.header), receipt.index, receipt.proof, receipt.checkpoint);
  return {
    isCommitted: commits(record),
    isIncluded: isThere,
    checkpoint: receipt?.checkpoint,
  };
}

function commits({ header, salt, payload }: LogRecord): boolean | undefined {
  if (salt === undefined || payload === undefined) return undefined;
  const [written, salted] = [readHeader(header), bytesOf(salt)];
  const said = written && bytesOf(written.c);
  if (said === undefined || salted === undefined) return false;
  return isSame(said, sha256(join(salted, utf8(payload))));
}
