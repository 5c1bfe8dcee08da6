import { at, type TestServer } from "./test-server.ts";

/** Every event of a type that a source has in the log, whole, the latest first. */
export async function eventsOf(
  server: Pick<TestServer, "ops">,
  source: string,
  type: string,
): Promise<readonly unknown[]> {
  const { body } = await server.ops("GET", `/ops/events?source=${source}&type=${type}&about=all`);
  const events = at(body, "events");
  const ids = Array.isArray(events) ? events.map((event) => encodeURIComponent(String(at(event, "id")))) : [];
  const shown = await Promise.all(ids.map((id) => server.ops("GET", `/ops/events/${id}?source=${source}`)));
  return shown.map((answer) => answer.body);
}
