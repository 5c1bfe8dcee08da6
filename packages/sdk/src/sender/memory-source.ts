import { streamName } from "@probity/contracts";
import type { RandomFill } from "../ids.ts";
import type { BatchLimits } from "../spool/batch-source.ts";
import { blocksOf } from "../spool/counters.ts";
import { newInstance } from "../stream/instance.ts";
import { readRecord } from "../stream/read-record.ts";
import { createStream, type Stream, type StreamEvent } from "../stream/record.ts";
import { isBoundType, type StreamEvents } from "./stream-events.ts";
import type { Hole, StreamBatch, StreamSource } from "./stream-source.ts";

/** Settings of {@link MemorySource}. */
export interface MemorySourceSettings {
  readonly source: string;
  readonly random: RandomFill;
  readonly events: StreamEvents;
  /** An event of the host left the queue. */
  readonly onTaken: (count: number) => void;
}

interface Held {
  readonly record: Buffer;
  /** False for what this queue itself has to say. */
  readonly given: boolean;
}

/** Events that no disk takes, in a stream of their own. Whoever fills it keeps it bounded. */
export class MemorySource implements StreamSource {
  readonly #settings: MemorySourceSettings;
  #stream: Stream | undefined;
  #held: Held[] = [];
  /** The last record says that it is the last. */
  #closed = false;

  constructor(settings: MemorySourceSettings) {
    this.#settings = settings;
  }

  push(event: StreamEvent, given = true): void {
    const { source, random } = this.#settings;
    this.#stream ??= createStream({ src: streamName(source, newInstance(random)), random });
    const sealed = this.#stream.seal(event);
    sealed.commit();
    this.#held.push({ record: Buffer.from(sealed.bytes), given });
    this.#closed = false;
  }

  /** Says that the stream is complete: nobody waits for its next heartbeat then. False when there is nothing to say. */
  close(reason: "shutdown" | "continued"): boolean {
    const { src, seq } = this.#stream?.head() ?? { src: "", seq: 0 };
    if (seq === 0 || this.#closed) return false;
    this.push(this.#settings.events.close(src, { seq: seq + 1 }, reason), false);
    this.#closed = true;
    return true;
  }

  next(limits: BatchLimits): StreamBatch | undefined {
    const records: Buffer[] = [];
    let bytes = 0;
    for (const { record } of this.#held) {
      if (records.length >= limits.maxItems) break;
      if (records.length > 0 && bytes + record.length > limits.maxBytes) break;
      records.push(record);
      bytes += record.length;
    }
    return records.length === 0 ? undefined : { src: this.#src(), records };
  }

  ack(count: number): void {
    const taken = this.#held.splice(0, count).filter(({ given }) => given);
    if (taken.length > 0) this.#settings.onTaken(taken.length);
  }

  /** The rest goes on in a new stream at once. */
  broken(hole: Hole): void {
    const stream = this.#src();
    this.ack(hole.skip);
    const rest = this.#held;
    this.#held = [];
    this.#stream = undefined;
    const { events } = this.#settings;
    this.push(events.gap(stream, hole), false);
    for (const { record, given } of rest) {
      const parts = readRecord(record);
      if (parts === undefined || isBoundType(parts.header.type)) {
        if (given) this.#settings.onTaken(1);
        continue;
      }
      const { id, type } = parts.header;
      this.push(events.again({ id, type, text: parts.payload.toString("utf8") }), given);
    }
  }

  pending(): number {
    return this.#held.length;
  }

  blocks(): number {
    return this.#held.reduce((sum, { record }) => sum + blocksOf(record.length), 0);
  }

  #src(): string {
    return this.#stream?.head().src ?? "";
  }
}
