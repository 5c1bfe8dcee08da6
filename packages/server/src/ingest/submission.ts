import type { IngestResult } from "@probity/contracts";
import type { Text } from "../log/index.ts";
import type { CheckedEvent } from "./checked-event.ts";

/** One event of a request, checked, with what its entry in the log needs; prepared before any lock is taken. */
export interface Item {
  readonly event: CheckedEvent;
  /** The exact text of the event. */
  readonly payload: Text;
  readonly salt: string;
  /** Base64 commitment; that of the header where there is one. */
  readonly c: string;
  /** The header that the sender wrote; absent for plain CloudEvents, whose header the server writes. */
  readonly header?: WrittenHeader | undefined;
}

/** A header that came with its event. */
export interface WrittenHeader {
  readonly src: string;
  readonly seq: number;
  readonly prev: string;
  readonly text: Text;
  /** Base64 of its SHA-256. */
  readonly hash: string;
  /** Its hash as a leaf of the tree. */
  readonly leaf: Buffer;
}

/** What one request wants to have logged. */
export interface Submission {
  readonly source: string;
  /** Its stream; `<source>/~server` for plain CloudEvents. */
  readonly src: string;
  readonly items: readonly Item[];
  /** Sequence numbers of the first and the last record; 0 for plain CloudEvents, which fit anywhere. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Bytes of its texts, about. */
  readonly bytes: number;
}

/** What became of a request. */
export interface Taken {
  readonly results: readonly IngestResult[];
  /** C2SP tlog-proof of its last entry; absent when it logged nothing. */
  readonly receipt?: string | undefined;
}
