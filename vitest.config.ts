import { join } from "node:path";
import type { ViteUserConfig } from "vitest/config";
import { makeTestDirectory } from "./scripts/test-directory.ts";

const conditions = ["@probity/source"];

// Of this process and of all that it starts.
process.env["TMPDIR"] = makeTestDirectory();

// They read the same modules again and again: half of each start.
process.env["NODE_COMPILE_CACHE"] = join(import.meta.dirname, "node_modules", ".cache", "probity-code");

// What is waited for comes when it comes: one second is a failure on a busy machine, not in the product.
const expectation = { poll: { timeout: 30_000 } };

// The files of a project share few processes: reading the modules again for each, compiling the models and warming the code
// up was a sixth of all CPU time. What a file sets in its process (an environment variable, a clock) it takes back.
const isolate = false;

// For two cores: a test often waits for a timer, a disk or a process, which leaves a core to a third one.
const maxWorkers = 3;

const config: ViteUserConfig = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    isolate,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{packages,scripts,bench}/**/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.db.test.ts", "**/*.browser.test.ts"],
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{packages,e2e,examples,bench}/**/*.db.test.ts", "e2e/test/**/*.test.ts"],
          globalSetup: ["packages/server/test/support/shared-postgres.ts"],
          exclude: ["**/node_modules/**", "**/*.browser.test.ts"],
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          globalSetup: ["scripts/console/built-for-tests.ts"],
          include: ["{packages,e2e,examples}/**/*.browser.test.ts"],
          exclude: ["**/node_modules/**"],
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As the others: projects that differ run one after the other, with a core idle at the end of each.
          maxWorkers,
        },
      },
    ],
  },
};

export default config;
