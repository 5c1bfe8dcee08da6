/**
 * Flags of a Node.js process that runs our sources, and the embedded database as this process does: the tiers of its
 * compiler are set for the whole run in vitest.config.ts.
 */
export const nodeFlags: readonly string[] = [
  "--conditions=@probity/source",
  ...process.execArgv.filter((flag) => flag.startsWith("--wasm-")),
];
