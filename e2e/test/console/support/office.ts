import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig, type ServerConfig, type ServerOptions } from "@probity/server";
import { giveRoles, shortTender, type Staff } from "../../../../packages/server/test/support/cases.ts";
import { copyPgliteTemplate } from "../../../../packages/server/test/support/pglite-template.ts";
import { setPassword } from "../../../../packages/server/test/support/sign-in.ts";
import {
  startTestServer,
  type TestPerson,
  type TestSource,
  type TestServer,
} from "../../../../packages/server/test/support/test-server.ts";

/** A central server with people who can sign in, units, and a source. */
export interface Office {
  readonly server: TestServer;
  readonly source: TestSource;
  /** Speaks to the server as one of its people, beside a browser. */
  as(id: string): TestPerson;
  /** Raises one alert for each of these processes, by tenders that were open for ten days. */
  raise(subjects: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** People by id, with the names that the screens show. */
export const names: Readonly<Record<string, string>> = {
  "li.na": "李娜",
  "wang.wu": "王武",
  "zhao.jing": "赵静",
  "sun.lei": "孙磊",
  dina: "狄娜",
  hanna: "韩娜",
  hugo: "胡戈",
  adam: "亚当",
  rita: "丽塔",
  cora: "柯拉",
  petra: "佩特拉",
  paul: "保罗",
  olga: "奥尔加",
  "chen.yi": "陈一",
};

/** Starts one in this process, on an empty embedded database. */
export async function openOffice(
  staff: Staff,
  options: ServerOptions = {},
  over: Pick<ServerConfig, "caseOpenLevel" | "notifyAllow" | "secretsDir"> = {},
): Promise<Office> {
  const dataDir = await mkdtemp(join(tmpdir(), "probity-office-"));
  await copyPgliteTemplate(dataDir);
  const config = {
    ...defaultConfig,
    dataDir,
    port: 0,
    logLevel: "silent" as const,
    defaultCurrency: "CNY",
    ...over,
  };
  await giveRoles(config, staff);
  const server = await startTestServer(config, options);
  const people = new Map<string, TestPerson>();
  for (const id of Object.keys(staff)) {
    people.set(id, await server.addPerson(id, { name: names[id] ?? id }));
    await setPassword(server, id);
  }
  for (const [id, name, nameEn] of units) {
    const unit = { id, name, nameEn, kind: "unit", parent: null, validFrom: "2020-01-01" };
    const { status, body } = await server.ops("POST", "/ops/org/units", unit);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
  const source = await server.addSource("purchasing");
  return {
    server,
    source,
    as: (id) => {
      const person = people.get(id);
      if (person === undefined) throw new Error(`nobody is called ${id}`);
      return person;
    },
    raise: async (subjects) => {
      await source.send(
        subjects.map((subject, place) => shortTender(source.id, subject, `official-${place}`)),
      );
      await server.scored();
    },
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const units = [
  ["office-1", "采购一处", "Purchasing office 1"],
  ["office-2", "采购二处", "Purchasing office 2"],
] as const;
