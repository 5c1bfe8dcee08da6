export { readPolicy } from "./read-policy.ts";
export type { Witness } from "./witness.ts";
export { createWitness } from "./witness.ts";
export { createWitnessFiles, openWitnessFiles } from "./witness-files.ts";
export { serveWitness } from "./witness-server.ts";
