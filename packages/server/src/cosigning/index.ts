export { openWitnesses } from "./open-witnesses.ts";
export type { Witnesses } from "./witnesses.ts";
