import { ProbityError } from "@probity/contracts";
import { existsSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { Batch, BatchLimits, BatchSource } from "./batch-source.ts";
import { countRecords } from "./count.ts";
import { SpoolReader, type Damage } from "./reader.ts";
import { trackSource, type TrackedSource } from "./tracked-source.ts";
import { beat, releaseDirectory, removeDirectory } from "./writer-directory.ts";

/** The spool of a dead process, claimed by this one. */
export interface Adopted {
  readonly directory: string;
  readonly source: TrackedSource;
  /** True once everything in it was taken by the server; the directory is gone then. */
  done(): boolean;
  beat(): void;
  /** Leaves the rest to the next process. */
  close(): void;
}

/** What {@link createAdopted} needs of the spool's settings. */
export interface AdoptedSettings {
  readonly clock: Clock;
  readonly onDamage: (directory: string, damage: Damage) => void;
  readonly onError: (error: ProbityError) => void;
}

/** Opens a claimed directory for sending. */
export const createAdopted = (directory: string, settings: AdoptedSettings): Adopted =>
  new AdoptedSpool(directory, settings);

class AdoptedSpool implements Adopted, BatchSource {
  readonly directory: string;
  readonly source: TrackedSource;
  readonly #settings: AdoptedSettings;
  readonly #reader: SpoolReader;
  /** Ours to read; not any more once everything is sent, it was given back, or another process has it. */
  #open = true;

  constructor(directory: string, settings: AdoptedSettings) {
    this.directory = directory;
    this.#settings = settings;
    this.#reader = new SpoolReader({
      directory,
      live: false,
      onDamage: (damage) => settings.onDamage(directory, damage),
      onError: (cause) => this.#fail(cause),
    });
    this.source = trackSource(this, { pending: 0, bytes: this.#reader.unread() });
    countRecords(directory, this.#reader.position).then(
      (count) => this.source.added(this.#open ? count : 0, 0),
      // Only a figure of health() is missing; a failure to read is told by reading.
      () => undefined,
    );
  }

  next(limits: BatchLimits): Batch | undefined {
    if (!this.#open) return undefined;
    try {
      const batch = this.#reader.next(limits);
      if (batch === undefined) this.#finish();
      return batch;
    } catch (cause) {
      this.#giveUp(cause);
      return undefined;
    }
  }

  ack(count: number): void {
    if (this.#open) this.#reader.ack(count);
  }

  done(): boolean {
    return !this.#open;
  }

  beat(): void {
    if (this.#open && !beat(this.directory, this.#settings.clock.now() / 1000)) this.#shut();
  }

  close(): void {
    if (!this.#open) return;
    this.#shut();
    releaseDirectory(this.directory);
  }

  #shut(): void {
    this.#open = false;
    this.#reader.close();
  }

  #finish(): void {
    this.#shut();
    removeDirectory(this.directory);
  }

  /** A directory that is gone was claimed by another process. One that cannot be read is given back, to be tried again. */
  #giveUp(cause: unknown): void {
    this.#shut();
    if (!existsSync(this.directory)) return;
    releaseDirectory(this.directory);
    this.#fail(cause);
  }

  #fail(cause: unknown): void {
    this.#settings.onError(new ProbityError("PROBITY_E_SPOOL_READ", `below ${this.directory}`, { cause }));
  }
}
