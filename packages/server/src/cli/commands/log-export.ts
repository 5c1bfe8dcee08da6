import { resolve } from "node:path";
import { exportLog, type LogSource } from "../../audit/index.ts";
import { countProgress } from "../audit/progress.ts";
import type { CommandContext } from "../context.ts";
import { numberOption } from "./number-option.ts";

/** Options of `log export`. */
export interface ExportOptions {
  readonly sinceSize?: string;
  readonly witnessed?: boolean;
}

/** Exports the log of the server as static files. */
export async function exportTo(
  context: CommandContext,
  dir: string,
  options: ExportOptions,
): Promise<undefined> {
  const { say } = context;
  const api = await context.api();
  const source: LogSource = {
    place: api.place,
    read: (path) =>
      api.read(
        path === "checkpoint" && options.witnessed === true
          ? "/log/checkpoint?witnessed=true"
          : `/log/${path}`,
      ),
  };
  const progress = countProgress(context, "exportProgress");
  const directory = resolve(dir);
  const { checkpoint, files, bytes, kept } = await exportLog({
    source,
    directory,
    sinceSize: numberOption(options.sinceSize, "--since-size", { min: 0, max: 999_999_999, default: 0 }),
    onProgress: progress.update,
  });
  progress.end();
  const { origin, size, root } = checkpoint;
  const value = { directory, origin, size, root: root.toString("base64"), files, bytes, kept };
  context.print(value, () => [say("exportDone", { size, dir: directory, files, bytes, kept })]);
  return undefined;
}
