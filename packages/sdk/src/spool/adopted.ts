import type { Clock } from "../clock.ts";
import type { BatchSource } from "./batch-source.ts";
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
}

/** Opens a claimed directory for sending. */
export const createAdopted = (directory: string, { clock, onDamage }: AdoptedSettings): Adopted => {
  let open = true;
  let lost = false;
  const reader = new SpoolReader({
    directory,
    live: false,
    onDamage: (damage) => onDamage(directory, damage),
    // Only a restart would notice a cursor that was not stored: it sends again what the server drops by id.
    onError: () => undefined,
  });

  const finish = (): void => {
    if (!open) return;
    open = false;
    reader.close();
    removeDirectory(directory);
  };

  const reading: BatchSource = {
    next: (limits) => {
      if (!open || lost) return undefined;
      try {
        const batch = reader.next(limits);
        if (batch === undefined) finish();
        return batch;
      } catch {
        // Another process claimed the directory after us: it sends the rest.
        lost = true;
        return undefined;
      }
    },
    ack: (count) => {
      if (open && !lost) reader.ack(count);
    },
  };

  const source = trackSource(reading, { pending: 0, bytes: reader.unread() });
  void countRecords(directory, reader.position).then((count) => source.added(open ? count : 0, 0));
  return {
    directory,
    source,
    done: () => !open || lost,
    beat: () => {
      if (open && !lost) lost = !beat(directory, clock.now() / 1000);
    },
    close: () => {
      if (!open) return;
      open = false;
      reader.close();
      if (!lost) releaseDirectory(directory);
    },
  };
};
