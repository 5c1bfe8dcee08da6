// Started by the simulation as a process of its own, to be killed: a server whose clock is told by its parent.
import { startServer, type ServerConfig } from "@probity/server";

// The parent writes a whole configuration.
const config = JSON.parse(process.argv[2] ?? "{}") as ServerConfig;
let now = Number(process.argv[3]);
process.on("message", (message) => {
  now = Number(message);
});
process.on("disconnect", () => process.exit(0));
const server = await startServer(config, {
  clock: () => now,
  timersMs: 10,
  silenceCheckMs: 200,
  noticesMs: 1_000,
});
process.on("SIGTERM", () => {
  void server.close().then(() => process.exit(0));
});
process.send?.({ url: server.url, opsToken: server.opsToken });
