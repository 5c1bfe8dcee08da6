import { randomUUID } from "node:crypto";
import { openStore, type ServerConfig, type ServerOptions } from "../../src/index.ts";
import type { ProbityEvent } from "@probity/contracts";
import { tender } from "./events.ts";
import type { Engine } from "./engines.ts";
import { type Answer, at, startTestServer, type TestPerson, type TestServer } from "./test-server.ts";

/** Roles by person; `role` everywhere, or `role@unit`. */
export type Staff = Readonly<Record<string, readonly string[]>>;

/** Persons of {@link staff}. */
export type StaffName =
  | "dina"
  | "hanna"
  | "hugo"
  | "rita"
  | "adam"
  | "petra"
  | "paul"
  | "dora"
  | "olga"
  | "inge";

/** One of each role, and two where two are needed. */
export const staff: Readonly<Record<StaffName, readonly string[]>> = {
  dina: ["dispatcher"],
  hanna: ["handler"],
  hugo: ["handler"],
  rita: ["reviewer"],
  adam: ["approver"],
  petra: ["appraiser"],
  paul: ["appraiser"],
  dora: ["discipline"],
  olga: ["observer"],
  inge: ["intake"],
};

/** Gives roles before a server starts. */
export async function giveRoles(config: ServerConfig, roles: Staff): Promise<void> {
  const store = await openStore(config);
  try {
    const rows = Object.entries(roles).flatMap(([holder, list]) =>
      list.map((text) => {
        const [role = "", unit = null] = text.split("@");
        return {
          id: randomUUID(),
          holder,
          holder_kind: "person" as const,
          role,
          unit,
          from_at: "2020-01-01T00:00:00Z",
          granted_by: "operator",
          granted_at: "2020-01-01T00:00:00Z",
        };
      }),
    );
    await store.db.insertInto("access_grant").values(rows).execute();
  } finally {
    await store.close();
  }
}

/** A server with people of all roles. */
export interface CaseServer<Names extends string> {
  readonly server: TestServer;
  readonly people: Readonly<Record<Names, TestPerson>>;
}

/** Starts one. */
export async function startCases<Names extends string>(
  engine: Engine,
  roles: Readonly<Record<Names, readonly string[]>>,
  options: ServerOptions & { readonly config?: Partial<ServerConfig> } = {},
): Promise<CaseServer<Names>> {
  const config = { ...(await engine.newConfig()), ...options.config };
  await giveRoles(config, roles);
  const server = await startTestServer(config, options);
  return { server, people: await addStaff(server, roles) };
}

/** Registers people under their names. */
export async function addStaff<Names extends string>(
  server: Pick<TestServer, "addPerson">,
  roles: Readonly<Record<Names, readonly string[]>>,
): Promise<Readonly<Record<Names, TestPerson>>> {
  const people: Record<string, TestPerson> = {};
  for (const id of Object.keys(roles)) people[id] = await server.addPerson(id);
  // One of each name.
  return people as Record<Names, TestPerson>;
}

/** A tender that PROC-TND-001 hits (level 2, integrity), by this actor. */
export const shortTender = (
  source: string,
  ocid: string,
  actor = "clerk",
  over: Partial<ProbityEvent> = {},
): ProbityEvent => {
  const event = tender(source, ocid, 10, over);
  return { ...event, data: { ...event.data, actor: { personId: actor, unitId: "office-1" } } };
};

/** Makes steps with a track and keeps its version. */
export function mover(
  id: string,
  track: "business" | "integrity" = "integrity",
): {
  readonly step: (person: TestPerson, transition: string, input?: object) => Promise<Answer>;
  version: number;
} {
  const state = {
    version: 1,
    step: async (person: TestPerson, transition: string, input: object = {}): Promise<Answer> => {
      const body = { track, transition, version: state.version, input };
      const answer = await person.ops("POST", `/console/cases/${encodeURIComponent(id)}/moves`, body);
      const version = at(answer.body, "version");
      if (answer.status === 200 && typeof version === "number") state.version = version;
      return answer;
    },
  };
  return state;
}

/** What most steps need. */
export const inputs = {
  assign: { unit: "office-2", handler: "hanna" },
  accept: { verifiers: ["hugo"] },
  dispose: { report: "It was looked at.", facts: "The period was ten days.", responsible: [] },
  apply: { disposals: [{ kind: "reminder" }], measures: [] },
  appraise: { uses: ["training"] },
  closing: { label: "confirmed", appraisal: { unit: "late", persons: "none" }, lookBackOn: "2027-03-01" },
} as const;
