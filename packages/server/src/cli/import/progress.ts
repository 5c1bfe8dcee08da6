import type { ImportProgress, Input } from "../../import/index.ts";
import { eventTotal } from "../../import/index.ts";
import type { CommandContext } from "../context.ts";

/** Shows how far an import is. */
export interface Progress {
  readonly update: (progress: ImportProgress) => void;
  /** Leaves the terminal on a fresh line. */
  end(): void;
}

/** Without a terminal, one line in so many milliseconds. */
const sparseMs = 10_000;

/** A line that rewrites itself on a terminal, a line now and then elsewhere, nothing with `--json`. */
export function createProgress(context: CommandContext, input: Input): Progress {
  const { terminal, say, options } = context;
  const started = terminal.monotonic();
  let first: number | undefined;
  let last = started;
  let isShown = false;
  return {
    update({ position, report }) {
      first ??= report.processes;
      const now = terminal.monotonic();
      if (options.json === true || (!terminal.isInteractive && now - last < sparseMs)) return;
      last = now;
      const seconds = Math.max(0.001, (now - started) / 1000);
      const share = input.gzip || input.size === 0 ? 0 : Math.min(1, position.offset / input.size);
      const line = say("progress", {
        percent: Math.floor(share * 100),
        processes: report.processes,
        events: eventTotal(report),
        rate: Math.round((report.processes - first) / seconds),
        eta: share === 0 ? "?" : Math.ceil((seconds * (1 - share)) / share),
      });
      terminal.err(terminal.isInteractive ? `\r\u001B[2K${line}` : `${line}\n`);
      isShown = terminal.isInteractive;
    },
    end() {
      if (isShown) terminal.err("\n");
    },
  };
}
