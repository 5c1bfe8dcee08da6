export { re2 } from "./re2.ts";
