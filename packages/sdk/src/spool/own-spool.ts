import { ProbityError } from "@probity/contracts";
import type { Clock } from "../clock.ts";
import type { BatchSource } from "./batch-source.ts";
import { SpoolReader, type Damage } from "./reader.ts";
import { trackSource, type TrackedSource } from "./tracked-source.ts";
import { SpoolWriter, type WriteBytes } from "./writer.ts";
import { beat, createWriterDirectory, releaseDirectory, removeDirectory } from "./writer-directory.ts";

/** What {@link openOwnSpool} needs of the spool's settings. */
export interface OwnSpoolSettings {
  readonly folder: string;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly clock: Clock;
  readonly write?: WriteBytes | undefined;
  readonly onDamage: (directory: string, damage: Damage) => void;
  readonly onError: (error: ProbityError) => void;
}

/** This process's own spool directory, written and read. */
export interface OwnSpool {
  directory(): string;
  readonly source: TrackedSource;
  append(text: string): void;
  durable(): Promise<void>;
  close(): void;
}

interface Opened {
  readonly directory: string;
  readonly writer: SpoolWriter;
  readonly reader: SpoolReader;
}

const beatMs = 5000;
/** After such a pause (a stopped process, a blocked loop) make sure that nobody adopted us before writing on. */
const doubtMs = 10_000;

const openParts = (settings: OwnSpoolSettings): Opened => {
  const directory = createWriterDirectory(settings.folder);
  const writer = new SpoolWriter({
    ...settings,
    directory,
    onSyncError: (cause) =>
      settings.onError(new ProbityError("PROBITY_E_SPOOL_SYNC", `fdatasync below ${directory}`, { cause })),
  });
  const reader = new SpoolReader({
    directory,
    live: true,
    onDamage: (damage) => settings.onDamage(directory, damage),
    onError: (cause) =>
      settings.onError(new ProbityError("PROBITY_E_SPOOL_WRITE", `cursor below ${directory}`, { cause })),
  });
  return { directory, writer, reader };
};

/** @throws when the directory cannot be created or written. */
export const openOwnSpool = (settings: OwnSpoolSettings): OwnSpool => {
  const { clock } = settings;
  let parts = openParts(settings);
  let lastBeat = clock.monotonic();

  /** Somebody took this process for dead and sends what is in the old directory; go on in a new one. */
  const moveOut = (): void => {
    const old = parts;
    parts = openParts(settings);
    old.writer.close();
    old.reader.close();
    source.added(-source.pending(), -source.bytes());
  };

  const keepAlive = (): void => {
    if (!beat(parts.directory, clock.now() / 1000)) moveOut();
    lastBeat = clock.monotonic();
  };

  const reading: BatchSource = {
    next: (limits) => parts.reader.next(limits),
    ack: (count) => parts.reader.ack(count),
  };
  const source: TrackedSource = trackSource(reading, { pending: 0, bytes: 0 });

  const timer = setInterval(() => {
    try {
      keepAlive();
    } catch (cause) {
      settings.onError(new ProbityError("PROBITY_E_SPOOL_WRITE", `below ${settings.folder}`, { cause }));
    }
  }, beatMs).unref();

  return {
    directory: () => parts.directory,
    source,
    append: (text) => {
      if (clock.monotonic() - lastBeat > doubtMs) keepAlive();
      source.added(1, parts.writer.append(text));
    },
    durable: () => parts.writer.durable(),
    close: () => {
      clearInterval(timer);
      parts.writer.close();
      const empty = source.pending() === 0;
      parts.reader.close();
      if (empty) removeDirectory(parts.directory);
      else releaseDirectory(parts.directory);
    },
  };
};
