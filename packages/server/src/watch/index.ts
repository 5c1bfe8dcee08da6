export type { SilenceWatch } from "./silence-watch.ts";
export { watchSilence } from "./silence-watch.ts";
