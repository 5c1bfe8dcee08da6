import type { CommandContext } from "../context.ts";
import type { TextKey } from "../messages/say.ts";

/** How far long work has come: one line that is rewritten on a terminal, one a while elsewhere. */
export interface CountProgress {
  readonly update: (entries: number, size: number) => void;
  end(): void;
}

const terminalMs = 200;
const pipeMs = 10_000;

/** Shows the text `key` with `{percent}`, `{entries}`, `{size}`, on standard error; nothing with `--json`. */
export function countProgress({ terminal, say, options }: CommandContext, key: TextKey): CountProgress {
  let last = terminal.monotonic();
  let open = false;
  return {
    update(entries, size) {
      const now = terminal.monotonic();
      if (options.json === true || now - last < (terminal.isInteractive ? terminalMs : pipeMs)) return;
      last = now;
      const line = say(key, { percent: Math.floor((entries / Math.max(1, size)) * 100), entries, size });
      terminal.err(terminal.isInteractive ? `\r\u001B[K${line}` : `${line}\n`);
      open = terminal.isInteractive;
    },
    end() {
      if (open) terminal.err("\r\u001B[K");
      open = false;
    },
  };
}
