export { watchSilence } from "./silence-watch.ts";
