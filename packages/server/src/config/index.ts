export type { LogLevel, OidcConfig, ServerConfig } from "./config.ts";
export { defaultConfig } from "./config.ts";
export type { Environment } from "./read-config.ts";
export { readConfig } from "./read-config.ts";
