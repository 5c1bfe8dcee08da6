// A bare HTTP server that reads every request and says yes in the words of each peer.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const sink = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":1,"success":true}');
  });
});
sink.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}` }); // listening on TCP
});
