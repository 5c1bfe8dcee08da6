export { openWitnesses } from "./open-witnesses.ts";
export { readPolicy } from "./read-policy.ts";
export type { KnownLog, Witness, WitnessAnswer } from "./witness.ts";
export { createWitness } from "./witness.ts";
export type { WitnessFiles } from "./witness-files.ts";
export { createWitnessFiles, openWitnessFiles } from "./witness-files.ts";
export { serveWitness } from "./witness-server.ts";
export type { Witnesses } from "./witnesses.ts";
