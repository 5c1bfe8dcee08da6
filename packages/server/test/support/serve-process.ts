// Started by tests as a process of its own, to be killed: a server with the configuration in argv, printed when ready.
import { startServer, type ServerConfig } from "../../src/index.ts";

// The parent writes a whole configuration.
const config = JSON.parse(process.argv[2] ?? "{}") as ServerConfig;
const server = await startServer(config);
process.on("SIGTERM", () => {
  void server.close().then(() => process.exit(0));
});
process.stdout.write(`${JSON.stringify({ url: server.url, opsToken: server.opsToken })}\n`);
