import { type LogLevel, logLevels } from "./config/config.ts";
import type { LogStream } from "./context.ts";

/** The structured log before there is an application that has one. */
export interface StartLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Numbers of the levels in the log's lines. */
const numbers = { info: 30, error: 50 } as const;

/** Writes lines of the same form as the application does. */
export function createStartLog(
  level: LogLevel,
  clock: () => number,
  stream: LogStream = process.stdout,
): StartLog {
  const line =
    (name: keyof typeof numbers) =>
    (details: object, msg: string): void => {
      if (level === "silent" || logLevels.indexOf(name) > logLevels.indexOf(level)) return;
      const shown = Object.entries(details).map(([key, value]) => [
        key,
        value instanceof Error ? { type: value.name, message: value.message, stack: value.stack } : value,
      ]);
      stream.write(
        `${JSON.stringify({ level: numbers[name], time: clock(), ...Object.fromEntries(shown), msg })}\n`,
      );
    };
  return { info: line("info"), error: line("error") };
}
