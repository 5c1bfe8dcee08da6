import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadBundle, storeBundle } from "../src/bundle/bundle-file.ts";
import { tempDirectory } from "./support/temp.ts";

const file = fileURLToPath(new URL("../src/bundle/bundle-file.ts", import.meta.url));

test("RU-6, DE-5: a disk that takes a part of a bundle leaves the last good one as it is", () => {
  const folder = tempDirectory();
  storeBundle(folder, "the last good one");
  // Beyond 8 kB a file takes no more in this process: first a part of a write, then an error.
  const script = `import { storeBundle } from ${JSON.stringify(file)}; storeBundle(${JSON.stringify(folder)}, "x".repeat(65536));`;
  const command = 'ulimit -f 8; exec "$0" --input-type=module -e "$1"';
  const { status, stderr } = spawnSync("bash", ["-c", command, process.execPath, script], {
    encoding: "utf8",
  });
  expect(stderr).toContain("EFBIG");
  expect(status).not.toBe(0);
  expect(loadBundle(folder)).toBe("the last good one");
});
