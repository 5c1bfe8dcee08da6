import type { RunningServer } from "@probity/server";
import { expect } from "vitest";

/** Asks the operator API of a server. Fails the test when the answer is no success. */
export async function askOperator(
  server: RunningServer,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.opsToken}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  return (await answer.json()) as Record<string, unknown>; // an object, as every answer of the operator API
}
