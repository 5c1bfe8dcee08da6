import type { ImportProgress } from "../../import/index.ts";
import { eventTotal } from "../../import/index.ts";
import type { CommandContext } from "../context.ts";

/** Shows how far an import is. */
export interface Progress {
  readonly update: (progress: ImportProgress) => void;
  /** Says that so many items were taken by an earlier run: they do not count as this one's speed. */
  resume(items: number): void;
  /** Leaves the terminal on a fresh line. */
  end(): void;
}

/** Without a terminal, one line in so many milliseconds. */
const sparseMs = 10_000;

/** A line that rewrites itself on a terminal, a line now and then elsewhere, nothing with `--json`. */
export function createProgress(context: CommandContext): Progress {
  const { terminal, say, options } = context;
  const started = terminal.monotonic();
  let first = 0;
  let firstShare: number | undefined;
  let last = started;
  let isShown = false;
  return {
    update({ share, report }) {
      const now = terminal.monotonic();
      if (options.json === true || (!terminal.isInteractive && now - last < sparseMs)) return;
      last = now;
      const seconds = Math.max(0.001, (now - started) / 1000);
      firstShare ??= share;
      const done = (share ?? 0) - (first === 0 ? 0 : (firstShare ?? 0));
      const line = say("progress", {
        percent: share === undefined ? "?" : Math.floor(share * 100),
        processes: report.processes,
        events: eventTotal(report),
        rate: Math.round((report.processes - first) / seconds),
        eta: share === undefined || done <= 0 ? "?" : Math.ceil((seconds * (1 - share)) / done),
      });
      terminal.err(terminal.isInteractive ? `\r\u001B[2K${line}` : `${line}\n`);
      isShown = terminal.isInteractive;
    },
    resume(items) {
      first = items;
      context.note(say("resuming", { items }));
    },
    end() {
      if (isShown) terminal.err("\n");
    },
  };
}
