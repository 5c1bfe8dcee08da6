import { join } from "node:path";
import type { UserConfig } from "vite";

/** Where `pnpm start` runs the server that a development build speaks to. */
const server = process.env["PROBITY_SERVER"] ?? "http://127.0.0.1:7300";
const served = ["/console", "/ops", "/docs", "/openapi.json", "/approve"];

/**
 * What loads the rest. That is always loaded whole: in two files, as libraries change less often, instead of forty, which are
 * a tenth larger and come later on a slow network. These stay outside: `main.tsx` waits for texts, so nothing may wait for it.
 */
const start: readonly string[] = ["index.html", "src/main.tsx"].map((path) =>
  join(import.meta.dirname, path),
);

const config: UserConfig = {
  root: import.meta.dirname,
  // The policy lets in what carries this; the server puts a fresh one in its place with every page.
  html: { cspNonce: "PROBITY_NONCE" },
  resolve: { conditions: ["@probity/source", "module", "browser", "production"] },
  build: {
    outDir: join(import.meta.dirname, "../server/console"),
    emptyOutDir: true,
    target: "chrome110",
    // As scripts of this server, never as data: addresses, which the policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", test: /[\\/]node_modules[\\/]/, tags: ["$initial"], priority: 1 },
            { name: "shell", test: (id) => !start.includes(id), tags: ["$initial"] },
          ],
        },
      },
    },
    // For the budgets (`pnpm check:size`).
    manifest: "manifest.json",
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, server])) },
};

export default config;
