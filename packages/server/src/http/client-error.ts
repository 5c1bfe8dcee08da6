import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { mediaTypes, ProbityError } from "@probity/contracts";
import { problemOf } from "./http-error.ts";

/** Statuses of requests that are no readable HTTP; anything else is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers a request that never became one (broken, too slow, headers too large), and closes the connection. */
export function refuseUnreadable(
  error: Error & { readonly code?: string | undefined },
  socket: Socket,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ""] ?? 400;
  const reason = STATUS_CODES[status] ?? "";
  const { requestId: _none, ...problem } = problemOf(new ProbityError("PROBITY_E_REQUEST", reason), "");
  const body = JSON.stringify({ ...problem, status });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: ${mediaTypes.problem}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
