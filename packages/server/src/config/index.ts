export type { LogLevel, OidcConfig, ServerConfig } from "./config.ts";
export { defaultConfig, defaultHalfLifeDays } from "./config.ts";
export type { Environment } from "./read-config.ts";
export { readConfig } from "./read-config.ts";
