// A server in a process of its own, that takes whatever it gets and says where it listens.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { zstdDecompressSync } from "node:zlib";
import { bytesOf } from "./bytes-of.ts";

const server = createServer((request, response) => {
  void bytesOf(request).then((body) => {
    const text = request.headers["content-encoding"] === "zstd" ? zstdDecompressSync(body) : body;
    const count = text.toString("utf8").split("\n").length / 3;
    const results = Array.from({ length: count }, () => ({ id: "", status: "accepted" }));
    return response.end(JSON.stringify({ results }));
  });
});
server.listen(0, "127.0.0.1", () => {
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
