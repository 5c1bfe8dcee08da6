import type { ViteUserConfig } from "vitest/config";

const conditions = ["@probity/source"];

const config: ViteUserConfig = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{packages,scripts,bench}/**/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.db.test.ts", "**/*.browser.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{packages,e2e,examples}/**/*.db.test.ts", "e2e/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.browser.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["{packages,e2e,examples}/**/*.browser.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
};

export default config;
