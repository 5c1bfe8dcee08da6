/**
 * Flags of a Node.js process that runs our sources for a test. The embedded database is WebAssembly, and compiling well what
 * runs often pays in the minutes of a process of tests, which opens databases by the hundred; not in the second that such a
 * process lives: there only what runs very often is compiled a second time.
 */
export const nodeFlags: readonly string[] = [
  "--conditions=@probity/source",
  "--wasm-tiering-budget=1000000000",
];
