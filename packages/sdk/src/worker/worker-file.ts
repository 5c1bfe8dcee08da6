import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Beside this module in the sources; in the published package this module is in `dist/index.js` or in a chunk.
const candidates = ["./delivery-worker.ts", "./worker/delivery-worker.js", "../worker/delivery-worker.js"];

/** The file of the delivering thread; undefined when a bundler took this module away from it. */
export const workerFile = (): URL | undefined => {
  try {
    return candidates
      .map((path) => new URL(path, import.meta.url))
      .find((url) => existsSync(fileURLToPath(url)));
  } catch {
    return undefined;
  }
};
