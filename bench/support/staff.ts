import { type Desk, deskOf } from "./desk.ts";
import { at } from "./json.ts";

/**
 * Registers people under their names with these roles everywhere; their tokens. The first one on a new server is an
 * administrator `admin`, who agrees to the roles that two persons have to give.
 */
export async function addStaff<Name extends string>(
  url: string,
  operator: Desk,
  roles: Readonly<Record<Name, readonly string[]>>,
): Promise<Readonly<Record<Name, string>>> {
  const register = async (id: string): Promise<string> =>
    String(at(await operator.ask("POST", "/ops/people", { id }), "token"));
  const admin = deskOf(url, await register("admin"));
  await operator.ask("POST", "/ops/people/admin/grants", { role: "admin" });
  const tokens: Record<string, string> = {};
  for (const [id, own] of Object.entries<readonly string[]>(roles)) {
    // oxlint-disable-next-line no-await-in-loop -- few
    tokens[id] = await register(id);
    for (const role of own) {
      // oxlint-disable-next-line no-await-in-loop -- few
      const answer = await operator.ask("POST", `/ops/people/${id}/grants`, { role });
      const request = at(answer, "request", "id");
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (typeof request === "string") await admin.ask("POST", `/ops/requests/${request}/approve`);
    }
  }
  // One of each name.
  return tokens as Record<Name, string>;
}
