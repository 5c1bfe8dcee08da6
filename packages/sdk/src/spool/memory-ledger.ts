import type { StreamEvent } from "../stream/record.ts";
import { board, type Words } from "./counters.ts";

/** Bounds of {@link MemoryLedger}. */
export interface MemoryLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * The events that no disk took and the server does not have yet, as their emitter keeps them: bounded, and still there when
 * the delivering thread crashes.
 */
export class MemoryLedger {
  readonly #limits: MemoryLimits;
  readonly #words: Words;
  #held: StreamEvent[] = [];
  #bytes = 0;
  #taken = 0;

  constructor(limits: MemoryLimits, words: Words) {
    this.#limits = limits;
    this.#words = words;
  }

  /** False when the event does not fit. */
  push(event: StreamEvent): boolean {
    this.#trim();
    const { maxItems, maxBytes } = this.#limits;
    if (this.#held.length >= maxItems || this.#bytes + event.text.length > maxBytes) return false;
    this.#held.push(event);
    this.#bytes += event.text.length;
    return true;
  }

  held(): readonly StreamEvent[] {
    this.#trim();
    return this.#held;
  }

  bytes(): number {
    this.#trim();
    return this.#bytes;
  }

  #trim(): void {
    const taken = Atomics.load(this.#words, board.memoryTaken);
    if (taken === this.#taken) return;
    for (const event of this.#held.splice(0, (taken - this.#taken) | 0)) this.#bytes -= event.text.length;
    this.#taken = taken;
  }
}
