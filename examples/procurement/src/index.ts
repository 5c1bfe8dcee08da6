export { startExample } from "./start.ts";
export type { Example, ExampleOptions } from "./start.ts";
