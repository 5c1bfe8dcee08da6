export { createApp } from "./app.ts";
export type { Environment, LogLevel, ServerConfig } from "./config/index.ts";
export { defaultConfig, readConfig } from "./config/index.ts";
export type { Context } from "./context.ts";
export { buildOpenApi } from "./docs/open-api.ts";
export type {
  EntityRef,
  LinkGraph,
  Links,
  OwnersAnswer,
  OwnersQuery,
  PathAnswer,
  PathQuery,
  SqlLinks,
} from "./links/index.ts";
export { createLinks, createSqlLinks } from "./links/index.ts";
export type { OpenServer, RunningServer, ServerOptions } from "./server.ts";
export { openServer, startServer } from "./server.ts";
export type { Statement, Store, StoreConfig, Transaction } from "./store/index.ts";
export { openStore } from "./store/index.ts";
