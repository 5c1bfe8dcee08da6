import type { Hole, StreamBatch } from "../sender/stream-source.ts";
import { readRecord } from "../stream/read-record.ts";
import type { BatchLimits } from "./batch-source.ts";
import type { Progress } from "./cursor.ts";
import { SpoolReader, type Damage } from "./reader.ts";
import { streamOf } from "./writer-directory.ts";

/** Settings of {@link StreamReader}. */
export interface StreamReaderOptions {
  readonly directory: string;
  /** True while another party still appends. */
  readonly live: boolean;
  readonly onDamage: (directory: string, damage: Damage) => void;
  /** The acknowledged position could not be stored. */
  readonly onError: (error: unknown) => void;
}

/** What comes next: a batch that continues the stream, a place where it does not continue, or nothing (yet). */
export type Read =
  | { readonly kind: "batch"; readonly batch: StreamBatch }
  | { readonly kind: "hole"; readonly hole: Hole }
  | undefined;

/** Reads a spool directory as the one stream that it is, and finds what is missing in it by the sequence numbers. */
export class StreamReader {
  readonly #reader: SpoolReader;
  #src: string;
  /** Damage behind the last record that was read, which only the next record or the end can tell to be a loss. */
  #damage: Damage | undefined;

  constructor({ directory, onDamage, ...options }: StreamReaderOptions) {
    this.#src = streamOf(directory);
    this.#reader = new SpoolReader({
      ...options,
      directory,
      onDamage: (damage) => {
        if (!damage.torn) this.#damage = damage;
        onDamage(directory, damage);
      },
    });
  }

  get progress(): Progress {
    return this.#reader.position;
  }

  /** Name of the stream; empty when nothing tells it. */
  get src(): string {
    return this.#src;
  }

  /** Records in the middle of a batch continue each other: they stand side by side as their one writer wrote them. */
  next(limits: BatchLimits): Read {
    const records = this.#reader.next(limits);
    const [bytes] = records ?? [];
    if (records === undefined || bytes === undefined) return undefined;
    const first = readRecord(bytes)?.header;
    const { seq, head } = this.progress;
    if (first === undefined) return { kind: "hole", hole: this.#unreadable() };
    this.#src = first.src;
    const expected = seq === undefined ? first.seq : seq + 1;
    const continues = first.seq === expected && (seq === undefined || first.prev === head);
    if (!continues) return { kind: "hole", hole: this.#missing(expected, first.seq - 1) };
    this.#damage = undefined;
    return { kind: "batch", batch: { src: first.src, records } };
  }

  /** At the end of a directory that nobody writes: what was lost there, if anything. */
  lostAtEnd(): Hole | undefined {
    return this.#damage === undefined ? undefined : this.#missing((this.progress.seq ?? 0) + 1, undefined);
  }

  /** Goes on behind a hole that was told: whatever comes next counts as continued. */
  resume(): void {
    this.#damage = undefined;
    this.#reader.forgetStream();
  }

  ack(count: number): void {
    this.#reader.ack(count);
  }

  unread(): number {
    return this.#reader.unread();
  }

  close(): void {
    this.#reader.close();
  }

  #missing(from: number, to: number | undefined): Hole {
    const damage = this.#damage;
    const detail =
      damage === undefined
        ? "records are missing in the spool"
        : `unreadable bytes in the spool, segment ${damage.segment} from ${damage.offset}`;
    const count = to === undefined ? 1 : Math.max(0, to - from + 1);
    return { reason: "damaged", from, to, count, detail, skip: 0 };
  }

  #unreadable(): Hole {
    const from = (this.progress.seq ?? 0) + 1;
    return { reason: "damaged", from, to: from, count: 1, detail: "a whole frame holds no record", skip: 1 };
  }
}
