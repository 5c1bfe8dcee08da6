// A Probity server as a process of its own, to be measured and killed. Its configuration comes in argv; it tells its
// parent when it listens.
import { startServer, type ServerConfig } from "@probity/server";

// The parent writes a whole configuration.
const config = JSON.parse(process.argv[2] ?? "{}") as ServerConfig;
const server = await startServer(config);
process.on("SIGTERM", () => {
  void server.close().then(() => process.exit(0));
});
process.send?.({ url: server.url, opsToken: server.opsToken });
