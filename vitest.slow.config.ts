import config from "./vitest.config.ts";
for (const p of config.test!.projects as any[]) { p.test.hookTimeout = 900000; p.test.testTimeout = 600000; p.extends = "./vitest.config.ts"; }
export default config;
