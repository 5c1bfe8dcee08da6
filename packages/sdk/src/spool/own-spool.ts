import { ProbityError } from "@probity/contracts";
import { existsSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { StreamEvent, StreamHead } from "../stream/record.ts";
import { StreamWriter, type LiveDirectory, type StreamWriterSettings } from "./stream-writer.ts";
import { beat, isAcknowledged, releaseDirectory, removeDirectory } from "./writer-directory.ts";

/** What {@link openOwnSpool} needs of the spool's settings. */
export interface OwnSpoolSettings extends StreamWriterSettings {
  readonly clock: Clock;
  readonly onError: (error: ProbityError) => void;
  /** A new directory is written from now on. */
  readonly onOpened: (directory: LiveDirectory) => void;
  /** The directory was left. */
  readonly onMoved: (directory: string) => void;
}

/** The spool directory that this client writes. */
export interface OwnSpool {
  readonly live: () => LiveDirectory;
  head(): StreamHead;
  /** @throws ProbityError `PROBITY_E_EVENT_SIZE`, `PROBITY_E_SPOOL_WRITE` */
  append(event: StreamEvent): void;
  /** Goes on in a new directory, which is a new stream, if it is still this one that is written. */
  moveOut(directory: string): void;
  close(): void;
}

const beatMs = 5000;
/** After such a pause (a stopped process, a blocked loop) make sure that nobody adopted us before writing on. */
const doubtMs = 10_000;

/** @throws when the directory cannot be created or written. */
export const openOwnSpool = (settings: OwnSpoolSettings): OwnSpool => {
  const { clock } = settings;
  let writer = new StreamWriter(settings);
  let lastBeat = clock.monotonic();
  settings.onOpened(writer);

  const leave = (): void => {
    const old = writer;
    writer = new StreamWriter(settings);
    // Whatever fails from here on: both have to be read by somebody.
    settings.onOpened(writer);
    try {
      old.close();
      // Gone when another process took this one for dead: it sends what is in there.
      if (existsSync(old.directory)) releaseDirectory(old.directory);
    } finally {
      settings.onMoved(old.directory);
    }
  };

  const keepAlive = (): void => {
    if (!beat(writer.directory, clock.now() / 1000)) leave();
    lastBeat = clock.monotonic();
  };

  const fenced = (act: () => void): void => {
    try {
      act();
    } catch (cause) {
      settings.onError(new ProbityError("PROBITY_E_SPOOL_WRITE", `below ${settings.folder}`, { cause }));
    }
  };

  const timer = setInterval(() => fenced(keepAlive), beatMs).unref();

  return {
    live: () => writer,
    head: () => writer.head(),
    append: (event) => {
      if (clock.monotonic() - lastBeat > doubtMs) keepAlive();
      writer.append(event);
    },
    moveOut: (directory) => {
      if (directory === writer.directory) fenced(leave);
    },
    close: () => {
      clearInterval(timer);
      writer.close();
      if (isAcknowledged(writer.directory, writer.head().seq)) removeDirectory(writer.directory);
      else if (existsSync(writer.directory)) releaseDirectory(writer.directory);
    },
  };
};
