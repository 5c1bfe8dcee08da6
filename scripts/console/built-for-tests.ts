import { buildConsole } from "./build.ts";

/** Once before the browser tests: the console that the server serves is the one of these sources. */
export const setup = (): Promise<void> => buildConsole();
